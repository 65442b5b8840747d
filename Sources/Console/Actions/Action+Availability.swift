import Git
import Journal
import Planning
import Rules
import Text

extension Action {
  /// Why the action can't be used now; nil where it can.
  package func blocker(in model: Model) -> SafeText? {
    switch self {
    case .message, .validate, .chooseChecks, .bisect, .pin, .scope, .reviewed, .edit, .copy, .find,
      .findNext, .findPrevious, .fetch, .emergency, .hold, .owed, .acknowledge, .recover:
      // Why not is what the screen says then.
      if model.summary == nil {
        return model.failure == nil
          ? "the repo is still being opened"
          : "this repo can't be reviewed; \(model.configuration.keys.hint(.reload)) tries again"
      }
    default: break
    }
    switch self {
    case .pin: return model.landingBlocker
    case .emergency:
      if let blocker = model.landingBlocker { return blocker }
      return model.commits.selected == nil ? "go to the commit to land first" : nil
    case .hold:
      if model.activities[.landing] != nil { return "a sync is landing" }
      return model.commits.selected == nil ? "go to a commit past the pin first" : nil
    case .owed where !model.commits.owed.isEmpty: return nil
    case .owed, .acknowledge:
      if model.activities[.landing] != nil { return "a sync is landing" }
      if model.position == nil { return "status is still loading" }
      return model.owedItems.isEmpty ? "nothing is pending" : nil
    case .recover: return model.recoveryBlocker
    case .validate:
      if model.commits.selectedOwed != nil { return "go to a commit past the pin first" }
      if model.validation?.isRunning == true { return nil }
      if model.activities[.checking] != nil { return "another commit's checks are running" }
      return nil
    case .bisect:
      if model.bisect != nil { return nil }
      if model.summary?.checks.isEmpty == true { return "edgesync.yml declares no checks" }
      if model.commits.selected == nil { return "go to a commit past the pin first" }
      return model.activities[.checking] != nil ? "checks are running" : nil
    case .chooseChecks:
      if model.activities[.checking] != nil { return "checks are running" }
      return model.summary?.checks.isEmpty == true ? "edgesync.yml declares no checks" : nil
    case .fetch:
      return model.summary?.isFetched == true
        ? nil
        : "upstream is a local path, read in place; \(model.configuration.keys.hint(.reload)) looks again"
    case .findNext, .findPrevious:
      return model.search == nil
        ? "no search yet; start one with \(model.configuration.keys.hint(.find))" : nil
    case .nextFile, .previousFile, .nextHunk, .previousHunk:
      return model.files.files.isEmpty ? "there are no files" : nil
    case .reviewed:
      return model.focus == .validation ? "go to a commit or a file first" : nil
    case .edit:
      return model.files.selected?.path == nil ? "go to a file of this repo first" : nil
    case .land, .planDetails, .runMissing, .overrideChecks, .followMoves, .replaceDrift:
      switch model.overlays.last(where: { !$0.isToldOnTop }) {
      case .pin(let dialog): return dialog.blocker(to: self, in: model)
      case .urgent(let dialog): return dialog.blocker(to: self)
      default: return "open the pin dialog first"
      }
    default: return nil
    }
  }
}

extension Model {
  /// Why what is under the cursor can't land now; nil where it can.
  fileprivate var landingBlocker: SafeText? {
    if activities[.landing] != nil { return "a sync is landing" }
    if commits.selectedOwed != nil {
      return "already taken; \(configuration.keys.hint(.reviewed)) marks it as reviewed"
    }
    guard let hold else { return nil }
    return "\(hold.text); \(configuration.keys.hint(.hold)) lifts the hold"
  }

  /// Why the sync under the cursor can't be gone back to; nil where it can.
  fileprivate var recoveryBlocker: SafeText? {
    if activities[.landing] != nil { return "a sync is landing" }
    guard let event = selectedEvent else { return "go to a sync in the changelog first" }
    if event.outcome != .landed || event.to == nil {
      return "it didn't land, so there is nothing to go back to"
    }
    return event.commit == nil
      ? "go to it in the changelog first (\(configuration.keys.hint(.changelog)))" : nil
  }
}

extension UrgentDialog {
  /// Why an action of the dialog can't be used now; nil where it can.
  fileprivate func blocker(to action: Action) -> SafeText? {
    if isLanding { return "it lands now" }
    switch action {
    case .runMissing: return "its checks run when it lands"
    case .overrideChecks: return "only a weekly sync can land past a failed check"
    case .followMoves: return "only a weekly sync can follow moved mappings"
    case .replaceDrift:
      if case .emergency = subject { return "only a recovery replaces drifted files" }
      if case .loading = plan { return "the plan is still being made" }
      return nil
    default: break
    }
    switch plan {
    case .loading: return "the plan is still being made"
    case .refused: return "something is in the way"
    case .ready(let urgent):
      return action == .land && urgent.plan.isEmpty ? "there is nothing to do" : nil
    }
  }
}

extension PinDialog {
  /// Why an action of the dialog can't be used now; nil where it can.
  fileprivate func blocker(to action: Action, in model: Model) -> SafeText? {
    if isLanding { return "it lands now" }
    if action == .replaceDrift { return "only a recovery replaces drifted files" }
    let validation = model.validations[candidate.id]
    if action == .followMoves { return followBlocker(validation, in: model) }
    // Checks don't wait for the plan to be shown.
    if action == .runMissing, case .loading = plan {
      return validation?.isRunning == true ? "checks are running" : nil
    }
    guard case .ready(let plan) = plan else {
      if case .refused = self.plan { return "something is in the way" }
      return "the plan is still being made"
    }
    switch action {
    case .planDetails: return nil
    case .land:
      if plan.isEmpty { return "there is nothing to do" }
      guard let validation else { return "the checks haven't run on this tree" }
      if validation.isRunning { return "checks are running" }
      if let failed = validation.blocking.first {
        let key = model.configuration.keys.hint(.overrideChecks)
        return "\(failed.name) failed (\(key) overrides)"
      }
      let missing = validation.missing.filter(\.isRequired)
      return missing.isEmpty
        ? nil : "\(counted(missing.count, "check")) haven't run on this tree"
    case .runMissing:
      if validation?.isRunning == true { return "checks are running" }
      return validation?.missing.isEmpty == true && validation?.failed.isEmpty == true
        ? "every check has run on this tree" : nil
    case .overrideChecks:
      if validation?.isRunning == true { return "checks are running" }
      if validation?.missing.contains(where: \.isRequired) != false {
        return "run the checks first"
      }
      return validation?.blocking.isEmpty == false ? nil : "no required check failed"
    default: return nil
    }
  }

  /// Why mappings can't be taken along, or be left where they are again; nil where they can.
  private func followBlocker(_ validation: Validation?, in model: Model) -> SafeText? {
    if validation?.isRunning == true { return "checks are running" }
    if case .loading = plan { return "the plan is still being made" }
    return isFollowable || model.followed.contains(candidate.id)
      ? nil : "there is nothing that they could follow"
  }
}
