import CGit2
import Foundation
import SystemPackage
import Text

/// The index under git's own lock, to be changed and written anew.
///
/// For as long as it is held, no git commits, checks out or stages anything here.
///
/// libgit2 renames an index that it hasn't synced, and takes git's lock only after it has read: a loss of
/// power could leave an index without its bytes, and what a person staged between would be lost. So
/// `index.lock` is taken first and holds a copy, which libgit2 changes, and which is synced before it takes
/// the index's name (gitrepository-layout, `index`).
package final class IndexLock {
  /// The index's path.
  let indexPath: FilePath
  /// The copy that is changed.
  let index: OpaquePointer
  private let path: FilePath
  private let repository: Repository
  private var isHeld = true

  /// Takes the lock; a moment is given to another that holds it.
  ///
  /// - Throws: ``GitError/locked(operation:words:)`` where another goes on holding it.
  package init(of repository: Repository) throws(GitError) {
    self.repository = repository
    guard let name = git_index_path(try repository.sharedIndex()) else {
      throw .library(operation: "open the index", code: -1, words: lastWords())
    }
    indexPath = FilePath(platformString: name)
    path = FilePath(indexPath.string + ".lock")
    var attempt = 1
    while try !Self.take(path, Self.content(of: indexPath)) {
      if attempt == LockRetry.tries {
        throw .locked(operation: "lock the index", words: "\(path.text) is there")
      }
      attempt += 1
      LockRetry.pause()
    }
    // A killed run's, which only the holder of the lock may have made.
    _ = FilePath(path.string + ".lock").withPlatformString { unlink($0) }
    var copy: OpaquePointer?
    let code = path.withPlatformString { git_index_open(&copy, $0) }
    guard code >= 0, let copy else {
      let words = lastWords()
      _ = path.withPlatformString { unlink($0) }
      throw .library(operation: "read the index", code: code, words: words)
    }
    index = copy
  }

  deinit {
    git_index_free(index)
    if isHeld { _ = path.withPlatformString { unlink($0) } }
  }

  /// Writes the index and goes on holding the lock.
  package func publish() throws(GitError) {
    try check(git_index_write(index), "write the index")
    // The name of libgit2's own lock of the copy: a killed run's is known by it.
    let copy = FilePath(path.string + ".lock")
    guard try Self.take(copy, Self.content(of: path)) else {
      throw Self.failure(copy, .fileExists)
    }
    do {
      try Self.sync(copy)
      try Self.move(copy, to: indexPath)
    } catch {
      _ = copy.withPlatformString { unlink($0) }
      throw error
    }
    repository.isIndexUnread = true
  }

  /// Writes the index and lets go of the lock.
  package func commit() throws(GitError) {
    try check(git_index_write(index), "write the index")
    try Self.sync(path)
    try Self.move(path, to: indexPath) { isHeld = false }
    repository.isIndexUnread = true
  }

  /// Lets go of the lock and leaves the index as it is; that the lock is gone is synced to disk.
  package func release() throws(GitError) {
    guard isHeld else { return }
    isHeld = false
    try FileSync.removeFile(path)
  }

  private static func sync(_ path: FilePath) throws(GitError) {
    do {
      let descriptor = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      defer { try? descriptor.close() }
      try FileSync.syncDescriptor(descriptor.rawValue, path)
    } catch let error as GitError {
      throw error
    } catch {
      throw failure(path, error as? Errno ?? .ioError)
    }
  }

  private static func move(
    _ path: FilePath, to other: FilePath, then: () -> Void = {}
  ) throws(GitError) {
    let moved = path.withPlatformString { from in
      other.withPlatformString { to in rename(from, to) }
    }
    guard moved == 0 else { throw failure(other, Errno(rawValue: errno)) }
    then()
    try FileSync.syncFolder(other.removingLastComponent())
  }

  private static func content(of path: FilePath) throws(GitError) -> [UInt8] {
    try FileSync.readFile(path, limit: .max) ?? emptyIndex
  }

  /// An index of version 2 without entries, and its SHA-1 (gitformat-index).
  private static let emptyIndex: [UInt8] =
    Array("DIRC".utf8) + [0, 0, 0, 2, 0, 0, 0, 0] + [
      0x39, 0xd8, 0x90, 0x13, 0x9e, 0xe5, 0x35, 0x6c, 0x7e, 0xf5, 0x72, 0x21, 0x6c, 0xeb, 0xcd,
      0x27, 0xaa, 0x41, 0xf9, 0xdf,
    ]

  /// Makes a file and fills it.
  ///
  /// - Returns: Whether it was made; not where it is there already.
  private static func take(
    _ path: FilePath, _ content: @autoclosure () throws(GitError) -> [UInt8]
  ) throws(GitError) -> Bool {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    let file = path.withPlatformString { open($0, flags, 0o666) }
    guard file >= 0 else {
      let reason = Errno(rawValue: errno)
      if reason == .fileExists { return false }
      throw failure(path, reason)
    }
    let descriptor = FileDescriptor(rawValue: file)
    do {
      // Read under the lock: what git wrote until then is in it.
      let bytes = try content()
      try descriptor.closeAfter { _ = try descriptor.writeAll(bytes) }
      return true
    } catch {
      _ = path.withPlatformString { unlink($0) }
      if let error = error as? GitError { throw error }
      throw failure(path, error as? Errno ?? .ioError)
    }
  }

  private static func failure(_ path: FilePath, _ reason: Errno) -> GitError {
    .file(path: path.text, operation: "write", reason: SafeText(reason.description))
  }
}
