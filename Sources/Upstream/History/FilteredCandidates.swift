import Git

/// The candidates of a range that a filter takes, newest first, in pieces that are soon there.
package final class FilteredCandidates {
  private let candidates: CandidateStream
  private let matcher: CommitMatcher?
  private var pace = FilterPace()
  /// Candidates that aren't looked at yet, the next one first.
  private var waiting: ArraySlice<CommitNode> = []

  /// The candidates that a filter takes; all of them where there is none.
  package init(_ candidates: CandidateStream, by matcher: CommitMatcher?) {
    self.candidates = candidates
    self.matcher = matcher
  }

  /// The next ones; empty where none of a piece is taken, nil at the end.
  ///
  /// - Throws: ``FilterError`` where a pattern is none; ``GitError``.
  package func next() throws -> [CommitNode]? {
    guard let matcher else { return try candidates.next() }
    if waiting.isEmpty {
      guard let batch = try candidates.next() else { return nil }
      waiting = batch[...]
    }
    let piece = Array(waiting.prefix(pace.size))
    waiting = waiting.dropFirst(piece.count)
    return try pace.measure { try matcher.matches(among: piece) }
  }
}
