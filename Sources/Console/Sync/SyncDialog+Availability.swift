import Planning
import Text

extension SyncDialog {
  /// Why an action of the dialog can't be used now; nil where it can.
  func blocker(to action: Action, in model: Model) -> SafeText? {
    if isLanding { return "it lands now" }
    switch action {
    case .land: return landingBlocker(in: model)
    case .planDetails: return planBlocker
    case .open:
      guard case .weekly = subject else { return Self.weeklyOnly(action) }
      return planBlocker ?? (overrides.isEmpty ? "no override is left to be carried over" : nil)
    case .runMissing, .overrideChecks, .followMoves:
      guard case .weekly = subject else { return Self.weeklyOnly(action) }
      return weeklyBlocker(to: action, in: model)
    case .replaceDrift:
      guard case .recovery = subject else { return "only a recovery replaces drifted files" }
      if case .loading = plan { return planBlocker }
      return nil
    default: return nil
    }
  }

  /// Why the plan can't be shown; nil where it can.
  private var planBlocker: SafeText? {
    switch plan {
    case .loading: "the plan is still being made"
    case .refused: "something is in the way"
    case .ready: nil
    }
  }

  private static func weeklyOnly(_ action: Action) -> SafeText {
    switch action {
    case .runMissing: "its checks run when it lands"
    case .open: "only from a weekly sync is an override gone to"
    case .overrideChecks: "only a weekly sync can land past a failed check"
    default: "only a weekly sync can follow moved mappings"
    }
  }

  private func landingBlocker(in model: Model) -> SafeText? {
    guard case .ready(let preview) = plan else { return planBlocker }
    if preview.plan.isEmpty { return "there is nothing to do" }
    guard case .weekly = subject else { return nil }
    guard let validation = model.validations[sync.pin] else {
      return "the checks haven't run on this tree"
    }
    if validation.isRunning { return "checks are running" }
    let blocking = validation.blocking
    if let first = blocking.first {
      let key = model.configuration.keys.hint(.overrideChecks)
      if blocking.count > 1 {
        return "\(blocking.count) required checks didn't pass (\(key) overrides)"
      }
      let isFailed = validation.failed.contains { $0.name == first.name }
      return "\(first.name) \(isFailed ? "failed" : "was skipped") (\(key) overrides)"
    }
    let missing = validation.missing.filter(\.isRequired)
    if missing.isEmpty { return nil }
    let verb: SafeText = missing.count == 1 ? "hasn't" : "haven't"
    let kind: SafeText = missing.count == validation.missing.count ? "" : "required "
    return "\(counted(missing.count, "\(kind)check")) \(verb) run on this tree"
  }

  private func weeklyBlocker(to action: Action, in model: Model) -> SafeText? {
    let validation = model.validations[sync.pin]
    if validation?.isRunning == true {
      // The key that runs them stops them.
      return action == .runMissing ? nil : "checks are running"
    }
    if action == .followMoves {
      if case .loading = plan { return planBlocker }
      return isFollowable || followsMoves ? nil : "there is nothing that they could follow"
    }
    // Checks don't wait for the plan to be shown.
    if action == .runMissing, case .loading = plan { return nil }
    if let planBlocker { return planBlocker }
    if action == .runMissing {
      return validation?.missing.isEmpty == true && validation?.failed.isEmpty == true
        ? "every check has run on this tree" : nil
    }
    if validation?.missing.contains(where: \.isRequired) != false { return "run the checks first" }
    return validation?.blocking.isEmpty == false ? nil : "no required check failed"
  }
}
