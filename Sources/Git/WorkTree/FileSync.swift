import Foundation
import SystemPackage
import Text

/// Durability: what has to be on disk before the next step is taken.
package enum FileSync {
  /// Syncs a folder, so that names made or moved in it survive a loss of power.
  package static func syncFolder(_ folder: FilePath) throws(GitError) {
    try sync(folder, options: [.directory, .closeOnExec])
  }

  /// Moves a folder or a file to where it shall be, in one step; to sync the folder it goes to is the caller's.
  package static func move(_ fresh: FilePath, to place: FilePath) throws(GitError) {
    let moved = fresh.withPlatformString { from in
      place.withPlatformString { to in rename(from, to) }
    }
    guard moved == 0 else {
      throw .file(
        path: place.text, operation: "move in",
        reason: SafeText(Errno(rawValue: errno).description))
    }
  }

  /// Syncs a folder with all the files and folders below it, which another program wrote.
  package static func syncTree(_ folder: FilePath) throws(GitError) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder.string)
    } catch {
      throw .file(
        path: folder.text, operation: "sync", reason: SafeText(error.localizedDescription))
    }
    for name in names {
      let path = folder.appending(name)
      guard let stat = FileStat(at: path) else { continue }
      if stat.isFolder {
        try syncTree(path)
      } else if stat.isRegular {
        try sync(path, options: [.noFollow, .closeOnExec])
      }
    }
    try syncFolder(folder)
  }

  private static func sync(
    _ path: FilePath, options: FileDescriptor.OpenOptions
  ) throws(GitError) {
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: options)
      defer { try? descriptor.close() }
      try syncDescriptor(descriptor.rawValue, path)
    } catch let error as Errno {
      throw .file(path: path.text, operation: "sync", reason: SafeText(error.description))
    } catch let error as GitError {
      throw error
    } catch {
      throw .file(path: path.text, operation: "sync", reason: "\(String(describing: error))")
    }
  }

  /// Writes a file anew: a temporary file of its own beside it, synced, then renamed, then the folder
  /// synced. What stands at the path is replaced, be it a link, and nothing else is written to or lost.
  ///
  /// - Parameter suffix: What the temporary file's name ends in, for folders in which others read by how names end.
  package static func replaceFile(
    _ path: FilePath, with bytes: [UInt8], isPrivate: Bool = false, suffix: String = ""
  ) throws(GitError) {
    var temporary: FilePath?
    defer {
      if let temporary { _ = temporary.withPlatformString { unlink($0) } }
    }
    do {
      let (descriptor, fresh) = try newFile(
        beside: path, isPrivate: isPrivate, ending: suffix)
      temporary = fresh
      // It is locked until it has its name.
      try descriptor.closeAfter {
        _ = try descriptor.writeAll(bytes)
        try syncDescriptor(descriptor.rawValue, fresh)
        let code = fresh.withPlatformString { from in
          path.withPlatformString { to in rename(from, to) }
        }
        guard code == 0 else { throw Errno(rawValue: errno) }
      }
      temporary = nil
    } catch let error as Errno {
      throw .file(path: path.text, operation: "write", reason: SafeText(error.description))
    } catch let error as GitError {
      throw error
    } catch {
      throw .file(path: path.text, operation: "write", reason: "\(String(describing: error))")
    }
    try syncFolder(path.removingLastComponent())
  }

  /// What the names of files begin with that take another's place once they are written.
  package static let newFilePrefix = ".edgesync-new-"

  /// Makes an empty file beside another, under a name that nothing had, and locks it.
  ///
  /// What a killed run left under the name goes, which is what nobody has locked; others may write in the folder,
  /// and what can't be removed there isn't touched.
  private static func newFile(
    beside path: FilePath, isPrivate: Bool, ending: String
  ) throws -> (descriptor: FileDescriptor, path: FilePath) {
    let name = (path.lastComponent?.string ?? "").unicodeScalars.prefix(50)
    let place = path.removingLastComponent()
    var suffix = ""
    while true {
      let fresh = place.appending(
        newFilePrefix + String(String.UnicodeScalarView(name)) + suffix + ending)
      removeUnlocked(fresh)
      do {
        let descriptor = try FileDescriptor.open(
          fresh, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec, .noFollow],
          permissions: isPrivate
            ? [.ownerReadWrite] : [.ownerReadWrite, .groupRead, .otherRead])
        if keep(descriptor) { return (descriptor, fresh) }
        try descriptor.close()
      } catch Errno.fileExists where suffix.utf8.count < 40 {}
      suffix = "-" + String(UInt64.random(in: 0 ... .max), radix: 36) + suffix
    }
  }

  /// Locks a new file; false where another writer took it for one that was left, and took it away.
  ///
  /// Where a file system knows no locks, the file is kept without one.
  private static func keep(_ descriptor: FileDescriptor) -> Bool {
    guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      return false
    }
    var buffer = stat()
    return fstat(descriptor.rawValue, &buffer) != 0 || buffer.st_nlink > 0
  }

  /// Removes a file unless a writer has it locked, or put it in its place and another one made a new one.
  private static func removeUnlocked(_ path: FilePath) {
    do {
      let descriptor = try FileDescriptor.open(
        path, .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
      defer { try? descriptor.close() }
      if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return }
      var (opened, present) = (stat(), stat())
      guard fstat(descriptor.rawValue, &opened) == 0,
        path.withPlatformString({ lstat($0, &present) }) == 0,
        opened.st_ino == present.st_ino, opened.st_dev == present.st_dev
      else { return }
      // While it is locked here: no writer takes a locked file for its own.
      _ = path.withPlatformString { unlink($0) }
    } catch Errno.noSuchFileOrDirectory {
      return
    } catch {
      // A link, or a file that can't be read, is no writer's.
      _ = path.withPlatformString { unlink($0) }
    }
  }

  /// Removes a file and syncs its folder; one that isn't there is no error.
  package static func removeFile(_ path: FilePath) throws(GitError) {
    guard path.withPlatformString({ unlink($0) }) == 0 else {
      if errno == ENOENT { return }
      throw .file(
        path: path.text, operation: "remove", reason: SafeText(Errno(rawValue: errno).description))
    }
    try syncFolder(path.removingLastComponent())
  }

  /// Bytes of a file that is read whole at the most, unless a caller says otherwise.
  package static let maximumBytes = 1 << 26

  /// Reads a regular file whole; nil where there is none.
  ///
  /// What stands in a repository may be anybody's: a link could lead to what its reader has no business to see,
  /// a device never ends, and a pipe makes who opens it wait.
  ///
  /// - Parameters:
  ///   - limit: Bytes at the most.
  ///   - followsLinks: Whether a link at the path's end is followed, as the user's own may be.
  package static func readFile(
    _ path: FilePath, limit: Int = maximumBytes, followsLinks: Bool = false
  ) throws(GitError) -> [UInt8]? {
    var options: FileDescriptor.OpenOptions = [.closeOnExec, .nonBlocking]
    if !followsLinks { options.insert(.noFollow) }
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: options)
      return try descriptor.closeAfter { try readAll(descriptor, limit: limit) }
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch Errno.tooManySymbolicLinkLevels where !followsLinks {
      throw .unfit(path: path.text, reason: "it is a symbolic link")
    } catch let error as Unfit {
      throw .unfit(path: path.text, reason: error.reason)
    } catch {
      throw .file(
        path: path.text, operation: "read",
        reason: SafeText((error as? Errno)?.description ?? String(describing: error)))
    }
  }

  /// Why an open file isn't read.
  struct Unfit: Error {
    let reason: SafeText
  }

  /// Reads a regular file to its end.
  static func readAll(
    _ descriptor: FileDescriptor, limit: Int = .max
  ) throws -> [UInt8] {
    var buffer = stat()
    guard fstat(descriptor.rawValue, &buffer) == 0 else { throw Errno(rawValue: errno) }
    let stat = FileStat(buffer)
    guard stat.isRegular else {
      throw Unfit(reason: stat.isFolder ? "it is a folder" : "it isn't a regular file")
    }
    guard stat.size <= limit else { throw Unfit(reason: tooLarge(limit)) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(stat.size)
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { chunk.deallocate() }
    while true {
      let count = try descriptor.read(into: chunk)
      if count == 0 { return bytes }
      // It may grow while it is read.
      guard bytes.count + count <= limit else { throw Unfit(reason: tooLarge(limit)) }
      bytes.append(contentsOf: UnsafeRawBufferPointer(chunk).prefix(count))
    }
  }

  private static func tooLarge(_ limit: Int) -> SafeText {
    limit >= 1 << 20 ? "it is over \(limit >> 20) MiB" : "it is over \(limit >> 10) KiB"
  }

  static func syncDescriptor(_ descriptor: Int32, _ path: FilePath) throws(GitError) {
    guard fsync(descriptor) == 0 else {
      throw .file(
        path: path.text, operation: "sync", reason: SafeText(Errno(rawValue: errno).description))
    }
  }
}
