import CSyscalls
import Foundation
import SystemPackage

/// A file without a name that stands in memory alone.
///
/// What a program reads from one instead of a pipe can be left unread: nobody writes to a pipe whose reader has gone,
/// which would end this process by `SIGPIPE`.
package struct MemoryFile {
  /// Where it is read, from its beginning.
  package let descriptor: FileDescriptor

  /// Makes a file of some bytes.
  package init(_ bytes: [UInt8]) throws {
    let created = memfd_create("input", edgesync_mfd_cloexec)
    guard created >= 0 else { throw Errno(rawValue: errno) }
    descriptor = FileDescriptor(rawValue: created)
    do {
      try descriptor.writeAll(bytes)
      try descriptor.seek(offset: 0, from: .start)
    } catch {
      try? descriptor.close()
      throw error
    }
  }

  /// Closes it.
  package func close() { try? descriptor.close() }
}
