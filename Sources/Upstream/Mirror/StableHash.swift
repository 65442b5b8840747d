/// A short text that stands for a longer one in a file's name, the same in each run.
package enum StableHash {
  /// Sixteen hex digits (FNV-1a, 64 bits): two texts that get the same are unlikely, and can be made.
  package static func text(_ text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
