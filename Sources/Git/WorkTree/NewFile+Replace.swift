import Foundation
import SystemPackage
import Text

extension NewFile {
  /// Puts other bytes into the place of a file that still holds what was read of it: whole or not at all, never
  /// through a link, with the mode that the file has.
  ///
  /// - Returns: Whether it was replaced; not where something else stands there by now.
  package static func replace(
    _ old: [UInt8], with new: [UInt8], at path: RepoPath, below base: FilePath
  ) throws(GitError) -> Bool {
    guard let folder = try OpenFolder.open(path.parent, below: base, create: false),
      let stat = folder.stat(of: path.name), stat.isRegular, stat.size == old.count
    else { return false }
    // The same name each time, so that what a killed run left is taken away by the next.
    let temporary = Array(FileSync.newFilePrefix.utf8) + path.name
    folder.remove(temporary)
    try folder.writeFile(temporary, new, isExecutable: stat.isExecutable, for: path)
    do throws(GitError) {
      try folder.setMode(stat, of: temporary, for: path)
      guard try folder.readFile(path.name, for: path, limit: old.count) == old else {
        folder.remove(temporary)
        return false
      }
      try folder.rename(temporary, over: path.name, for: path)
    } catch {
      folder.remove(temporary)
      throw error
    }
    try folder.sync(path)
    return true
  }
}
