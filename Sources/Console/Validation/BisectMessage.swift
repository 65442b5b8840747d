import Git
import Text

/// What happens to the search for the commit that broke the checks.
package enum BisectMessage: Sendable {
  /// It came along.
  case step(Bisect)
  /// It is done: the newest candidate that passes, and what to tell.
  case done(newestPassing: ObjectID?, title: SafeText, [Line])
  /// It was stopped.
  case stopped
  /// It can't go on: why.
  case failed(SafeText)
}
