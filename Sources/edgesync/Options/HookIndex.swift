import Foundation
import Git
import SystemPackage
import Upstream

/// The index that a commit in the making is made from.
enum HookIndex {
  /// The index that git names to the hook it runs, as for `git commit -a`, else the repository's own.
  ///
  /// git's variables are heeded here alone, and only where they are about this very repository.
  static func path(of place: EdgeRepo.Place) -> FilePath {
    let own = place.repository.gitFolder.appending("index")
    let environment = ProcessInfo.processInfo.environment
    guard let name = environment["GIT_INDEX_FILE"], !name.isEmpty else { return own }
    let here = FilePath(FileManager.default.currentDirectoryPath)
    if let folder = environment["GIT_DIR"],
      resolved(here.pushing(FilePath(folder))) != resolved(place.repository.gitFolder)
    {
      return own
    }
    return here.pushing(FilePath(name))
  }

  private static func resolved(_ path: FilePath) -> FilePath {
    path.withPlatformString { name in
      guard let real = realpath(name, nil) else { return path.lexicallyNormalized() }
      defer { free(real) }
      return FilePath(platformString: real)
    }
  }
}
