import Text

/// How much an edge repo needs somebody, the most first.
package enum FleetNeed: String, CaseIterable, Sendable, Comparable {
  /// It can't be read, its last sync failed or was refused, or a check failed.
  case failed
  /// Synced files differ from upstream at the pin.
  case drift
  /// It is behind, and something is pending or the last sync is long ago.
  case stale
  /// It is behind.
  case behind
  /// It has all that upstream has.
  case fine

  package static func < (left: Self, right: Self) -> Bool {
    (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
  }

  /// How it looks.
  package var role: Role {
    switch self {
    case .failed, .drift: .bad
    case .stale: .warning
    case .behind: .text
    case .fine: .good
    }
  }

  /// The mark beside it, which tells it apart where there are no colours.
  package var mark: SafeText {
    switch self {
    case .failed: Mark.bad
    case .drift, .stale: Mark.attention
    case .behind: Mark.waiting
    case .fine: Mark.good
    }
  }
}
