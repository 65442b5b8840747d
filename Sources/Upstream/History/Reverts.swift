import Git

/// Which commits of a range take others back, by what `git revert` writes into their messages.
package struct Reverts {
  /// What stands before the id of the commit that was taken back (`sequencer.c`).
  private static let words = "This reverts commit "
  /// Ids taken from one message at the most.
  private static let mostInMessage = 64

  /// The commits that take each one back, newest first.
  private var reverters: [ObjectID: [ObjectID]] = [:]

  /// The reverts among the commits that a tip reaches and a commit doesn't.
  package init(after commit: ObjectID, upTo tip: ObjectID, in upstream: Repository) throws {
    var range = try CommitRange(upstream, from: tip, notFrom: [commit])
    while let next = try range.next() {
      let message = try upstream.commit(next.id).message
      for start in message.ranges(of: Self.words).prefix(Self.mostInMessage) {
        let digits = message[start.upperBound...].prefix { $0.isHexDigit }
        guard let id = ObjectID(hex: String(digits)) else { continue }
        reverters[id, default: []].append(next.id)
      }
    }
  }

  /// The oldest commit that takes a commit back and descends from it; nil where there is none, or what took it
  /// back was taken back itself, so that the change may be there again.
  package func revert(of commit: ObjectID, in upstream: Repository) throws -> ObjectID? {
    let candidates = reverters[commit] ?? []
    guard candidates.allSatisfy({ reverters[$0] == nil }) else { return nil }
    var oldest: ObjectID?
    for candidate in candidates.reversed() where try upstream.isAncestor(commit, of: candidate) {
      // Clocks don't say which of several came first.
      if try oldest.map({ try upstream.isAncestor(candidate, of: $0) }) ?? true {
        oldest = candidate
      }
    }
    return oldest
  }
}
