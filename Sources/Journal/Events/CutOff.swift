import Git
import Text

/// Where the history of a shallow clone ends, so that nobody can tell there what came before.
package struct CutOff: Hashable, Sendable {
  /// The oldest commit that is there.
  package let commit: ObjectID
  /// When it was made, in seconds since 1970.
  package let date: Int

  /// An end of history.
  package init(commit: ObjectID, date: Int) {
    (self.commit, self.date) = (commit, date)
  }

  /// That the history ends, and how to have the rest.
  package var text: SafeText {
    "history is cut off at \(commit.short). Run `git fetch --unshallow`"
  }
}
