import Git
import Landing
import Planning
import Rules
import Text

/// A sync that is wanted.
package struct SyncRequest: Sendable {
  /// Where it leads.
  package enum Goal: Sendable {
    /// To a candidate; whether mappings go with their files where upstream moved them.
    case candidate(ObjectID, followsMoves: Bool)
    /// Back to an earlier state; whether drifted files are replaced, after what stood there was saved.
    case recovery(RecoveryTarget, overDrift: Bool)
  }

  /// Where it leads.
  package let goal: Goal
  /// Which kind of sync it is.
  package let kind: SyncKind
  /// Why, as far as somebody said so.
  package let reason: String?
  /// Failed checks to land past.
  package let overriding: SyncSession.Overriding?

  /// A sync to a candidate.
  package init(
    to candidate: ObjectID, kind: SyncKind, followsMoves: Bool = false, reason: String? = nil,
    overriding: SyncSession.Overriding? = nil
  ) {
    goal = .candidate(candidate, followsMoves: followsMoves)
    self.kind = kind
    self.reason = reason
    self.overriding = overriding
  }

  /// A recovery.
  package init(backTo target: RecoveryTarget, overDrift: Bool, reason: String?) {
    goal = .recovery(target, overDrift: overDrift)
    kind = .recovery
    self.reason = reason
    overriding = nil
  }

  /// Upstream's commit that the edge repo would be at.
  package var commit: ObjectID {
    switch goal {
    case .candidate(let candidate, _): candidate
    case .recovery(let target, _): target.pin
    }
  }

  /// Why, in the words that are recorded.
  package var recordedReason: String? {
    reason ?? (kind == .recovery ? "back to \(commit.short)" : nil)
  }
}
