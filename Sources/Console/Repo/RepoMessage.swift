import Doctor
import Git
import Text

/// What is known of the edge repo and its upstream.
package enum RepoMessage: Sendable {
  /// The edge repo is open; and what was marked as reviewed.
  case opened(RepoSummary, reviewed: Set<String>)
  /// The edge repo is open, and upstream has never been fetched.
  case unfetched(RepoSummary)
  /// The edge repo can't be opened.
  case openFailed(SafeText)
  /// What is wrong with the set-up is known, as far as upstream doesn't have to be asked.
  case examined(Diagnosis)
  /// Where the edge repo stands is known.
  case position(RepoPosition)
  /// Where the edge repo stands can't be told.
  case positionFailed(SafeText)
  /// The edge repo or upstream isn't as it was when it was opened.
  case changedOutside
  /// A file of the edge repo was open in an editor.
  case edited(RepoPath)
  /// A fetch came along.
  case fetching(SafeText)
  /// A fetch is done: what it brought.
  case fetched(SafeText)
  /// A fetch failed.
  case fetchFailed(SafeText)
}
