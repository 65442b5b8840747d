/// A part of the main screen that can have the keys.
package enum Pane: Int, CaseIterable, Sendable {
  case commits, files, diff, validation
}

/// What files and diff are about.
package enum Scope: Hashable, Sendable {
  /// What we would take: everything from the pin to the candidate.
  case sincePin
  /// The candidate's own change.
  case commitAlone
}
