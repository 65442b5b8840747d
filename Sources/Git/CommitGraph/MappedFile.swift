import Foundation
import Locks
import SystemPackage

/// A regular file in memory as it is on disk; git replaces such files and never changes them.
final class MappedFile: @unchecked Sendable {
  private struct Weak: Sendable {
    weak let file: MappedFile?
  }

  /// The files that are in memory now.
  private static let present = Mutex<[FilePath: Weak]>([:])

  /// Whether it was found to be whole.
  let isWhole = Mutex(false)
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

  /// The file that is at a path now, which all that look at it have in memory once.
  static func shared(at path: FilePath) -> MappedFile? {
    let known = present.withLock { $0[path]?.file }
    if let known, known.stat.isSettled, known.stat == FileStat(at: path) { return known }
    guard let file = MappedFile(at: path) else { return nil }
    present.withLock { present in
      present = present.filter { $0.value.file != nil }
      present[path] = Weak(file: file)
    }
    return file
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
