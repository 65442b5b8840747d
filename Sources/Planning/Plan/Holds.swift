import Git
import Rules
import Text
import Upstream

/// Which upstream commits aren't to be taken.
package struct Holds {
  private let held: [Lock.Hold]
  private let upstream: Repository

  /// The holds of a lock.
  package init(_ lock: Lock, in upstream: Repository) {
    held = lock.held
    self.upstream = upstream
  }

  /// The hold that a commit falls under, for it is held itself or descends from one that is and isn't
  /// fixed; nil where it may be taken.
  package func hold(on candidate: ObjectID) throws(GitError) -> Lock.Hold? {
    for hold in held where upstream.contains(hold.id) {
      guard try upstream.isAncestor(hold.id, of: candidate) else { continue }
      if let fixed = hold.fixedBy, upstream.contains(fixed),
        try upstream.isAncestor(fixed, of: candidate)
      {
        continue
      }
      return hold
    }
    return nil
  }

  /// The newest state of the branch that may be taken: the tip, or the first of its first parents past the
  /// pin that no hold is on; nil where there is none.
  package func newest(from tip: ObjectID, after pin: ObjectID) throws -> ObjectID? {
    if held.isEmpty || tip == pin { return tip }
    let states = try Self.states(from: tip, past: pin, in: upstream)
    // What descends from a commit stands before all that doesn't.
    let ranges = try held.filter { upstream.contains($0.id) }.map { hold in
      let fixed = try hold.fixedBy.flatMap {
        upstream.contains($0) ? try count(of: states, after: $0) : nil
      }
      return (fixed ?? 0)..<max(fixed ?? 0, try count(of: states, after: hold.id))
    }
    return states.indices.first { index in !ranges.contains { $0.contains(index) } }
      .map { states[$0] }
  }

  /// How many of some states, newest first, have a commit among their ancestors.
  private func count(of states: [ObjectID], after commit: ObjectID) throws -> Int {
    var low = 0
    var high = states.count
    while low < high {
      let middle = (low + high) / 2
      if try upstream.isAncestor(commit, of: states[middle]) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The states of a branch past a pin, newest first: its tip and the first parents that the pin doesn't
  /// have.
  private static func states(
    from tip: ObjectID, past pin: ObjectID, in upstream: Repository
  ) throws -> [ObjectID] {
    var range = try CommitRange(upstream, from: tip, notFrom: [pin])
    var parents: [ObjectID: ObjectID?] = [:]
    while let node = try range.nextNode() { parents[node.id] = .some(node.parents.first) }
    var states: [ObjectID] = []
    var next: ObjectID? = tip
    while let commit = next, let parent = parents[commit] {
      states.append(commit)
      next = parent
    }
    return states
  }

  /// The commit to hold when a pin is left for an earlier one: the oldest state of the branch past the one
  /// gone back to. It and all that descends from it, the left pin among them, is not to come back by
  /// itself; nil where nothing is left behind.
  package static func leaving(
    _ pin: ObjectID, for target: ObjectID, in upstream: Repository
  ) throws -> ObjectID? {
    try states(from: pin, past: target, in: upstream).last
  }
}
