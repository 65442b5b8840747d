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

  /// That the work tree has another version than HEAD.
  package static func uncommitted(_ carry: CarryOver) -> SafeText {
    "\(carry.path.text) has uncommitted changes, which stay: upstream's change is merged into them"
  }
}
