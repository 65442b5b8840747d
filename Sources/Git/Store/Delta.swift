import Foundation
import Text

/// A delta between two objects (gitformat-pack(5), "Deltified representation"): copies of parts of the base, and
/// bytes of its own.
struct Delta {
  /// Bytes of the object that it is made on.
  let baseSize: Int
  /// Bytes of the object that it makes.
  let size: Int
  private let bytes: UnsafeRawBufferPointer
  private let start: Int

  /// Reads the two sizes that a delta begins with; nil where they aren't there.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var place = 0
    func number() -> Int? {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while place < bytes.count, shift < 63 {
        let byte = bytes[place]
        place += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte & 0x80 == 0 { return Int(exactly: value) }
        shift += 7
      }
      return nil
    }
    guard let baseSize = number(), let size = number() else { return nil }
    self.baseSize = baseSize
    self.size = size
    self.bytes = bytes
    start = place
  }

  /// Makes the object on its base.
  ///
  /// - Returns: Whether the delta is sound: it stays inside the base and fills the object exactly.
  func apply(
    to base: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> Bool {
    guard base.count == baseSize, output.count == size else { return false }
    var place = start
    var done = 0
    while place < bytes.count {
      let command = bytes[place]
      place += 1
      if command & 0x80 != 0 {
        var (offset, count) = (0, 0)
        for bit in 0..<7 where command & (1 << UInt8(bit)) != 0 {
          guard place < bytes.count else { return false }
          let byte = Int(bytes[place])
          place += 1
          if bit < 4 { offset |= byte << (8 * bit) } else { count |= byte << (8 * (bit - 4)) }
        }
        if count == 0 { count = 0x10000 }
        guard offset <= base.count, count <= base.count - offset, count <= output.count - done,
          let from = base.baseAddress, let to = output.baseAddress
        else { return false }
        memcpy(to + done, from + offset, count)
        done += count
      } else {
        let count = Int(command)
        guard count > 0, count <= bytes.count - place, count <= output.count - done,
          let from = bytes.baseAddress, let to = output.baseAddress
        else { return false }
        memcpy(to + done, from + place, count)
        place += count
        done += count
      }
    }
    return done == output.count
  }
}
