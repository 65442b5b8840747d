import Checks
import Git
import Journal
import Rules
import Terminal
import Text

/// Emergencies and recoveries.
extension Model {
  /// Opens the dialog of an emergency with the commit under the cursor.
  mutating func openEmergency() -> [Effect] {
    guard let row = commits.selected else { return [] }
    return open(UrgentDialog(.emergency(row)))
  }

  /// The sync event under the cursor: in the changelog, or the one that is open.
  var selectedEvent: SyncEvent? {
    switch overlays.last {
    case .changelog(let screen):
      guard let events = screen.events, events.indices.contains(screen.cursor.index) else {
        return nil
      }
      return events[screen.cursor.index]
    case .text(let screen):
      guard case .event(let event, _) = screen.content else { return nil }
      return event
    default: return nil
    }
  }

  /// Opens the dialog of a recovery to the sync event under the cursor.
  mutating func openRecovery() -> [Effect] {
    guard let event = selectedEvent, let commit = event.commit, let pin = event.to else {
      return []
    }
    return open(UrgentDialog(.recovery(event, commit: commit, pin: pin)))
  }

  private mutating func open(_ dialog: UrgentDialog) -> [Effect] {
    overlays.append(.urgent(dialog))
    return [.loadUrgent(dialog.sync)]
  }

  mutating func perform(_ action: Action, in dialog: UrgentDialog) -> [Effect] {
    if let blocker = action.blocker(in: self) {
      let title: SafeText = action == .land ? "Can't land" : SafeText(action.title)
      notice = Notice(.warning, "\(title): \(blocker)")
      return []
    }
    var dialog = dialog
    switch action {
    case .land: dialog.reasonInput = ""
    case .planDetails:
      if case .ready(let urgent) = dialog.plan {
        overlays.append(.text(TextScreen(.plan(urgent.plan))))
      }
      return []
    case .replaceDrift:
      dialog.overDrift.toggle()
      dialog.plan = .loading
      replaceOverlay(.urgent(dialog))
      return [.loadUrgent(dialog.sync)]
    default:
      let (count, visible) = UrgentView.extent(dialog, self)
      dialog.scroll.move(action, count: count, visible: visible)
    }
    replaceOverlay(.urgent(dialog))
    return []
  }

  mutating func typeReason(_ key: Key, _ input: String, _ dialog: UrgentDialog) -> [Effect] {
    var dialog = dialog
    var input = input
    switch key.code {
    case .escape: dialog.reasonInput = nil
    case .enter:
      guard case .ready(let urgent) = dialog.plan else { return [] }
      let reason = input.trimmingCharacters
      guard !reason.isEmpty || !dialog.needsReason else {
        notice = Notice(.warning, "a reason is needed; it is recorded with your name")
        return []
      }
      dialog.reasonInput = nil
      replaceOverlay(.urgent(dialog))
      // A recovery goes back to what ran here before.
      let checks =
        dialog.sync.kind == .emergency
        ? summary?.checks.filter { urgent.checks.contains($0.name) } ?? [] : []
      return onceAllowed(checks, on: [dialog.sync.pin]) { $0.landUrgent(urgent, reason: reason) }
    default:
      _ = TextInput.edit(&input, with: key)
      dialog.reasonInput = input
    }
    replaceOverlay(.urgent(dialog))
    return []
  }

  private mutating func landUrgent(_ urgent: UrgentPlan, reason: String) -> [Effect] {
    guard case .urgent(var dialog) = overlays.last else { return [] }
    dialog.isLanding = true
    replaceOverlay(.urgent(dialog))
    activities[.landing] = "landing \(dialog.sync.pin.short)"
    return [.landUrgent(dialog.sync, urgent, reason: reason)]
  }

  /// Takes what came of an emergency or a recovery.
  mutating func takeUrgent(_ message: Message) -> [Effect] {
    switch message {
    case .urgentPlan(let sync, let plan): withUrgentDialog(of: sync) { $0.plan = .ready(plan) }
    case .urgentRefused(let sync, let reason):
      withUrgentDialog(of: sync) { $0.plan = .refused(reason) }
    case .urgentCheck(let sync, let progress):
      let now = now
      withUrgentDialog(of: sync) { $0.take(progress, now: now) }
    default: break
    }
    return []
  }

  private mutating func withUrgentDialog(
    of sync: UrgentSync, _ change: (inout UrgentDialog) -> Void
  ) {
    for index in overlays.indices {
      if case .urgent(var dialog) = overlays[index], dialog.sync == sync {
        change(&dialog)
        overlays[index] = .urgent(dialog)
      }
    }
  }
}

extension UrgentDialog {
  /// Takes what happens while checks run.
  fileprivate mutating func take(_ progress: CheckProgress, now: Int) {
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
}
