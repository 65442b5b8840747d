import Git
import Rules

/// Which commits of a range fall under a hold, told in one pass over the range.
package struct HeldCommits {
  /// Holds, by their places in the lock, that a commit descends from, and those that it has a fix of.
  private struct Reach {
    var held: Set<Int> = []
    var fixed: Set<Int> = []
  }

  private let holds: [Lock.Hold]
  private let upstream: Repository
  private var parents: [ObjectID: [ObjectID]] = [:]

  /// Nothing of a range yet.
  package init(_ lock: Lock, in upstream: Repository) {
    holds = lock.held
    self.upstream = upstream
  }

  /// Takes a commit of the range.
  package mutating func add(_ commit: ObjectID, parents: [ObjectID]) {
    if !holds.isEmpty { self.parents[commit] = parents }
  }

  /// The hold that each held commit falls under.
  package func all() throws -> [ObjectID: Lock.Hold] {
    var known: [ObjectID: Reach] = [:]
    var found: [ObjectID: Lock.Hold] = [:]
    for commit in parents.keys {
      // Parents first, without recursion: a history is long.
      var pending = [commit]
      while let next = pending.last {
        if known[next] != nil {
          pending.removeLast()
          continue
        }
        guard let parents = parents[next] else {
          known[next] = try reach(outside: next)
          continue
        }
        let missing = parents.filter { known[$0] == nil }
        if !missing.isEmpty {
          pending += missing
          continue
        }
        var reach = Reach()
        for parent in parents {
          reach.held.formUnion(known[parent]?.held ?? [])
          reach.fixed.formUnion(known[parent]?.fixed ?? [])
        }
        for (index, hold) in holds.enumerated() {
          if hold.id == next { reach.held.insert(index) }
          if hold.fixedBy == next { reach.fixed.insert(index) }
        }
        known[next] = reach
        found[next] = reach.held.subtracting(reach.fixed).min().map { holds[$0] }
      }
    }
    return found
  }

  /// What holds say of a commit outside the range.
  private func reach(outside commit: ObjectID) throws -> Reach {
    var reach = Reach()
    guard upstream.contains(commit) else { return reach }
    for (index, hold) in holds.enumerated() {
      if try upstream.contains(hold.id) && upstream.isAncestor(hold.id, of: commit) {
        reach.held.insert(index)
      }
      if let fix = hold.fixedBy,
        try upstream.contains(fix) && upstream.isAncestor(fix, of: commit)
      {
        reach.fixed.insert(index)
      }
    }
    return reach
  }
}
