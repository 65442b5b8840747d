import Git
import Rules

extension History {
  /// Files of one commit whose lines are counted at the most.
  private static let mostCounted = 1000

  /// Lines that the synced files of a commit gain and lose, as `git log --numstat` counts them; nil where they are too
  /// many files, together larger than one file may be that is compared, or one of them can't be.
  package func syncedLines(of commit: ObjectID) throws(GitError) -> LineTotals? {
    let changes = try files(of: upstream.commit(commit)).filter { $0.group == .synced }
      .map(\.change)
    guard changes.count <= Self.mostCounted else { return nil }
    var size = 0
    for item in changes.flatMap({ [$0.old, $0.new] }).compactMap(\.self)
    where item.mode != .gitlink {
      size += try upstream.unprovenBlobSize(item.id)
      guard size <= Repository.maximumComparedSize else { return nil }
    }
    var totals = LineTotals()
    for counts in try upstream.lineCounts(of: changes) {
      guard let counts, counts.tooLarge == nil else { return nil }
      totals.add(counts)
    }
    return totals
  }
}
