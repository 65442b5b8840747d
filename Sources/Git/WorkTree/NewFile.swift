import Foundation
import SystemPackage
import Text

/// Files that are made where nothing stands yet: never over anything, never through a link, and whole or
/// not at all.
package enum NewFile {
  /// What stands at a path.
  package enum Standing: Hashable, Sendable {
    /// Nothing does.
    case nothing
    /// A file, with its bytes and whether its owner may run it.
    case file([UInt8], isExecutable: Bool)
    /// Something else, there or in the place of one of its folders: a link, a folder, a file.
    case other(RepoPath)
  }

  /// Tells what stands at a path below a folder.
  ///
  /// - Parameter limit: Bytes of a file at the most; a larger one is an error.
  package static func standing(
    at path: RepoPath, below base: FilePath, limit: Int = .max
  ) throws(GitError) -> Standing {
    var part = RepoPath.root
    for name in path.parent.names {
      part = part.appending(name)
      guard let stat = FileStat(at: base.appending(part)) else { return .nothing }
      guard stat.isFolder else { return .other(part) }
    }
    guard let folder = try OpenFolder.open(path.parent, below: base, create: false),
      let stat = folder.stat(of: path.name)
    else { return .nothing }
    guard stat.isRegular else { return .other(path) }
    return .file(
      try folder.readFile(path.name, for: path, limit: limit), isExecutable: stat.isExecutable)
  }

  /// Makes a file below a folder, with the folders on its way, synced to disk.
  ///
  /// - Returns: Whether it was made; not where anything stands there, or a link or a file stands in the
  ///   place of one of its folders.
  package static func write(
    _ bytes: [UInt8], isExecutable: Bool = false, to path: RepoPath, below base: FilePath
  ) throws(GitError) -> Bool {
    guard let folder = try OpenFolder.open(path.parent, below: base, create: true) else {
      return false
    }
    if folder.stat(of: path.name) != nil { return false }
    // The same name each time, so that what a killed run left is taken away by the next.
    let temporary = Array(FileSync.newFilePrefix.utf8) + path.name
    folder.remove(temporary)
    try folder.writeFile(temporary, bytes, isExecutable: isExecutable, for: path)
    guard folder.rename(temporary, toFree: path.name) else {
      let reason = Errno(rawValue: errno)
      folder.remove(temporary)
      if reason == .fileExists { return false }
      throw .file(path: path.text, operation: "write", reason: SafeText(reason.description))
    }
    try folder.sync(path)
    return true
  }
}
