import Git
import Journal
import Planning
import Rules
import Text

/// A sync that doesn't wait for a review: what it takes, or goes back to.
package enum UrgentSync: Hashable, Sendable {
  /// A hotfix: an upstream commit that lands now.
  case emergency(ObjectID)
  /// Back to a sync that landed, by its commit and the pin that it took; over drift, or not.
  case recovery(commit: ObjectID, pin: ObjectID, overDrift: Bool)

  /// The kind of sync.
  package var kind: SyncKind {
    switch self {
    case .emergency: .emergency
    case .recovery: .recovery
    }
  }

  /// The upstream commit that would be the pin.
  package var pin: ObjectID {
    switch self {
    case .emergency(let id), .recovery(_, let id, _): id
    }
  }
}

/// What an urgent sync would do, and how it would land.
package struct UrgentPlan: Sendable {
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

  /// A plan from its parts.
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

/// The dialog of an emergency or a recovery: what it would do, why it is done, and what it did.
package struct UrgentDialog: Sendable {
  /// What the dialog is about.
  package enum Subject: Sendable {
    case emergency(CommitList.Row)
    case recovery(SyncEvent, commit: ObjectID, pin: ObjectID)
  }

  /// Where the plan stands.
  package enum PlanState: Sendable {
    case loading
    case ready(UrgentPlan)
    /// Something stands in the way: what, and what to do.
    case refused(SafeText)
  }

  /// What the dialog is about.
  package let subject: Subject
  /// Whether drifted files are to be replaced.
  package var overDrift = false
  /// The plan.
  package var plan = PlanState.loading
  /// The reason, while it is typed; nil otherwise.
  package var reasonInput: String?
  /// Whether it lands now.
  package var isLanding = false
  /// How its checks come along, by name and in their order.
  package var checks: [(name: String, state: Validation.State)] = []
  /// Which part of it is seen, where the screen is too small for it.
  package var scroll = Scroll.top

  /// A dialog about something.
  package init(_ subject: Subject) {
    self.subject = subject
  }

  /// The sync that it asks for.
  package var sync: UrgentSync {
    switch subject {
    case .emergency(let row): .emergency(row.id)
    case .recovery(_, let commit, let pin):
      .recovery(commit: commit, pin: pin, overDrift: overDrift)
    }
  }

  /// Whether a reason must be given.
  package var needsReason: Bool { sync.kind == .emergency }
}
