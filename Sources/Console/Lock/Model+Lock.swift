import Git
import Rules
import Text

/// Decisions that the lock keeps: holds, and what is pending.
extension Model {
  /// Opens the dialog that holds the commit under the cursor, or lifts its hold.
  mutating func openHold() -> [Effect] {
    guard let row = commits.selected else { return [] }
    let hold = commits.holds[row.id]
    overlays.append(HoldDialog(row, hold: hold, reason: input(for: .hold)))
    return hold == nil ? [.lock(.loadRevert(of: row.id))] : []
  }

  /// Opens the list of what is pending, with what is under the cursor marked; of overrides, it is looked first whether
  /// they have conflicts.
  mutating func openOwed() -> [Effect] {
    let items = owedItems
    var marked: OwedChooser.Item?
    if overlays.isEmpty {
      if focus == .commits, let review = commits.selectedOwed {
        marked = .review(review)
      } else if let path = focus == .commits ? commits.selectedOverride : files.selected?.path {
        marked = .override(path)
      }
    }
    overlays.append(OwedChooser(items, marking: marked))
    return items.contains(where: \.isOverride)
      ? [.lock(.findConflicts(position?.owed ?? []))] : []
  }

  /// Takes what came of a decision.
  mutating func take(_ message: LockMessage) -> [Effect] {
    switch message {
    case .reverted(let commit, let revert):
      change(HoldDialog.self) { $0.note(revert, of: commit) }
      return []
    case .conflicts(let found):
      change(OwedChooser.self) { $0.take(found) }
      return []
    case .changed(let text):
      endLockChange()
      notice = Notice(.done, text)
      let isStatusOpen = overlays.contains { $0.context == .status }
      return reload() + (isStatusOpen ? [.text(.loadStatus)] : [])
    case .failed(let reason):
      endLockChange()
      return tell(title: "Nothing was changed", reason)
    }
  }

  private mutating func endLockChange() {
    activities[.landing] = nil
    overlays.removeAll { $0 is HoldDialog || $0 is OwedChooser }
  }
}

extension Reaction {
  /// A decision is to be kept in the lock.
  static func keep(_ change: LockChange, remembering reason: String? = nil) -> Reaction {
    .then { model in
      model.activities[.landing] = "changing edgesync.lock"
      let effects = reason.map { model.remember($0, as: .hold) } ?? []
      return effects + [.lock(.change(change))]
    }
  }
}
