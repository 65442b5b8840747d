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
      return model.candidateRow == nil ? "go to the commit to land first" : nil
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
      if model.chosen == nil, model.commits.selectedOwed != nil {
        return "go to a commit past the pin first"
      }
      if model.validation?.isRunning == true { return nil }
      if model.activities[.checking] != nil { return "another commit's checks are running" }
      return nil
    case .bisect:
      if model.bisect != nil { return nil }
      if model.summary?.checks.isEmpty == true { return "edgesync.yml declares no checks" }
      if model.candidateRow == nil { return "go to a commit past the pin first" }
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
    case .nextFile, .previousFile, .nextHunk, .previousHunk, .wholeFile, .nextUnreviewed,
      .hideReviewed:
      return model.files.files.isEmpty ? "there are no files" : nil
    case .reviewed:
      return model.focus == .validation ? "go to a commit or a file first" : nil
    case .edit:
      return model.readFile?.path == nil ? "go to a file of this repo first" : nil
    default: return nil
    }
  }
}

extension Model {
  /// Why what is under the cursor can't land now; nil where it can.
  fileprivate var landingBlocker: SafeText? {
    if activities[.landing] != nil { return "a sync is landing" }
    if chosen == nil, commits.selectedOwed != nil {
      return "already taken; \(configuration.keys.hint(.reviewed)) marks it as reviewed"
    }
    guard let hold = candidateRow.flatMap({ commits.holds[$0.id] }) else { return nil }
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
