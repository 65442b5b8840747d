import Git
import Landing
import Text

/// What is told of upstream's change that is carried over into a file of the edge repo's own.
package enum CarryReport {
  /// The file, and which change it is.
  package static func headline(of carry: CarryOver) -> Line {
    Line(carry.path.text, .override).adding("  upstream ")
      .adding("\(carry.before.id.short)", .id).adding(" → ").adding("\(carry.now.id.short)", .id)
  }

  /// What came of it.
  package static func result(of carry: CarryOver) -> Line {
    if carry.conflicts > 0 {
      return Line(counted(carry.conflicts, "conflict") + ", marked in the result", .bad)
    }
    if !carry.isChangedUpstream {
      return Line("Upstream hasn't changed it since you last saw it.", .dim)
    }
    return carry.isChange
      ? Line("It merges without a conflict.", .good)
      : Line("Yours has upstream's change already.", .good)
  }

  /// Ranges of lines that are told at the most.
  private static let toldRanges = 8

  /// That conflicts in a file aren't resolved, and where they stand; goes on from the file's name.
  package static func unresolved(_ conflicts: UnresolvedConflicts) -> SafeText {
    let count = counted(conflicts.lines.count, "conflict")
    return switch conflicts.lines.count {
    case 0: "is \(places(of: conflicts))"
    case 1: "has \(count) that isn't resolved: \(places(of: conflicts))"
    default: "has \(count) that aren't resolved: \(places(of: conflicts))"
    }
  }

  /// Where conflicts stand.
  static func places(of conflicts: UnresolvedConflicts) -> SafeText {
    if conflicts.lines.isEmpty { return "unmerged in git's index" }
    let told = conflicts.lines.prefix(toldRanges).map { lines -> SafeText in
      lines.count == 1 ? "\(lines.lowerBound)" : "\(lines.lowerBound)–\(lines.upperBound)"
    }
    let rest = conflicts.lines.count - told.count
    return "lines " + told.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }

  /// That the work tree has another version than HEAD.
  package static func uncommitted(_ carry: CarryOver) -> SafeText {
    "\(carry.path.text) has uncommitted changes, which stay: upstream's change is merged into them"
  }
}
