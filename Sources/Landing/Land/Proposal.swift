import Git
import Planning
import Rules
import Text

/// A commit made from a plan: complete, ready to be checked, and on no branch.
package struct Proposal: Sendable {
  /// The plan it was made from.
  package let plan: Plan
  /// The kind of sync.
  package let kind: SyncKind
  /// Why, for an emergency or a recovery.
  package let reason: String?
  /// The branch's full name.
  package let branch: String
  /// The commit of the branch that it stands on.
  package let base: ObjectID
  /// The commit.
  package let commit: ObjectID
  /// Its whole tree: files, lock and changelog.
  package let tree: ObjectID
  /// Its tree without the lock and the changelog: what checks are about.
  package let checkedTree: ObjectID
  /// The same of the commit that it stands on: what was checked when the pin landed.
  package let presentTree: ObjectID
  /// Every path that changes, the lock and the changelog among them.
  package let steps: [Plan.Step]
  /// What a forced recovery replaces and HEAD doesn't have; nil where there is nothing.
  package let rescue: Rescue?
  /// The ref that keeps it from being collected until it lands or is given up: its own, so that another
  /// process at work on the same candidate lets go of another one.
  let reference: String
}
