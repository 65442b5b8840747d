import Git
import Journal
import Rules
import Text

@testable import Console
@testable import Planning

/// What would land in a literal model.
extension LiteralModel {
  private static let upstream = UpstreamAddress(url: "../platform", branch: "main")

  /// A plan of one step to a commit, and the tree of a digit that its checks are about.
  static func preview(
    to digit: Int = 4, tree: Int = 5, checks: [String] = ["tests"], isEmpty: Bool = false,
    owed: [RepoPath] = []
  ) -> SyncPreview {
    let lock = Lock(
      upstream: upstream, pin: Lock.Pin(id: id(1), date: 1001, subject: "Change 1"), mappings: [])
    let step = Plan.Step(path: "a/one", old: nil, new: TreeItem(mode: .file, id: id(6)))
    let plan = Plan(
      branch: "refs/heads/main", base: id(7), from: id(1), to: whole(digit), steps: [step],
      renames: [], overrides: [], owed: owed, edgeFiles: 1, remarks: [], files: [],
      commits: [whole(digit)],
      replacesDrift: false, replaced: [], isStepBack: false, lock: lock,
      manifest: Manifest(upstream: upstream, mappings: []), edit: nil, isEmpty: isEmpty)
    return SyncPreview(
      plan: plan, tree: id(tree), checks: checks, skipped: [], landing: .commit, place: nil,
      holds: [])
  }
}
