import Planning
import Text

/// An edge repo in what is told of a fleet.
package struct FleetRow: Hashable, Sendable {
  /// What is known of it.
  package enum State: Hashable, Sendable {
    /// It was read.
    case read(FleetFacts)
    /// It can't be read: why, and what to run.
    case unreadable(SafeText, next: SafeText)
  }

  /// The edge repo.
  package let edge: FleetEdge
  /// When it and its upstream were last looked at, in seconds since 1970; nil where they never were.
  package let fetched: Int?
  /// What is known of it.
  package let state: State

  /// A row from its parts.
  package init(_ edge: FleetEdge, fetched: Int?, _ state: State) {
    (self.edge, self.fetched, self.state) = (edge, fetched, state)
  }

  /// What was read of it; nil where it can't be.
  package var facts: FleetFacts? {
    if case .read(let facts) = state { facts } else { nil }
  }

  /// Why it can't be read; nil where it was.
  package var error: SafeText? {
    if case .unreadable(let error, _) = state { error } else { nil }
  }

  /// How much it needs somebody.
  package var need: FleetNeed { facts?.need ?? .failed }

  /// The command to run next; nil where there is nothing to do.
  package var next: SafeText? {
    switch state {
    case .read(let facts): facts.next
    case .unreadable(_, let next): next
    }
  }

  /// Whether it comes before another one: by need, then the one that is further behind, then by name.
  package static func comesFirst(_ left: FleetRow, _ right: FleetRow) -> Bool {
    if left.need != right.need { return left.need < right.need }
    let behind = (left.facts?.behind.commits ?? .max, right.facts?.behind.commits ?? .max)
    if behind.0 != behind.1 { return behind.0 > behind.1 }
    return left.edge.name.utf8.lexicographicallyPrecedes(right.edge.name.utf8)
  }
}
