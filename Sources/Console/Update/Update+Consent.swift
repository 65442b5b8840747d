import Git
import Sync
import Text

/// Asking before upstream's code runs here for the first time.
extension Model {
  /// Does work that runs checks on a commit: at once where nobody need be asked, and otherwise after a
  /// person has said yes.
  ///
  /// A commit that is marked as reviewed needs no asking, nor does what runs no declared check.
  mutating func onceAllowed(
    _ checks: [CheckDefinition], on candidate: ObjectID,
    _ work: @escaping @Sendable (inout Model) -> [Effect]
  ) -> [Effect] {
    let isAllowed = summary?.runsChecks == true
    if checks.isEmpty || isAllowed || reviewed.contains(Self.reviewKey(of: candidate)) {
      return work(&self)
    }
    overlays.append(.consent(ConsentDialog(candidate, checks, before: work)))
    return []
  }

  mutating func perform(_ action: Action, in dialog: ConsentDialog) -> [Effect] {
    if action == .open {
      overlays.removeLast()
      summary?.runsChecks = true
      return [.allowChecks] + dialog.work(&self)
    }
    var dialog = dialog
    let (count, visible) = ConsentView.extent(dialog, self)
    dialog.scroll.move(action, count: count, visible: visible)
    replaceOverlay(.consent(dialog))
    return []
  }

  /// What a commit's mark as reviewed is kept by.
  static func reviewKey(of commit: ObjectID) -> String { "commit \(commit.hex)" }
}
