/// Lines that stand on both sides, by their indices among all changed lines.
struct MatchedRun {
  let indices: Range<Int>
  let other: Range<Int>
  let isAlternate: Bool
}

extension MoveSearch {
  /// Lines of a small edit at the most, on each side.
  private static let maximumEdit = 8

  /// What lies between blocks that follow each other in one run, and whose counterparts do so too.
  func edits(between matches: [MatchedRun]) -> [MovedBlocks.Edit] {
    var edits: [MovedBlocks.Edit] = []
    for (before, after) in zip(matches, matches.dropFirst()) {
      let gap = before.indices.upperBound..<after.indices.lowerBound
      guard gap.count <= Self.maximumEdit, before.other.upperBound <= after.other.lowerBound else {
        continue
      }
      let otherGap = before.other.upperBound..<after.other.lowerBound
      guard otherGap.count <= Self.maximumEdit, !gap.isEmpty || !otherGap.isEmpty else { continue }
      let (run, other) = (run(of: before.indices.lowerBound), run(of: before.other.lowerBound))
      guard run.indices.contains(after.indices.lowerBound),
        other.indices.contains(after.other.lowerBound)
      else { continue }
      // Each is found from both sides.
      guard !run.isAddition else { continue }
      edits.append(
        MovedBlocks.Edit(deleted: run.place(of: gap), added: other.place(of: otherGap)))
    }
    return edits
  }
}
