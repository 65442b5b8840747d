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
    // A commit's root tree is read again as its child's parent's, and libgit2 keeps none over 4 KiB.
    _ = edgesync_git_set_tree_limit(256 << 10)
    // `ObjectStore` has hashed what it gives, three times as fast.
    _ = edgesync_git_set_hash_verification(0)
    _ = edgesync_git_set_extensions()
    // `RepositoryOwner` does, and knows all that git takes for trust.
    _ = edgesync_git_set_owner_validation(0)
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
