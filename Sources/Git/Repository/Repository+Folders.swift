import Foundation
import SystemPackage

extension Repository {
  /// Bytes of a file that names a work tree at the most.
  private static let maximumName = 1 << 13

  /// Every folder that holds files of the repository's: its git folders, its work tree, and the other work trees
  /// that share its git folder (git-worktree(1)).
  package var folders: [FilePath] {
    var folders = [gitFolder, commonFolder]
    if let workFolder { folders.append(workFolder) }
    // The main work tree, where this is another one.
    let common = commonFolder.bytes
    if common.suffix(5).elementsEqual("/.git".utf8) {
      folders.append(FilePath(bytes: common.dropLast(4)))
    }
    let list = commonFolder.entry("worktrees")
    for name in (try? FileManager.default.contentsOfDirectory(atPath: list.string)) ?? [] {
      let file = list.appending(RepoPath(name)).entry("gitdir")
      guard let bytes = try? FileSync.readFile(file, limit: Self.maximumName) else { continue }
      let link = FilePath(bytes: bytes.prefix { $0 != 0x0A })
      if !link.isEmpty {
        folders.append(list.appending(name).pushing(link).removingLastComponent())
      }
    }
    return folders
  }
}
