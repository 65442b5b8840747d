import Git
import Text

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
  /// mended; nil where it may be taken.
  package func hold(on candidate: ObjectID) throws(GitError) -> Lock.Hold? {
    for hold in held where upstream.contains(hold.id) {
      guard try upstream.isAncestor(hold.id, of: candidate) else { continue }
      if let mended = hold.mendedBy, upstream.contains(mended),
        try upstream.isAncestor(mended, of: candidate)
      {
        continue
      }
      return hold
    }
    return nil
  }

  /// The newest state of the branch that may be taken: the tip, or the first of its first parents that no
  /// hold is on; nil where the pin or what it descends from comes first.
  package func newest(from tip: ObjectID, after pin: ObjectID) throws -> ObjectID? {
    if held.isEmpty { return tip }
    var next: ObjectID? = tip
    while let commit = next, commit != pin {
      if try hold(on: commit) == nil {
        // Before the pin there is only what was taken already.
        if commit == tip { return tip }
        return try upstream.isAncestor(commit, of: pin) ? nil : commit
      }
      next = try upstream.commit(commit).parents.first
    }
    return next == pin && tip == pin ? tip : nil
  }

  /// The commit to hold when a pin is left for an earlier one: the oldest state of the branch past the one
  /// gone back to. It and all that descends from it, the left pin among them, is not to come back by
  /// itself; nil where nothing is left behind.
  package static func leaving(
    _ pin: ObjectID, for target: ObjectID, in upstream: Repository
  ) throws(GitError) -> ObjectID? {
    var oldest: ObjectID?
    var next: ObjectID? = pin
    while let commit = next, try !upstream.isAncestor(commit, of: target) {
      oldest = commit
      next = try upstream.commit(commit).parents.first
    }
    return oldest
  }
}
