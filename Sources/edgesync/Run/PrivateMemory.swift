import CSupervisor
import Foundation

/// Keeps what this process knows from what it starts.
///
/// Checks run a candidate's code as the same user, who may read processes' environments and memory. Tokens in
/// the environment are needed when a sync is offered, by then all checks have ended. Until then they are in
/// memory alone, which nobody but root reads, and `/proc/self/environ` holds none of them.
enum PrivateMemory {
  /// Variables that stay where the system put them: none is ever a secret.
  private static let harmless = [
    "COLUMNS", "HOME", "LANG", "LC_ALL", "LINES", "LOGNAME", "PATH", "SHELL", "TERM", "TMPDIR",
    "TZ", "USER",
  ]

  /// Closes memory and environment, and takes in what a child leaves behind.
  static func close() {
    edgesync_close_memory()
    edgesync_adopt()
    let names = harmless.map { strdup($0) }
    defer { for name in names { free(name) } }
    let pointers = names.map { UnsafePointer($0) } + [nil]
    pointers.withUnsafeBufferPointer { edgesync_move_environment($0.baseAddress) }
  }
}
