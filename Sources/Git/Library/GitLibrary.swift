import CGit2
import Text

/// libgit2's global state, set up once before the first call.
enum GitLibrary {
  /// Reading it sets libgit2 up: what it writes is synced to disk, trees are taken as they are (the
  /// checks are edgesync's own), and its object cache stays small.
  static let isReady: Bool = {
    guard git_libgit2_init() > 0 else { return false }
    _ = edgesync_git_set_fsync(1)
    _ = edgesync_git_set_strict(0)
    _ = edgesync_git_set_cache(8 << 20)
    // What was mapped once stays in memory, up to here: libgit2 would map whole packs.
    _ = edgesync_git_set_windows(1 << 20, 32 << 20)
    // A commit's root tree is read again as its child's parent's, and libgit2 keeps none over 4 KiB.
    _ = edgesync_git_set_tree_limit(256 << 10)
    // Like git, which hashes what it fetches and writes, not what it reads: it would take most of the
    // time of a walk.
    _ = edgesync_git_set_hash_verification(0)
    _ = edgesync_git_set_extensions()
    return true
  }()
}

/// Turns a negative code of libgit2 into an error with libgit2's own words.
@discardableResult
func check(_ code: Int32, _ operation: @autoclosure () -> SafeText) throws(GitError) -> Int32 {
  if code >= 0 { return code }
  throw GitError.library(operation: operation(), code: code, words: lastWords())
}

/// libgit2's words on its last failure on this thread.
func lastWords() -> SafeText {
  guard let error = git_error_last(), let message = error.pointee.message else {
    return "no reason given"
  }
  return SafeText(String(cString: message))
}
