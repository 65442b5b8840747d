import Foundation
import SystemPackage

/// Finds programs in the absolute folders of `PATH`, outside some folders: what a repository holds must
/// not choose what runs.
///
/// Folders are compared as they are without links, a program by where it really lies, so that no link leads
/// back inside.
package struct ProgramSearch: Sendable {
  private let folders: Set<PathNames>
  /// The folders where programs are looked for, in their order.
  private let places: [String]

  /// A search outside some folders.
  ///
  /// - Parameter path: Where to look, as `PATH` has it; this process's unless given.
  package init(outside folders: [FilePath], in path: String? = nil) {
    let folders = Set(folders.flatMap { LinkTrail.places(of: $0) })
    self.folders = folders
    let path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    places = path.split(separator: ":").map(String.init)
      .filter { $0.utf8.first == UInt8(ascii: "/") && !Self.leads(Array($0.utf8), into: folders) }
  }

  /// The folders where programs are looked for, as a `PATH` for a child.
  package var path: String { places.joined(separator: ":") }

  /// The first program of a name; nil where there is none.
  package func find(_ name: String) -> FilePath? {
    for place in places {
      var candidate = PathNames(Array(place.utf8))
      candidate.add(Array(name.utf8))
      let path = candidate.bytes
      if Self.isProgram(path), !Self.leads(path, into: folders) { return candidate.path }
    }
    return nil
  }

  /// The first program of a name, which finds others as it was found; nil where there is none.
  package func program(_ name: String) -> Program? {
    find(name).map { Program(at: $0, searching: path) }
  }

  /// Whether a path lies in one of some folders, or passes through one on its way.
  private static func leads(_ path: [UInt8], into folders: Set<PathNames>) -> Bool {
    LinkTrail.places(of: path).contains { place in folders.contains { place.starts(with: $0) } }
  }

  private static func isProgram(_ path: [UInt8]) -> Bool {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    var buffer = stat()
    return stat(name, &buffer) == 0 && FileStat(buffer).isRegular && access(name, X_OK) == 0
  }
}
