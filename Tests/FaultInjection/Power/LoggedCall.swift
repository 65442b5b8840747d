import Foundation
import SystemPackage

/// A call that wrote, as the fault library logged it.
struct LoggedCall: Sendable {
  /// Its kind.
  let kind: WriteKind
  /// The path it changed, below the world's folder.
  let path: [UInt8]
  /// The path a file came from, where it has two.
  let other: [UInt8]
  /// Where bytes were written, or to which length a file was cut.
  let offset: Int
  /// The bytes that were written, a link's target, or all that a synced file held.
  let data: [UInt8]
  /// Permissions, or whether what was synced is a folder.
  let mode: UInt32

  /// Whether it is the remote's.
  var isRemotes: Bool { path.starts(with: Array("\(World.remoteName)/".utf8)) }

  private static let headLength = 48

  /// Reads a log.
  ///
  /// - Parameter root: The world's folder at the time.
  static func read(_ log: FilePath, root: FilePath) throws -> [LoggedCall] {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: log.string)))
    let root = Array(root.string.utf8) + [0x2F]
    var calls: [LoggedCall] = []
    var place = 0
    while place + headLength <= bytes.count {
      func integer<Value: FixedWidthInteger>(_: Value.Type, _ offset: Int) -> Value {
        bytes.withUnsafeBytes {
          Value(littleEndian: $0.loadUnaligned(fromByteOffset: place + offset, as: Value.self))
        }
      }
      let lengths = [
        Int(integer(UInt32.self, 4)), Int(integer(UInt32.self, 8)), Int(integer(UInt64.self, 24)),
      ]
      let code = integer(UInt32.self, 0)
      let offset = Int(integer(Int64.self, 16))
      let mode = integer(UInt32.self, 40)
      place += headLength
      guard place + lengths.reduce(0, +) <= bytes.count, let kind = WriteKind(rawValue: code)
      else { throw SetUpError("the log of writes is broken") }
      let parts = lengths.map { length in
        defer { place += length }
        return Array(bytes[place..<place + length])
      }
      calls.append(
        LoggedCall(
          kind: kind, path: below(root, parts[0]), other: below(root, parts[1]),
          offset: offset, data: parts[2], mode: mode))
    }
    return calls
  }

  private static func below(_ root: [UInt8], _ path: [UInt8]) -> [UInt8] {
    path.starts(with: root) ? Array(path.dropFirst(root.count)) : []
  }
}
