import Foundation
import SystemPackage

/// Finds programs in the absolute folders of `PATH`, outside some folders: what a repository holds must
/// not choose what runs.
package struct ProgramSearch: Sendable {
  private let folders: [FilePath]
  private let path: String

  /// A search outside some folders.
  ///
  /// - Parameter path: Where to look, as `PATH` has it; this process's unless given.
  package init(outside folders: [FilePath], in path: String? = nil) {
    self.folders = folders
    self.path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
  }

  /// The first program of a name; nil where there is none.
  package func find(_ name: String) -> FilePath? {
    for entry in path.split(separator: ":") {
      let folder = FilePath(String(entry)).lexicallyNormalized()
      guard folder.isAbsolute, !folders.contains(where: { folder.starts(with: $0) }) else {
        continue
      }
      let candidate = folder.appending(name)
      if candidate.withPlatformString({ access($0, X_OK) }) == 0 { return candidate }
    }
    return nil
  }
}
