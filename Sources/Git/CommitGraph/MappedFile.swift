import Foundation
import SystemPackage

/// A regular file in memory as it is on disk; git replaces such files and never changes them.
final class MappedFile: @unchecked Sendable {
  /// Its bytes, as long as this lives.
  let bytes: UnsafeRawBufferPointer
  /// What the file system says of it.
  let stat: FileStat

  /// Maps a file; nil where none can be read there.
  init?(at path: FilePath) {
    let descriptor = path.withPlatformString { open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = Foundation.stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size > 0,
      let address = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else { return nil }
    stat = FileStat(status)
    bytes = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
