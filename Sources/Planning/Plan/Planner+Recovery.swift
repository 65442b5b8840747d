import Git
import Rules
import Text
import Upstream

extension Planner {
  /// The plan that goes back to an earlier state, and holds what it leaves.
  ///
  /// - Parameters:
  ///   - target: The state.
  ///   - reason: Why, for the hold.
  ///   - overDrift: Whether drifted files are replaced, after what stood there was saved.
  ///   - who: Whose decision it is.
  /// - Throws: ``PlanError`` naming each path that stands in the way.
  package func plan(
    backTo target: RecoveryTarget, reason: String?, overDrift: Bool, by who: Signature
  ) throws -> Plan {
    // What goes back goes back to where the files stood.
    var plan = try plan(to: target.pin, overDrift: overDrift, followsMoves: true, mayEmpty: true)
    let lock = edge.lock
    guard lock.pin.id != target.pin, upstream.contains(lock.pin.id) else { return plan }
    if let left = try Holds.leaving(lock.pin.id, for: target.pin, in: upstream),
      !lock.held.contains(where: { $0.id == left && $0.fixedBy == nil })
    {
      plan.lock.held.removeAll { $0.id == left }
      plan.lock.held.append(
        Lock.Hold(
          id: left,
          reason: oneLine(
            reason ?? "left by the recovery to \(target.pin.short)", limit: Lock.maximumReason),
          by: who.mailbox, date: who.time))
    }
    // What was taken in a hurry and is gone again needs no review.
    plan.lock.owed = try lock.owed.filter { owed in
      try upstream.contains(owed.to) && upstream.isAncestor(owed.to, of: target.pin)
    }
    return plan
  }
}
