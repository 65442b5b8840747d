import Git

/// Lines that commits change in synced files, of those commits that were looked at.
package struct CommitLines: Hashable, Sendable {
  /// What came of counting a commit's.
  package enum Count: Hashable, Sendable {
    /// So many.
    case lines(LineTotals)
    /// More than is counted for a row, or not to be counted.
    case uncounted
  }

  /// Commits that are remembered: more than a screen has rows.
  private static let memory = 1 << 17

  private var known: [ObjectID: Count] = [:]
  /// Those that were counted before the list was made anew, until they are counted again.
  private var stale: Set<ObjectID> = []
  /// Those that are on their way.
  private var asked: Set<ObjectID> = []

  /// What is known of a commit; nil before it is counted.
  subscript(commit: ObjectID) -> Count? { known[commit] }

  /// What is to be counted now, in the place of what was asked for before; nil where that stays as it is.
  mutating func question(among seen: some Sequence<ObjectID>) -> [ObjectID]? {
    let missing = seen.filter { known[$0] == nil || stale.contains($0) }
    if missing.isEmpty ? asked.isEmpty : asked.isSuperset(of: missing) { return nil }
    asked = Set(missing)
    return missing
  }

  /// Takes what came of some commits.
  mutating func take(_ counts: [ObjectID: Count]) {
    if known.count + counts.count > Self.memory { (known, stale) = ([:], []) }
    known.merge(counts) { _, new in new }
    stale.subtract(counts.keys)
    asked.subtract(counts.keys)
  }

  /// Has everything counted again that is seen: other files may be synced now.
  mutating func countAgain() {
    stale = Set(known.keys)
    asked = []
  }
}
