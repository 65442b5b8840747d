import Foundation
import SystemPackage

/// An absolute path as the names in it, for comparing many: `FilePath` checks all of itself at each step.
package struct PathNames: Hashable, Sendable {
  /// The names from the root down, none of them `.` or `..`.
  package private(set) var names: [[UInt8]]

  /// A path whose `..` are taken by the names alone.
  package init(_ path: FilePath) { self.init(path.bytes) }

  /// The same of a path by its bytes.
  init(_ path: [UInt8]) {
    names = []
    for name in Self.split(path) { add(name) }
  }

  /// The root.
  init() { names = [] }

  /// The names that bytes with slashes hold.
  static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: UInt8(ascii: "/")).map(Array.init)
  }

  /// Goes on by a name.
  mutating func add(_ name: [UInt8]) {
    if name == [UInt8(ascii: ".")] { return }
    if name == [UInt8(ascii: "."), UInt8(ascii: ".")] {
      if !names.isEmpty { names.removeLast() }
    } else {
      names.append(name)
    }
  }

  /// Whether it is a folder or lies inside it.
  package func starts(with folder: PathNames) -> Bool {
    names.count >= folder.names.count && names.starts(with: folder.names)
  }

  /// Its bytes, with a slash in front.
  var bytes: [UInt8] {
    names.isEmpty ? [UInt8(ascii: "/")] : names.flatMap { [UInt8(ascii: "/")] + $0 }
  }

  /// The path.
  package var path: FilePath { FilePath(bytes: bytes) }
}
