/// How a command ends, as `spec.md` section 3 fixes it for scripts.
package enum ExitStatus: Int32, Sendable {
  /// Done, or nothing to do.
  case done = 0
  /// It failed.
  case failed = 1
  /// A check failed.
  case checkFailed = 2
  /// Drift or uncommitted changes stand in the way.
  case inTheWay = 3
  /// Another edgesync holds the lock.
  case locked = 4
  /// Upstream can't be reached.
  case unreachable = 5
  /// The command line is wrong.
  case usage = 64
  /// The manifest or the lock is invalid.
  case invalid = 78
}
