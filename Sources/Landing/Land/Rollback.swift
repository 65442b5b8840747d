import Git
import Planning

/// Takes back what a landing wrote for its branch where another one is checked out by now.
///
/// `git checkout` writes files and index first and moves HEAD last, under no lock in between. A landing
/// that comes just then finds all as it was planned, and writes files that the other branch doesn't hold.
/// They are the landed commit's own, byte for byte, so that nothing is lost with them.
struct Rollback {
  private let intent: Intent
  private let repository: Repository
  private let workTree: WorkTree

  init(_ intent: Intent, _ repository: Repository) throws {
    self.intent = intent
    self.repository = repository
    workTree = try WorkTree(of: repository)
  }

  /// Puts files and entries of the index that stand as the landing put them back to what HEAD holds, where
  /// that is what stood there before; all others stay.
  ///
  /// - Parameter index: The lock of the index; it is the holder's to write it.
  /// - Returns: Whether entries of the index were changed, and files that changed at that moment.
  func run(
    holding index: IndexLock
  ) throws -> (isIndexChanged: Bool, leftAlone: [SkippedFile]) {
    let head = try HeadFiles(of: repository)
    if case .branch(intent.branch, _) = head.head { return (false, []) }
    var leftAlone: [SkippedFile] = []
    var updates: [IndexUpdate] = []
    // What the landing made goes first, so that a folder can take a file's place.
    let steps = intent.planSteps.enumerated().sorted { left, right in
      let isMade = (left.element.old == nil, right.element.old == nil)
      return isMade.0 != isMade.1 ? isMade.0 : left.offset < right.offset
    }
    for (number, step) in steps where try isReversible(step) && head.item(at: step.path) == step.old
    {
      let indexed = try repository.indexItem(at: step.path)
      guard indexed == step.old || indexed == step.new else { continue }
      if indexed != step.old { updates.append(IndexUpdate(path: step.path, item: step.old)) }
      guard try workTree.same(workTree.item(at: step.path), step.new) else { continue }
      let outcome = try workTree.replace(
        step.new, with: step.old, at: step.path, temporary: intent.temporaryName(number)
      )
      if case .leftAlone = outcome {
        leftAlone.append(SkippedFile(path: step.path, cause: .changed))
      }
    }
    if !updates.isEmpty { try repository.update(index, with: updates) }
    return (!updates.isEmpty, leftAlone)
  }

  /// Whether a step replaced a file by another, and nothing that only a rescue keeps.
  private func isReversible(_ step: Plan.Step) -> Bool {
    step.drifted == nil && step.old?.mode != .gitlink && step.new?.mode != .gitlink
  }
}
