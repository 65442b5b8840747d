import CGit2
import Text

/// A git object's SHA-1 id: 20 bytes, made into text only to be shown.
package struct ObjectID: Hashable, Comparable, Sendable {
  /// Bytes in an id.
  package static let byteCount = 20

  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// Reads an id from its first ``byteCount`` bytes; there must be as many.
  package init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count >= Self.byteCount, "an object id has 20 bytes")
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
  }

  init(_ id: git_oid) {
    self = withUnsafeBytes(of: id) { ObjectID($0) }
  }

  /// Reads 40 hexadecimal digits of either case; nil for anything else.
  package init?(hex: some StringProtocol) {
    self.init(hex: Array(hex.utf8))
  }

  /// Reads 40 hexadecimal digits of either case; nil for anything else.
  package init?(hex: some Collection<UInt8>) {
    guard hex.count == 2 * Self.byteCount else { return nil }
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    for digit in hex {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      // The three words as one number, which each digit moves up by four bits.
      words.0 = words.0 &<< 4 | words.1 &>> 60
      words.1 = words.1 &<< 4 | words.2 &>> 60
      words.2 = words.2 &<< 4 | UInt64(value)
    }
    // 160 bits stand at the end of the 192.
    high = words.0 &<< 32 | words.1 &>> 32
    middle = words.1 &<< 32 | words.2 &>> 32
    low = UInt32(truncatingIfNeeded: words.2)
  }

  /// The first of its bytes.
  var firstByte: UInt8 { UInt8(truncatingIfNeeded: high >> 56) }

  /// The first eight of its bytes, as the number that they sort by.
  var firstWord: UInt64 { high }

  /// The 20 bytes.
  package var bytes: [UInt8] { withBytes { Array($0) } }

  private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    withUnsafeBytes(of: (high.bigEndian, middle.bigEndian, low.bigEndian)) {
      body(UnsafeRawBufferPointer(rebasing: $0[..<Self.byteCount]))
    }
  }

  /// The 40 lower-case hexadecimal digits.
  package var hex: String {
    String(unsafeUninitializedCapacity: 2 * Self.byteCount) { buffer in
      let digits: StaticString = "0123456789abcdef"
      withBytes { bytes in
        for (index, byte) in bytes.enumerated() {
          buffer[2 * index] = digits.utf8Start[Int(byte >> 4)]
          buffer[2 * index + 1] = digits.utf8Start[Int(byte & 15)]
        }
      }
      return 2 * Self.byteCount
    }
  }

  /// The first seven digits, for people.
  package var short: SafeText { SafeText(String(hex.prefix(7))) }

  /// The id that git writes where there is no object.
  package static let zero = [UInt8](repeating: 0, count: byteCount).withUnsafeBytes { ObjectID($0) }

  /// The id of the tree without entries, which every repository knows.
  package static let emptyTree =
    ObjectID(
      hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904") ?? .zero

  /// The id as libgit2 takes it.
  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid) { oid in withBytes { oid.copyMemory(from: $0) } }
    return oid
  }

  /// The lowest and the highest id that begin with the first digits of this one.
  func range(ofBeginning digits: Int) -> (least: ObjectID, most: ObjectID) {
    var (least, most) = (bytes, bytes)
    for digit in min(digits, 2 * Self.byteCount)..<(2 * Self.byteCount) {
      let half: UInt8 = digit.isMultiple(of: 2) ? 0xF0 : 0x0F
      least[digit / 2] &= ~half
      most[digit / 2] |= half
    }
    return (least.withUnsafeBytes { ObjectID($0) }, most.withUnsafeBytes { ObjectID($0) })
  }

  /// The order of the bytes, which is git's.
  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}

extension ObjectID: CustomStringConvertible {
  /// The 40 digits.
  package var description: String { hex }
}
