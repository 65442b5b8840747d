import Git
import Rules
import Text

/// The dialog in which a commit is held, or its hold lifted.
package struct HoldDialog: Sendable {
  /// The commit.
  package let commit: CommitList.Row
  /// The hold that it falls under, which is to be lifted; nil to hold the commit.
  package let hold: Lock.Hold?
  /// The reason for holding it, as far as it is typed.
  package var reason = ""
  /// A later commit that takes it back; nil where none is known.
  package var revert: ObjectID?
  /// Whether what has that commit may be taken.
  package var endsAtRevert = true
  /// Whether the lock is being changed.
  package var isLanding = false

  /// A dialog about a commit.
  package init(_ commit: CommitList.Row, hold: Lock.Hold?) {
    self.commit = commit
    self.hold = hold
  }
}
