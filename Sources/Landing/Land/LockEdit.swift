import Git
import Journal
import Planning
import Rules
import Text

/// A change of the lock alone, by a person's decision: a commit isn't to be taken, or may be again; an
/// override or an emergency was looked at.
package struct LockEdit: Sendable {
  /// The lock to be.
  package let lock: Lock
  /// The commit's subject.
  package let title: SafeText
  /// What was done, for people.
  package let outcome: SafeText
  /// Why, for the commit's message; nil where the subject says it all.
  package let reason: String?

  /// The message of its commit.
  func message(by who: Signature) -> String {
    // A held commit's subject and a path are upstream's words.
    var text = ForgeText.inert(oneLine(title.string)) + "\n"
    if let reason { text += "\n" + ForgeText.inert(oneLine(reason)) + "\n" }
    return text + "\nReviewed-by: \(oneLine(who.mailbox))\n"
  }
}

extension LockEdit {
  /// Holds a commit: neither it nor what descends from it is taken, until the hold is lifted or fixed.
  ///
  /// - Parameters:
  ///   - commit: The upstream commit.
  ///   - reason: Why; an earlier hold's reason stays where none is given.
  ///   - fixedBy: A commit from which on it counts no more.
  /// - Throws: ``LockEditError``.
  package static func hold(
    _ commit: Commit, reason: String?, fixedBy: ObjectID?, in lock: Lock, by who: Signature
  ) throws -> LockEdit {
    var lock = lock
    let present = lock.held.firstIndex { $0.id == commit.id }
    let known = present.map { lock.held[$0] }
    guard let why = reason ?? known?.reason else { throw LockEditError.noReason }
    let hold = Lock.Hold(
      id: commit.id, reason: oneLine(why, limit: Lock.maximumReason),
      by: reason == nil ? known?.by ?? who.mailbox : who.mailbox,
      date: reason == nil ? known?.date ?? who.time : who.time,
      fixedBy: fixedBy ?? known?.fixedBy)
    if let present { lock.held[present] = hold } else { lock.held.append(hold) }
    let fixed = fixedBy.map { ", fixed by \($0.short)" as SafeText } ?? ""
    return LockEdit(
      lock: lock, title: "Hold \(commit.id.short) “\(shortened(commit.subject))”\(fixed)",
      outcome: "Held \(commit.id.short)\(fixed)", reason: hold.reason)
  }

  /// Lifts the hold of a commit, named by its id or the beginning of it.
  ///
  /// - Throws: ``LockEditError`` where it isn't held, or several are.
  package static func unhold(_ name: String, in lock: Lock) throws -> LockEdit {
    let found = lock.held.filter { $0.id.hex.hasPrefix(name.lowercased()) }
    guard found.count <= 1, !name.isEmpty else {
      throw LockEditError.ambiguous(SafeText(name), found.map(\.id.short))
    }
    guard let hold = found.first else {
      throw LockEditError.notHeld(SafeText(name), held: lock.held.map(\.id.short))
    }
    var lock = lock
    lock.held.removeAll { $0.id == hold.id }
    return LockEdit(
      lock: lock, title: "Lift the hold on \(hold.id.short)",
      outcome: "Lifted the hold on \(hold.id.short)", reason: nil)
  }

  /// Takes overrides as carried over or set aside, and emergency syncs as reviewed.
  ///
  /// - Parameters:
  ///   - overrides: Owed overrides, as they are at the pin.
  ///   - reviews: Owed reviews of the lock.
  package static func acknowledge(
    _ overrides: [Overrides.State], _ reviews: [Lock.OwedReview], in lock: Lock
  ) -> LockEdit {
    var lock = lock
    for state in overrides {
      lock.overrides.removeAll { $0.path == state.path }
      if let blob = state.blob {
        lock.overrides.append(Lock.OverrideState(path: state.path, seen: blob))
      }
    }
    lock.overrides.sort { $0.path < $1.path }
    lock.owed.removeAll { reviews.contains($0) }
    let names =
      reviews.map { "the emergency sync to \($0.to.short)" as SafeText }
      + overrides.map { $0.path.text }
    let shown = names.prefix(3).joined(separator: ", ")
    let rest: SafeText = names.count > 3 ? " and \(names.count - 3) more" : ""
    return LockEdit(
      lock: lock, title: "Acknowledge " + shown + rest, outcome: "Acknowledged " + shown + rest,
      reason: nil)
  }
}
