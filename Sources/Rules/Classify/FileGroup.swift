import Text

/// Whose a file is.
package enum FileGroup: String, CaseIterable, Sendable {
  /// Upstream owns it, and a sync writes it.
  case synced
  /// The edge repo owns it, and no sync touches it.
  case edge
  /// No mapping takes it.
  case outside

  /// The group's name for people.
  package var title: SafeText {
    switch self {
    case .synced: "Synced"
    case .edge: "Edge-specific"
    case .outside: "Outside"
    }
  }
}
