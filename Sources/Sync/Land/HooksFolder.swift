import Foundation
import Git
import SystemPackage

/// Where git looks for a repository's hooks.
struct HooksFolder {
  /// The folder, as the settings name it.
  let path: FilePath

  /// The hooks folder of a repository with a work tree.
  init(of repository: Repository, root: FilePath) throws(GitError) {
    path = try Self.folder(of: repository, root: root)
  }

  private static func folder(
    of repository: Repository, root: FilePath
  ) throws(GitError) -> FilePath {
    guard let setting = try repository.setting("core.hooksPath"), !setting.isEmpty else {
      return repository.commonFolder.appending("hooks")
    }
    if setting.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] {
      return FilePath(home).appending(String(setting.dropFirst(2)))
    }
    return root.pushing(FilePath(setting))
  }
}
