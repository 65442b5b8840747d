import Git
import Rules

/// What the checks of a candidate depend on: what a plan to check it writes, without what else a plan tells.
package struct CheckedPlan: Sendable {
  /// The upstream commit.
  package let candidate: ObjectID
  /// The commit of the edge repo that it is made on.
  package let base: ObjectID
  /// What it writes.
  package let steps: [Plan.Step]
  /// The manifest that it is made by.
  package let manifest: Manifest
  /// What it makes of the manifest's text; nil where that stays.
  package let edit: ManifestEdit?
}
