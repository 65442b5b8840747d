import CGit2
import Foundation
import Text

/// How long a lock of git's is waited for: each git holds one for a moment, and a hook or an editor for
/// as long as it takes.
package enum LockRetry {
  /// Times that a lock is tried.
  package static let tries = 100

  /// Lets a moment go by, a hundredth of a second.
  package static func pause() { usleep(10_000) }

  /// Makes a call of libgit2's that takes a lock, again while another holds it.
  ///
  /// - Returns: libgit2's code of the last try.
  static func call(_ body: () -> Int32) -> Int32 {
    for _ in 1..<tries {
      let code = body()
      if code != GIT_ELOCKED.rawValue { return code }
      pause()
    }
    return body()
  }
}

/// Turns a negative code of a call that takes a lock of git's into an error.
func checkLocking(_ code: Int32, _ operation: @autoclosure () -> SafeText) throws(GitError) {
  if code == GIT_ELOCKED.rawValue { throw .locked(operation: operation(), words: lastWords()) }
  try check(code, operation())
}
