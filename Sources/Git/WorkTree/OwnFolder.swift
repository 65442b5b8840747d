import Foundation
import SystemPackage
import Text

/// Folders that only edgesync writes to: what lies in them is taken for its own, so nobody else may have
/// made or may change them.
package enum OwnFolder {
  /// Makes a folder in a git folder where it is missing, and refuses what stands there and isn't one's own.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - gitFolder: The git folder that it lies in, whose owner git itself trusts.
  package static func make(_ folder: FilePath, in gitFolder: FilePath) throws(GitError) {
    let made = folder.withPlatformString { mkdir($0, 0o700) }
    guard made == 0 || errno == EEXIST || errno == EROFS || errno == EACCES else {
      throw .file(
        path: folder.text, operation: "make the folder",
        reason: SafeText(Errno(rawValue: errno).description))
    }
    if made != 0 { try refuseForeign(folder, in: gitFolder) }
  }

  /// Refuses a folder that is a link, another user's, or open to others; one that isn't there is no matter.
  package static func refuseForeign(
    _ folder: FilePath, in gitFolder: FilePath
  ) throws(GitError) {
    guard let stat = FileStat(at: folder) else { return }
    let other = FilePath(bytes: folder.bytes + Array(".other".utf8))
    let moving: SafeText = "Move it away with `mv \(word: folder) \(word: other)`"
    if !stat.isFolder {
      throw .foreignFolder(
        path: folder.text, reason: stat.isSymlink ? "it is a symbolic link" : "it isn't a folder",
        remedy: moving)
    }
    let owners = [geteuid(), 0, FileStat(at: gitFolder)?.owner].compactMap { $0 }
    if !owners.contains(stat.owner) {
      throw .foreignFolder(
        path: folder.text, reason: "it belongs to another user", remedy: moving)
    }
    if stat.mode & UInt32(S_IWGRP | S_IWOTH) != 0 {
      throw .foreignFolder(
        path: folder.text, reason: "others may write to it",
        remedy: "Check what is in it, then close it with `chmod go-w \(word: folder)`")
    }
  }
}
