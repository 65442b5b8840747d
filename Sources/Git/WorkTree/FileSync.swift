import Foundation
import SystemPackage
import Text

/// Durability: what has to be on disk before the next step is taken.
package enum FileSync {
  /// Syncs a folder, so that names made or moved in it survive a loss of power.
  package static func syncFolder(_ folder: FilePath) throws(GitError) {
    try sync(folder, options: [.directory, .closeOnExec])
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

  /// Writes a file anew: a temporary name beside it, synced, then renamed, then the folder synced.
  package static func replaceFile(_ path: FilePath, with bytes: [UInt8]) throws(GitError) {
    let temporary = FilePath(bytes: path.bytes + Array(".new".utf8))
    do {
      let descriptor = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .truncate, .closeOnExec, .noFollow],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      try descriptor.closeAfter {
        _ = try descriptor.writeAll(bytes)
        try syncDescriptor(descriptor.rawValue, temporary)
      }
      let code = temporary.withPlatformString { from in
        path.withPlatformString { to in rename(from, to) }
      }
      guard code == 0 else { throw Errno(rawValue: errno) }
    } catch let error as Errno {
      throw .file(path: path.text, operation: "write", reason: SafeText(error.description))
    } catch let error as GitError {
      throw error
    } catch {
      throw .file(path: path.text, operation: "write", reason: "\(String(describing: error))")
    }
    try syncFolder(path.removingLastComponent())
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

  /// Reads a file whole; nil where there is none.
  package static func readFile(_ path: FilePath) throws(GitError) -> [UInt8]? {
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      return try descriptor.closeAfter { try readAll(descriptor) }
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch {
      throw .file(
        path: path.text, operation: "read",
        reason: SafeText((error as? Errno)?.description ?? String(describing: error)))
    }
  }

  /// Reads to the end.
  static func readAll(_ descriptor: FileDescriptor) throws -> [UInt8] {
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
    defer { chunk.deallocate() }
    while true {
      let count = try descriptor.read(into: chunk)
      if count == 0 { return bytes }
      bytes.append(contentsOf: UnsafeRawBufferPointer(chunk).prefix(count))
    }
  }

  static func syncDescriptor(_ descriptor: Int32, _ path: FilePath) throws(GitError) {
    guard fsync(descriptor) == 0 else {
      throw .file(
        path: path.text, operation: "sync", reason: SafeText(Errno(rawValue: errno).description))
    }
  }
}
