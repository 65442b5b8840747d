import Foundation
import SystemPackage

/// What the file system says of a path, without following a link at its end.
package struct FileStat: Equatable {
  struct Time: Equatable {
    let seconds: Int
    let nanoseconds: Int
  }

  let mode: UInt32
  let size: Int
  let device: UInt64
  let inode: UInt64
  let owner: UInt32
  let group: UInt32
  let modified: Time
  let changed: Time

  /// Reads a path; nil where nothing stands there.
  package init?(at path: FilePath) {
    var buffer = stat()
    guard path.withPlatformString({ lstat($0, &buffer) }) == 0 else { return nil }
    self.init(buffer)
  }

  /// Reads a path of a repository below a folder; nil where nothing stands there.
  init?(of path: RepoPath, below folder: FilePath) {
    var buffer = stat()
    guard lstat(folder.platformString(of: path), &buffer) == 0 else { return nil }
    self.init(buffer)
  }

  init(_ buffer: stat) {
    mode = UInt32(buffer.st_mode)
    size = Int(buffer.st_size)
    device = UInt64(buffer.st_dev)
    inode = UInt64(buffer.st_ino)
    owner = buffer.st_uid
    group = buffer.st_gid
    #if canImport(Darwin)
      modified = Time(
        seconds: buffer.st_mtimespec.tv_sec, nanoseconds: buffer.st_mtimespec.tv_nsec)
      changed = Time(
        seconds: buffer.st_ctimespec.tv_sec, nanoseconds: buffer.st_ctimespec.tv_nsec)
    #else
      modified = Time(seconds: buffer.st_mtim.tv_sec, nanoseconds: buffer.st_mtim.tv_nsec)
      changed = Time(seconds: buffer.st_ctim.tv_sec, nanoseconds: buffer.st_ctim.tv_nsec)
    #endif
  }

  /// When what stands at a path was last written, in seconds since 1970; nil where nothing does.
  package static func modification(of path: FilePath) -> Int? {
    FileStat(at: path)?.modified.seconds
  }

  /// Whether it is the same file with the same content, under whichever name: a new name changes the time of
  /// change alone.
  func isSameFile(as other: FileStat) -> Bool {
    inode == other.inode && device == other.device && size == other.size && mode == other.mode
      && modified == other.modified
  }

  /// Seconds within which a change may leave all of this as it was: file systems count time in ticks.
  private static let moment = 2

  /// Whether it was changed so long ago that a further change shows.
  var isSettled: Bool { changed.seconds + Self.moment < time(nil) }

  /// Whether it is a folder.
  package var isFolder: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFDIR) }
  var isSymlink: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFLNK) }
  /// Whether it is a regular file.
  package var isRegular: Bool { mode & UInt32(S_IFMT) == UInt32(S_IFREG) }
  var isExecutable: Bool { mode & UInt32(S_IXUSR) != 0 }
}
