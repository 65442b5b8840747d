import Foundation

/// Ends this process once the one that started it is gone, however that ended.
package enum ParentWatch {
  /// The variable that says that standard input is a pipe which ends with the parent, and has nothing in it.
  package static let variable = "EDGESYNC_ENDS_WITH_INPUT"

  /// Begins to watch where the parent wants that.
  package static func begin() {
    guard ProcessInfo.processInfo.environment[variable] == "1" else { return }
    // What it starts is watched by itself.
    unsetenv(variable)
    let thread = Thread {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count < 0, errno == EINTR { continue }
        if count <= 0 { break }
      }
      Shutdown.begin(.signal(SIGTERM))
    }
    thread.name = "edgesync-parent"
    thread.start()
  }
}
