import Git
import Planning
import Rules
import Text

/// What a sync would do, and how it would land.
package struct SyncPreview: Sendable {
  /// The plan.
  package let plan: Plan
  /// The tree that its checks are about.
  package let tree: ObjectID
  /// The declared checks that it runs.
  package let checks: [String]
  /// The declared checks that it doesn't run.
  package let skipped: [String]
  /// How it lands.
  package let landing: Manifest.Landing
  /// Where it is pushed to, where it lands by a push: `origin/main`.
  package let place: SafeText?
  /// Holds that the lock gets by it.
  package let holds: [Lock.Hold]

  /// A preview from its parts.
  package init(
    plan: Plan, tree: ObjectID, checks: [String], skipped: [String],
    landing: Manifest.Landing, place: SafeText?, holds: [Lock.Hold]
  ) {
    self.plan = plan
    self.tree = tree
    self.checks = checks
    self.skipped = skipped
    self.landing = landing
    self.place = place
    self.holds = holds
  }
}
