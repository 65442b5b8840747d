import Checks
import Git
import Journal
import Planning
import Rules
import Terminal
import Text

/// The dialog of a sync: what it would do before it asks, why it is done, and how it goes on.
package struct SyncDialog: Overlay {
  /// What the dialog is about.
  package enum Subject: Sendable {
    case weekly(CommitList.Row)
    case emergency(CommitList.Row)
    case recovery(SyncEvent, commit: ObjectID, pin: ObjectID)
  }

  /// Where the plan stands.
  package enum PlanState: Sendable {
    case loading
    case ready(SyncPreview)
    /// Something stands in the way: what, and what to do.
    case refused(SafeText)
  }

  /// What the dialog is about.
  package let subject: Subject
  /// Whether mappings go with their files where upstream moved them.
  package private(set) var followsMoves: Bool
  /// Whether drifted files are to be replaced.
  package private(set) var overDrift = false
  /// The plan.
  package private(set) var plan = PlanState.loading
  /// Whether nothing else stands in the way than that upstream moved mappings' files, which can be followed.
  package private(set) var isFollowable = false
  /// The line on which the reason is typed; nil where none is.
  package private(set) var reasonInput: TextInput?
  /// Whether it lands now.
  package private(set) var isLanding = false
  /// How its own checks come along, by name and in their order.
  package private(set) var checks: [(name: String, state: Validation.State)] = []
  /// Which part of it is seen, where the screen is too small for it.
  private var scroll = Scroll.top

  /// A dialog about something.
  package init(_ subject: Subject, followsMoves: Bool = false) {
    self.subject = subject
    self.followsMoves = followsMoves
  }

  /// The sync that it asks for.
  package var sync: WantedSync {
    switch subject {
    case .weekly(let row): .weekly(row.id, followsMoves: followsMoves)
    case .emergency(let row): .emergency(row.id)
    case .recovery(_, let commit, let pin):
      .recovery(commit: commit, pin: pin, overDrift: overDrift)
    }
  }

  package var context: Action.Context { .dialog }

  package var actions: [Action] {
    switch subject {
    case .weekly: [.land, .planDetails, .open, .runMissing, .overrideChecks, .followMoves]
    case .emergency: [.land, .planDetails]
    case .recovery: [.land, .planDetails, .replaceDrift]
    }
  }

  package var isTyping: Bool { reasonInput != nil }

  // MARK: What is told of it

  /// Takes what came of the sync that it asks for.
  mutating func take(_ message: SyncDialogMessage, now: Int) {
    switch message {
    case .planned(let sync, let preview):
      if sync == self.sync { plan = .ready(preview) }
    case .refused(let sync, let reason, let isFollowable):
      if sync == self.sync { (plan, self.isFollowable) = (.refused(reason), isFollowable) }
    case .checking(let sync, let progress):
      if sync == self.sync { take(progress, now: now) }
    case .landed, .landedBehind, .failed: break
    }
  }

  private mutating func take(_ progress: CheckProgress, now: Int) {
    let (name, state): (String, Validation.State)
    switch progress {
    case .started(let started, let last):
      (name, state) = (started, .running(since: now, lastSeconds: last))
    case .finished(let result): (name, state) = (result.name, .ended(result))
    case .output: return
    }
    if let index = checks.firstIndex(where: { $0.name == name }) {
      checks[index].state = state
    } else {
      checks.append((name, state))
    }
  }

  /// Notes that it lands.
  mutating func beginLanding() {
    isLanding = true
    // How its checks come along is told at the end.
    if case .weekly = subject { return }
    scroll = .end
  }

  // MARK: Keys

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if let movement = action.movement {
      scroll.move(movement)
      return .none
    }
    if let blocker = blocker(to: action, in: model) {
      return .say(.warning, "\(title(of: action)): \(blocker)")
    }
    switch action {
    case .land:
      if case .weekly = subject { return land(in: model, reason: nil) }
      reasonInput = model.input(for: .reason)
    case .planDetails:
      if case .ready(let preview) = plan { return .open(TextScreen(.plan(preview.plan))) }
    case .open:
      guard let path = overrides.first else { return .none }
      return .closeThen { $0.look(at: path) }
    case .runMissing:
      let candidate = sync.pin
      return .then { $0.validate(candidate, only: nil) }
    case .overrideChecks: reasonInput = model.input(for: .reason)
    case .followMoves: return toggleFollowing()
    case .replaceDrift:
      overDrift.toggle()
      plan = .loading
      return .work(.sync(.plan(sync)))
    default: break
    }
    return .none
  }

  /// The overrides that its plan leaves to be carried over.
  var overrides: [RepoPath] {
    guard case .weekly = subject, case .ready(let preview) = plan else { return [] }
    return preview.plan.owedNow + preview.plan.owedBefore
  }

  private func title(of action: Action) -> SafeText {
    guard action == .land else { return SafeText(action.title) }
    if case .weekly = subject { return "Can't pin" }
    return "Can't land"
  }

  /// Takes moved mappings along, or leaves them where they are again.
  private mutating func toggleFollowing() -> Reaction {
    followsMoves.toggle()
    plan = .loading
    scroll = .top
    let (sync, candidate, follows) = (sync, sync.pin, followsMoves)
    return .then { model in
      if follows { model.followed.insert(candidate) } else { model.followed.remove(candidate) }
      return [.sync(.plan(sync))]
    }
  }

  package mutating func press(_ key: Key, in model: Model) -> Reaction {
    guard let input = reasonInput else { return .none }
    if key.leavesPrompt {
      reasonInput = nil
      return .none
    }
    switch key.code {
    case .enter:
      let reason = input.text.trimmingCharacters
      guard !reason.isEmpty || !needsReason else { return .reasonNeeded }
      reasonInput = nil
      return land(in: model, reason: reason.isEmpty ? nil : reason)
    default: reasonInput?.edit(key)
    }
    return .none
  }

  /// Whether it can't be done without a reason, where one is asked for.
  package var needsReason: Bool { sync.kind != .recovery }

  package mutating func paste(_ line: String) {
    _ = reasonInput?.insert(line)
  }

  private func land(in model: Model, reason: String?) -> Reaction {
    guard case .ready(let preview) = plan else { return .none }
    let sync = sync
    switch subject {
    case .weekly:
      // What was shown of its checks may be about no other tree.
      guard let validation = model.validations[sync.pin], let tree = validation.tree else {
        return .none
      }
      let overridden = reason == nil ? [] : validation.blocking.map(\.name)
      let approval = SyncApproval(
        plan: preview.plan, tree: tree, reason: reason, overridden: Set(overridden))
      return .then { $0.rememberReason(reason) + $0.land(sync, approval) }
    case .emergency, .recovery:
      let approval = SyncApproval(
        plan: preview.plan, tree: preview.tree, reason: reason, overridden: [])
      // A recovery goes back to what ran here before.
      let checks =
        sync.kind == .emergency
        ? model.summary?.checks.filter { preview.checks.contains($0.name) } ?? [] : []
      return .then { model in
        let effects = model.rememberReason(reason)
        return effects + model.onceAllowed(checks, on: [sync.pin]) { $0.land(sync, approval) }
      }
    }
  }

  package mutating func draw(_ canvas: inout Canvas) {
    SyncView.draw(&canvas, self, &scroll)
  }
}

extension Model {
  fileprivate mutating func rememberReason(_ reason: String?) -> [Effect] {
    reason.map { remember($0, as: .reason) } ?? []
  }
}
