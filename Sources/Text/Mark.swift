/// The symbols that mean the same on every screen and in every line.
package enum Mark {
  /// It passed, or is done.
  package static let good: SafeText = "✓"
  /// It failed.
  package static let bad: SafeText = "✗"
  /// It runs.
  package static let running: SafeText = "◐"
  /// It waits for others.
  package static let waiting: SafeText = "·"
  /// It didn't run.
  package static let notRun: SafeText = "○"
  /// It is for a person to see to: an override, or what is pending.
  package static let attention: SafeText = "!"
  /// It is held.
  package static let held: SafeText = "⊘"
  /// A person reviewed it.
  package static let reviewed: SafeText = "●"
  /// A person reviewed a part of it.
  package static let partlyReviewed: SafeText = "◑"
  /// Somebody noted something on it.
  package static let note: SafeText = "✎"
  /// A line that moved away from here.
  package static let movedAway: SafeText = "»"
  /// A line that moved here.
  package static let movedHere: SafeText = "«"
  /// The candidate, where a person has set it.
  package static let candidate: SafeText = "◆"
  /// The pin.
  package static let pin: SafeText = "═"
}
