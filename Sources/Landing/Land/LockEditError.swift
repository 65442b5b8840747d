import Text

/// Why a hold or an acknowledgement can't be made.
package enum LockEditError: ActionableError {
  /// A new hold needs a reason.
  case noReason
  /// A commit isn't held.
  case notHeld(SafeText, held: [SafeText])
  /// The beginning of an id fits several holds.
  case ambiguous(SafeText, [SafeText])
  /// Nothing of a name is owed.
  case notOwed(SafeText, owed: [SafeText])
  /// A commit that fixes another has to come after it.
  case fixesNothing(commit: SafeText, fix: SafeText)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .noReason: "the commit can't be held"
    case .notHeld(let name, _): "\(name) isn't held"
    case .ambiguous(let name, _): "\(name) matches several held commits"
    case .notOwed(let name, _): "nothing is pending for \(name)"
    case .fixesNothing(let commit, let fix): "\(fix) can't fix \(commit)"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .noReason: "a hold needs a reason"
    case .notHeld(_, let held):
      held.isEmpty ? "no commit is held" : "held: " + held.joined(separator: ", ")
    case .ambiguous(_, let ids): ids.joined(separator: ", ")
    case .notOwed(_, let owed):
      owed.isEmpty ? "nothing is pending" : "pending: " + owed.joined(separator: ", ")
    case .fixesNothing: "it doesn't descend from it"
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .noReason: "Give --reason TEXT"
    case .notHeld, .notOwed: "See `edgesync status`"
    case .ambiguous: "Give more of its id"
    case .fixesNothing: "Name a commit that has the held one among its ancestors"
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus { .failed }
}
