import Foundation

extension Thread {
  /// Has the thread that calls stand back where processors are scarce, for those that a person waits for.
  ///
  /// - Parameter niceness: How far, as nice(1) has it. Only on Linux has each thread one of its own.
  package static func standBack(by niceness: Int32) {
    #if os(Linux)
      setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
    #endif
  }
}
