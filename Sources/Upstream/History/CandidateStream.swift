import Git

/// The commits of a range that touch a synced file or an override, newest first; or all of them.
///
/// They come in batches that grow: the first is soon there, and the later ones are told apart on all processors.
package final class CandidateStream {
  /// Commits of the range that the first batch is chosen from, and the last ones.
  private static let (least, most) = (64, 1024)

  private let history: History
  private let range: CommitStream
  private let all: Bool
  private let each: (CommitNode) -> Void
  private var size = CandidateStream.least

  /// The candidates of a range under a history's rules.
  ///
  /// - Parameters:
  ///   - all: Whether the commits that touch nothing are among them.
  ///   - each: Is told of every commit of the range.
  package init(
    _ history: History, in range: CommitStream, all: Bool = false,
    each: @escaping (CommitNode) -> Void = { _ in }
  ) {
    self.history = history
    self.range = range
    self.all = all
    self.each = each
  }

  /// The next candidates; empty where none of a batch is one, nil at the end.
  package func next() throws(GitError) -> [CommitNode]? {
    var nodes: [CommitNode] = []
    while nodes.count < size, let node = try range.next() {
      each(node)
      nodes.append(node)
    }
    if nodes.isEmpty { return nil }
    size = min(2 * size, Self.most)
    return all ? nodes : try history.candidates(among: nodes)
  }

  /// How many there are from here on.
  package func count() throws(GitError) -> Int {
    var count = 0
    while let nodes = try next() { count += nodes.count }
    return count
  }
}

extension History {
  /// The candidates that a tip reaches and a pin doesn't.
  package func candidates(
    from tip: ObjectID, notFrom pin: ObjectID, all: Bool = false,
    each: @escaping (CommitNode) -> Void = { _ in }
  ) -> CandidateStream {
    let range = CommitStream(upstream, from: tip, notFrom: [pin])
    return CandidateStream(self, in: range, all: all, each: each)
  }
}
