import CSyscalls
import Foundation
import SystemPackage

/// A pipe whose ends no program gets that isn't given them.
package struct ProgramPipe: Sendable {
  /// Where what was written is read.
  package let readEnd: FileDescriptor
  /// Where it is written.
  package let writeEnd: FileDescriptor

  /// Makes a pipe.
  package init() throws(Errno) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      guard Foundation.pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #else
      // In one step: a process that another thread starts meanwhile must not get an end.
      guard pipe2(&ends, O_CLOEXEC) == 0 else { throw Errno(rawValue: errno) }
    #endif
    readEnd = FileDescriptor(rawValue: ends[0])
    writeEnd = FileDescriptor(rawValue: ends[1])
  }

  /// Closes both ends.
  package func close() {
    try? readEnd.close()
    try? writeEnd.close()
  }
}
