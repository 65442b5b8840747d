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
  private let places: [FilePath]

  /// A search outside some folders.
  ///
  /// - Parameter path: Where to look, as `PATH` has it; this process's unless given.
  package init(outside folders: [FilePath], in path: String? = nil) {
    let folders = Set(folders.flatMap { LinkTrail.places(of: $0) })
    self.folders = folders
    let path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    places = path.split(separator: ":").map { FilePath(String($0)) }
      .filter { $0.isAbsolute && !Self.leads($0, into: folders) }
  }

  /// The folders where programs are looked for, as a `PATH` for a child.
  package var path: String { places.map(\.string).joined(separator: ":") }

  /// The first program of a name; nil where there is none.
  package func find(_ name: String) -> FilePath? {
    for place in places {
      let candidate = place.lexicallyNormalized().appending(name)
      if Self.isProgram(candidate), !Self.leads(candidate, into: folders) { return candidate }
    }
    return nil
  }

  /// The first program of a name, which finds others as it was found; nil where there is none.
  package func program(_ name: String) -> Program? {
    find(name).map { Program(at: $0, searching: path) }
  }

  /// Whether a path lies in one of some folders, or passes through one on its way.
  private static func leads(_ path: FilePath, into folders: Set<PathNames>) -> Bool {
    LinkTrail.places(of: path).contains { place in folders.contains { place.starts(with: $0) } }
  }

  private static func isProgram(_ path: FilePath) -> Bool {
    var buffer = stat()
    guard path.withPlatformString({ stat($0, &buffer) }) == 0 else { return false }
    return FileStat(buffer).isRegular && path.withPlatformString { access($0, X_OK) } == 0
  }
}
