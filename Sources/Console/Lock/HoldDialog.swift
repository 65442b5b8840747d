import Git
import Rules
import Terminal
import Text

/// The dialog in which a commit is held, or its hold lifted.
package struct HoldDialog: Overlay {
  /// The commit.
  package let commit: CommitList.Row
  /// The hold that it falls under, which is to be lifted; nil to hold the commit.
  package let hold: Lock.Hold?
  /// The line on which the reason for holding it is typed.
  package private(set) var reason: TextInput
  /// A later commit that takes it back; nil where none is known.
  package private(set) var revert: ObjectID?
  /// Whether what has that commit may be taken.
  package private(set) var endsAtRevert = true
  /// Whether the lock is being changed.
  package private(set) var isLanding = false

  /// A dialog about a commit.
  package init(_ commit: CommitList.Row, hold: Lock.Hold?, reason: TextInput = TextInput()) {
    self.commit = commit
    self.reason = reason
    self.hold = hold
  }

  package var isTyping: Bool { hold == nil && !isLanding }

  /// Takes in that a later commit takes one back.
  mutating func note(_ revert: ObjectID, of commit: ObjectID) {
    if self.commit.id == commit, hold == nil { self.revert = revert }
  }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    guard action == .open, let hold, !isLanding else { return .none }
    isLanding = true
    return .keep(.unhold(hold.id))
  }

  package mutating func press(_ key: Key, in model: Model) -> Reaction {
    guard isTyping else { return .none }
    if key.leavesPrompt { return .close }
    switch key.code {
    case .enter:
      let typed = reason.text.trimmingCharacters
      guard !typed.isEmpty else { return .reasonNeeded }
      isLanding = true
      let change = LockChange.hold(
        commit.id, reason: typed, fixedBy: endsAtRevert ? revert : nil)
      return .keep(change, remembering: typed)
    case .tab: endsAtRevert.toggle()
    default: reason.edit(key)
    }
    return .none
  }

  package mutating func paste(_ line: String) {
    if isTyping { reason.insert(line) }
  }

  package mutating func draw(_ canvas: inout Canvas) {
    HoldView.draw(&canvas, self)
  }
}

extension Reaction {
  /// It is said that a reason is needed.
  static let reasonNeeded = say(.warning, "a reason is needed; it is recorded with your name")
}
