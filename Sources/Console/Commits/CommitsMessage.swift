import Checks
import Git
import Rules
import Text
import Upstream

/// What is known of the commits past the pin; of a listing of a number, as an earlier one is of no use any more.
package enum CommitsMessage: Sendable {
  /// More commits were found.
  case found([CommitList.Row], listing: Int)
  /// The files of some of them were counted, from a place in the list on.
  case counted([GroupCounts], from: Int, listing: Int)
  /// All commits were found.
  case complete(listing: Int)
  /// It is known which commits are held.
  case held([ObjectID: Lock.Hold], listing: Int)
  /// The tags that lead to the commits and to the pin.
  case tagged([ObjectID: CommitTags], listing: Int)
  /// Lines of some of them were counted.
  case linesCounted([ObjectID: CommitLines.Count], listing: Int)
  /// Which of some commits a filter of a number takes, and the pace to go on at.
  case matched(Set<ObjectID>, among: [ObjectID], FilterPace, filter: Int)
  /// A filter of a number can't be asked for, and why.
  case refused(SafeText, filter: Int)
  /// What is known of commits' checks.
  case verdicts([ObjectID: CommitVerdict])
}
