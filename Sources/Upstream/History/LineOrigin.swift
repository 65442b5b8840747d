import Git

/// Which commit of a range a line comes from, or goes with.
package enum LineOrigin: Hashable, Sendable {
  /// A commit that made it.
  case made(ObjectID)
  /// It is older than the range.
  case older
  /// A commit that removed it.
  case removed(ObjectID)
  /// git finds no commit of the range that removed it.
  case kept

  /// The commit of the range; nil where there is none.
  package var commit: ObjectID? {
    switch self {
    case .made(let id), .removed(let id): id
    case .older, .kept: nil
    }
  }
}
