import Foundation
import SystemPackage

/// Finds programs in the absolute folders of `PATH`, outside some folders: what a repository holds must
/// not choose what runs.
package struct ProgramSearch: Sendable {
  private let folders: [FilePath]

  /// A search outside some folders.
  package init(outside folders: [FilePath]) {
    self.folders = folders
  }

  /// The first program of a name; nil where there is none.
  package func find(_ name: String) -> FilePath? {
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    for entry in search.split(separator: ":") {
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
