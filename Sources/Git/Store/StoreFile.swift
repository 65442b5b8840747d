import Foundation
import SystemPackage
import Text

/// A regular file of an object store, read at places and never mapped: a file that shrinks while it is read gives
/// fewer bytes, and doesn't end the process.
final class StoreFile {
  /// Where it is, as the system takes it: a `FilePath` is made of it for people alone, for a loose object's has to be
  /// found quickly.
  let name: [CChar]
  /// Where it is.
  var path: FilePath { Self.path(name) }
  /// Its size in bytes as it was first opened.
  let size: Int
  /// Tells it from other files of the process.
  let number: UInt64
  private let device: UInt64
  private let inode: UInt64
  private var descriptor: Int32

  /// Opens a file by its name, which ends with a NUL.
  ///
  /// - Returns: Nil where there is none.
  /// - Throws: ``StoreFault`` where something else than a regular file is there, or it can't be opened.
  init?(named name: [CChar], number: UInt64) throws(StoreFault) {
    let opened = Self.open(name)
    guard opened >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw StoreFault("\(Self.path(name).text): \(SafeText(Errno(rawValue: errno).description))")
    }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      Foundation.close(opened)
      throw StoreFault("\(Self.path(name).text): it isn't a regular file")
    }
    self.name = name
    self.number = number
    size = Int(status.st_size)
    (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
    descriptor = opened
  }

  deinit { close() }

  /// Whether it takes one of the process's descriptors now.
  var isOpen: Bool { descriptor >= 0 }

  /// Gives its descriptor back, until it is read again.
  func close() {
    if descriptor >= 0 { Foundation.close(descriptor) }
    descriptor = -1
  }

  /// Reads from a place on.
  ///
  /// - Returns: How many bytes were read: fewer than there is room for only at the file's end.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(StoreFault) -> Int {
    if descriptor < 0 { try reopen() }
    var done = 0
    while done < buffer.count {
      let count = pread(
        descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw StoreFault(self, SafeText(Errno(rawValue: errno).description))
      }
      done += count
    }
    return done
  }

  /// Reads exactly as many bytes as there is room for.
  func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(StoreFault) {
    guard offset >= 0, try read(at: offset, into: buffer) == buffer.count else {
      throw StoreFault(self, "it is cut off")
    }
  }

  private func reopen() throws(StoreFault) {
    let opened = Self.open(name)
    guard opened >= 0 else {
      throw StoreFault(self, SafeText(Errno(rawValue: errno).description))
    }
    var status = stat()
    guard fstat(opened, &status) == 0, UInt64(status.st_dev) == device,
      UInt64(status.st_ino) == inode
    else {
      Foundation.close(opened)
      throw StoreFault(self, "it was replaced while it was read")
    }
    descriptor = opened
  }

  /// Nothing waits for a writer at the other end of a FIFO.
  private static func open(_ name: [CChar]) -> Int32 {
    Foundation.open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
  }

  private static func path(_ name: [CChar]) -> FilePath {
    FilePath(bytes: name.dropLast().map { UInt8(bitPattern: $0) })
  }
}
