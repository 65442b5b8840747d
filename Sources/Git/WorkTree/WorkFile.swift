import Foundation
import SystemPackage
import Text

/// A regular file of a work tree that is read piece by piece, so that its size is no matter of memory.
package final class WorkFile {
  /// Its size when it was opened.
  let size: Int
  private let descriptor: Int32
  private let path: RepoPath

  /// Takes over an open file.
  ///
  /// - Parameter path: What it is called in errors.
  init(_ descriptor: Int32, _ path: RepoPath) throws(GitError) {
    (self.descriptor, self.path) = (descriptor, path)
    var buffer = stat()
    let code = fstat(descriptor, &buffer)
    size = Int(buffer.st_size)
    guard code == 0 else { throw failure(Errno(rawValue: errno)) }
    guard FileStat(buffer).isRegular else {
      throw .unfit(path: path.text, reason: "it isn't a regular file")
    }
  }

  deinit { close(descriptor) }

  /// Reads as much as there is room for.
  ///
  /// - Returns: How many bytes; fewer than there is room for only at the file's end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int {
    var done = 0
    while done < buffer.count {
      let count = Foundation.read(
        descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(Errno(rawValue: errno)) }
      if count == 0 { break }
      done += count
    }
    return done
  }

  /// The id that its bytes have as a blob, as they are; that of nothing where it changes at this moment.
  func blobID(while isWanted: () -> Bool) throws(GitError) -> ObjectID {
    let hash = SHA1()
    hash.begin(.blob, size: size)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      guard isWanted() else { throw .unwanted }
      let count = try read(into: buffer)
      if count == 0 { break }
      hash.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    guard let id = hash.end() else {
      throw .library(operation: "hash \(path.text)", code: -1, words: "OpenSSL failed")
    }
    return id
  }

  /// What it means that it isn't what it was.
  var changed: GitError {
    .file(path: path.text, operation: "read", reason: "it was changed at that moment")
  }

  private func failure(_ reason: Errno) -> GitError {
    .file(path: path.text, operation: "read", reason: SafeText(reason.description))
  }
}
