import Git
import Rules

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
    overlays.append(ConsentDialog(unknown, checks, before: work))
    return []
  }
}
