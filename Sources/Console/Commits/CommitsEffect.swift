import Git
import Upstream

/// Work on the list of commits.
package enum CommitsEffect: Sendable {
  /// List the commits since the pin, for the listing of a number.
  case list(Int)
  /// Tell which of some commits a filter of a number takes, at a pace.
  case match(CommitFilter, [ObjectID], number: Int, FilterPace)
  /// Count the lines that some commits change in synced files, for the listing of a number, and no others any more.
  case countLines([ObjectID], listing: Int)
  /// Tell what is known of the commits' checks.
  case loadVerdicts
}
