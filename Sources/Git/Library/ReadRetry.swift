import CGit2
import Foundation

/// Reading of small files that a git at work may replace: refs, HEAD, configuration.
///
/// libgit2 asks for a file's size by its name and opens it by its name afterwards (`futils.c`,
/// `git_futils_readbuffer_updated`). Of a longer one that is there by then it reads a part, of a shorter one it fails.
enum ReadRetry {
  private static let tries = 10

  /// Makes a call of libgit2's that reads such files, again where it fails for no reason that it has a code for.
  ///
  /// - Returns: libgit2's code of the last try.
  static func call(_ body: () -> Int32) -> Int32 {
    for _ in 1..<tries {
      let code = body()
      if code != GIT_ERROR.rawValue { return code }
      usleep(500)
    }
    return body()
  }
}
