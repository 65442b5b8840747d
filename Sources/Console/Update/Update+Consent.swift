import Git
import Rules
import Text

/// Asking before upstream's code runs here for the first time.
extension Model {
  /// Does work that runs checks on some commits: at once where nobody need be asked, and otherwise after a
  /// person has said yes.
  ///
  /// Commits that are all marked as reviewed need no asking, nor does what runs no declared check.
  mutating func onceAllowed(
    _ checks: [CheckDefinition], on commits: [ObjectID],
    _ work: @escaping @Sendable (inout Model) -> [Effect]
  ) -> [Effect] {
    guard !checks.isEmpty, summary?.runsChecks != true,
      let unknown = commits.first(where: { !reviewed.contains(Self.reviewKey(of: $0)) })
    else { return work(&self) }
    overlays.append(.consent(ConsentDialog(unknown, checks, before: work)))
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
