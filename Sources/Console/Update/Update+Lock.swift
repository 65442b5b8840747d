import Git
import Rules
import Terminal
import Text

/// Decisions that the lock keeps: holds, and what is owed.
extension Model {
  /// Opens the dialog that holds the commit under the cursor, or lifts its hold.
  mutating func openHold() -> [Effect] {
    guard let row = commits.selected else { return [] }
    let hold = commits.holds[row.id]
    overlays.append(.hold(HoldDialog(row, hold: hold)))
    return hold == nil ? [.loadRevert(of: row.id)] : []
  }

  /// Opens the list of what is owed, with what is under the cursor marked.
  mutating func openOwed() -> [Effect] {
    let items = owedItems
    var marked: OwedChooser.Item?
    if overlays.isEmpty {
      if focus == .commits, let review = commits.selectedOwed {
        marked = .review(review)
      } else if focus != .commits, let path = files.selected?.path {
        marked = .override(path)
      }
    }
    overlays.append(.owed(OwedChooser(items, marking: marked)))
    return []
  }

  /// Goes to the newest emergency that is owed a review; where only overrides are owed, to the list of them.
  mutating func goToOwed() -> [Effect] {
    if commits.owed.isEmpty { return openOwed() }
    focus = .commits
    isValidationOpen = false
    commits.cursor.move(
      to: commits.rows.count + 1, count: commits.count, visible: Layout(self).rows(of: .commits))
    fitLists()
    return candidateChanged()
  }

  mutating func perform(_ action: Action, in dialog: HoldDialog) -> [Effect] {
    guard action == .open, let hold = dialog.hold, !dialog.isLanding else { return [] }
    var dialog = dialog
    dialog.isLanding = true
    replaceOverlay(.hold(dialog))
    return change(.unhold(hold.id))
  }

  mutating func typeReason(_ key: Key, _ dialog: HoldDialog) -> [Effect] {
    var dialog = dialog
    switch key.code {
    case .escape:
      overlays.removeLast()
      return []
    case .enter:
      let reason = dialog.reason.trimmingCharacters
      guard !reason.isEmpty else {
        notice = Notice(.warning, "a reason is needed; it is recorded with your name")
        return []
      }
      dialog.isLanding = true
      replaceOverlay(.hold(dialog))
      return change(
        .hold(
          dialog.commit.id, reason: reason, fixedBy: dialog.endsAtRevert ? dialog.revert : nil))
    case .tab: dialog.endsAtRevert.toggle()
    default: _ = TextInput.edit(&dialog.reason, with: key)
    }
    replaceOverlay(.hold(dialog))
    return []
  }

  mutating func perform(_ action: Action, in chooser: OwedChooser) -> [Effect] {
    if chooser.isLanding { return [] }
    var chooser = chooser
    guard action == .open else {
      move(&chooser.cursor, action, count: chooser.items.count, visible: OwedView.rows(self))
      replaceOverlay(.owed(chooser))
      return []
    }
    guard !chooser.chosen.isEmpty else {
      notice = Notice(.warning, "nothing is ticked: space ticks what was done")
      return []
    }
    chooser.isLanding = true
    replaceOverlay(.owed(chooser))
    var paths: [RepoPath] = []
    var reviews: [ObjectID] = []
    for item in chooser.items where chooser.chosen.contains(item) {
      switch item {
      case .override(let path): paths.append(path)
      case .review(let review): reviews.append(review.to)
      }
    }
    return change(.acknowledge(paths, reviews: reviews))
  }

  private mutating func change(_ change: LockChange) -> [Effect] {
    activities[.landing] = "changing edgesync.lock"
    return [.changeLock(change)]
  }

  /// Takes what came of a decision.
  mutating func takeLockChange(_ message: Message) -> [Effect] {
    activities[.landing] = nil
    overlays.removeAll { overlay in
      switch overlay {
      case .hold, .owed: true
      default: false
      }
    }
    switch message {
    case .lockChanged(let text):
      notice = Notice(.done, text)
      let isStatusOpen = overlays.contains { $0.context == .status }
      return reload() + (isStatusOpen ? [.loadStatus] : [])
    case .lockChangeFailed(let reason): return tell(title: "Nothing was changed", reason)
    default: return []
    }
  }
}
