import Sync
import Text

extension Action {
  /// Why the action can't be used now; nil where it can.
  package func obstacle(in model: Model) -> SafeText? {
    switch self {
    case .message, .validate, .chooseChecks, .pin, .scope, .reviewed, .edit, .copy, .find,
      .findNext,
      .findPrevious, .fetch:
      // Why not is what the screen says then.
      if model.summary == nil {
        return model.failure == nil
          ? "the repo is still being opened"
          : "this repo can't be reviewed; \(model.configuration.keys.hint(.reload)) tries again"
      }
    default: break
    }
    switch self {
    case .pin:
      return model.activities[.landing] == nil ? nil : "a sync is landing"
    case .validate:
      if model.validation?.isRunning == true { return nil }
      if model.activities[.checking] != nil { return "another commit's checks are running" }
      return nil
    case .chooseChecks:
      if model.activities[.checking] != nil { return "checks are running" }
      return model.summary?.checks.isEmpty == true ? "edgesync.yml declares no checks" : nil
    case .fetch:
      return model.summary?.isFetched == true
        ? nil : "upstream is a local path, read in place; r looks again"
    case .findNext, .findPrevious:
      return model.search == nil ? "nothing was looked for yet; start with /" : nil
    case .nextFile, .previousFile, .nextHunk, .previousHunk:
      return model.files.files.isEmpty ? "there are no files" : nil
    case .reviewed:
      return model.focus == .validation ? "go to a commit or a file first" : nil
    case .edit:
      return model.files.selected?.path == nil ? "go to a file of this repo first" : nil
    case .land, .planDetails, .runMissing, .overrideChecks:
      guard case .pin(let dialog) = model.overlays.last else { return "open the pin dialog first" }
      return dialog.obstacle(to: self, in: model)
    default: return nil
    }
  }
}

extension PinDialog {
  /// Why an action of the dialog can't be used now; nil where it can.
  fileprivate func obstacle(to action: Action, in model: Model) -> SafeText? {
    if isLanding { return "it lands now" }
    let validation = model.validations[candidate.id]
    // Checks don't wait for the plan to be shown.
    if action == .runMissing, case .loading = plan {
      return validation?.isRunning == true ? "checks are running" : nil
    }
    guard case .ready(let plan) = plan else {
      if case .refused = self.plan { return "something stands in the way" }
      return "the plan is still being made"
    }
    switch action {
    case .planDetails: return nil
    case .land:
      if plan.isEmpty { return "there is nothing to do" }
      guard let validation else { return "the checks haven't run on this tree" }
      if validation.isRunning { return "checks are running" }
      if let failed = validation.blocking.first { return "\(failed.name) didn't pass" }
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
}
