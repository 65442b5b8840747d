import Git
import Journal
import Rules
import Text

/// Syncs: the weekly one, emergencies and recoveries.
extension Model {
  /// Opens the dialog of a sync.
  mutating func open(_ subject: SyncDialog.Subject) -> [Effect] {
    var dialog = SyncDialog(subject)
    if case .weekly(let row) = subject {
      dialog = SyncDialog(subject, followsMoves: followed.contains(row.id))
    }
    overlays.append(dialog)
    let plan: [Effect] = [.sync(.plan(dialog.sync))]
    // What is reviewed of a weekly sync is all that comes with it.
    guard case .weekly = subject, scope == .commitAlone else { return plan }
    scope = .sincePin
    return plan + candidateChanged()
  }

  /// The sync event under the cursor: in the changelog, or the one that is open.
  var selectedEvent: SyncEvent? {
    if let changelog = top(ChangelogScreen.self) { return changelog.selected }
    guard case .event(let event, _) = top(TextScreen.self)?.content else { return nil }
    return event
  }

  /// Opens the dialog of a recovery to the sync event under the cursor.
  mutating func openRecovery() -> [Effect] {
    guard let event = selectedEvent, let commit = event.commit, let pin = event.to else {
      return []
    }
    return open(.recovery(event, commit: commit, pin: pin))
  }

  /// Has a sync land that a person agreed to.
  mutating func land(_ sync: WantedSync, _ approval: SyncApproval) -> [Effect] {
    change(SyncDialog.self) { if $0.sync == sync { $0.beginLanding() } }
    activities[.landing] = "landing \(sync.pin.short)"
    return [.sync(.land(sync, approval))]
  }

  /// Takes what came of a sync.
  mutating func take(_ message: SyncDialogMessage) -> [Effect] {
    let now = now
    change(SyncDialog.self) { $0.take(message, now: now) }
    switch message {
    case .planned(let sync, let preview):
      guard case .weekly(let candidate, _) = sync, validations[candidate]?.isRunning == false
      else { return [] }
      forget(candidate, unless: preview.tree)
      // The work tree may be another too, which built-in checks look at.
      return [loadKnownChecks(of: candidate)]
    case .refused, .checking: return []
    case .landed(let title, let lines):
      activities[.landing] = nil
      overlays = [TextScreen(.message(title: title, lines))]
      return reload()
    case .landedBehind(let reason):
      activities[.landing] = nil
      overlays = []
      return tell(title: "It landed, but the work tree is behind", reason) + reload()
    case .failed(let reason):
      activities[.landing] = nil
      overlays.removeAll { $0 is SyncDialog }
      return tell(title: "Nothing landed", reason) + [.repo(.loadPosition)]
    }
  }

  /// Goes to an override, to read what upstream changed in it: among the candidate's files, or below the pin where an
  /// earlier sync left it.
  mutating func look(at path: RepoPath) -> [Effect] {
    guard let file = files.files.firstIndex(where: { $0.shownPath == path }),
      let section = diff.section(ofFile: file)
    else {
      guard let place = commits.overrides.firstIndex(of: path) else {
        notice = Notice(.warning, "\(path.text) isn't listed here")
        return []
      }
      focus = .commits
      return select(commits.rows.count + 1 + commits.owed.count + place, in: .commits)
    }
    focus = .diff
    diff.setOpen(section, true)
    diff.jump(to: DiffPlace(section, 1))
    followReading()
    return []
  }
}
