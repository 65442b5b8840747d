import Foundation
import SystemPackage

/// Reads small files of a repository that somebody else made.
enum BoundedFile {
  /// The bytes of a regular file; nil where there is none, or it has more bytes than are taken. Nothing waits for
  /// a writer at the other end of a FIFO.
  static func read(_ path: RepoPath, below folder: FilePath, atMost limit: Int) -> [UInt8]? {
    let descriptor = open(
      folder.platformString(of: path), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= off_t(limit)
    else { return nil }
    var bytes = [UInt8](
      repeating: 0, count: limit + 1 < 1 << 16 ? limit + 1 : Int(status.st_size) + 1)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Foundation.read(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return nil }
      if count == 0 { return Array(bytes[..<done]) }
      done += count
    }
    return nil
  }
}
