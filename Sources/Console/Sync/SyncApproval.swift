import Git
import Planning

/// What a person agreed to, by what was shown of it.
package struct SyncApproval: Sendable {
  /// The plan that was shown.
  package let plan: Plan
  /// The tree whose checks were shown.
  package let tree: ObjectID
  /// Why, if that was said.
  package let reason: String?
  /// The failed checks that it lands past.
  package let overridden: Set<String>
}
