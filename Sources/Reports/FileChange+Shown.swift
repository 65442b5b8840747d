import Git
import Rules
import Text

extension FileGroup {
  /// What a file's row says by it.
  package var role: Role {
    switch self {
    case .synced: .synced
    case .edge: .override
    case .outside: .outside
    }
  }
}

extension FileChange {
  /// Git's letter for what happened to it, or that it is an override.
  package var mark: SafeText { group == .edge ? Mark.attention : SafeText(status.letter) }

  /// Its path, behind the old one where it was renamed: `a.py → b.py`.
  package var shownPaths: SafeText {
    (shownOldPath.map { $0.text + " → " } ?? "") + shownPath.text
  }
}

extension LineCounts {
  /// How many lines a file gains and loses, or why they aren't counted.
  package var shown: Line {
    if let unread { return Line("can't be read: " + unread, .bad) }
    if let tooLarge { return Line("too large to compare: " + byteCount(tooLarge), .dim) }
    if isBinary { return Line("binary", .dim) }
    return Line("+\(additions)", .addition).adding(" −\(deletions)", .deletion)
  }
}
