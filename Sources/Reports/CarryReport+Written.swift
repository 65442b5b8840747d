import Landing
import Text

extension CarryReport {
  /// What the merge below three versions is, in a line.
  package static func merged(_ carry: CarryOver) -> SafeText {
    if carry.conflicts > 0 {
      return "Merged into yours: \(counted(carry.conflicts, "conflict")), marked:"
    }
    if !carry.isChangedUpstream { return "Nothing to merge: you have seen upstream's version." }
    return carry.isChange
      ? "Merged into yours, without a conflict:" : "Yours has upstream's change already."
  }

  /// What was written into the work tree, how it is taken back, and what is next.
  ///
  /// - Parameters:
  ///   - kept: What was kept of the file that stood there; nil where nothing was written.
  ///   - isAtPin: Whether upstream's version is the one at the pin.
  package static func written(
    _ carry: CarryOver, kept: Rescue.Kept?, isAtPin: Bool
  ) -> [Line] {
    guard let kept else { return [Line(merged(carry))] }
    var lines = [
      carry.conflicts > 0
        ? Line(
          "Merged, uncommitted, with \(counted(carry.conflicts, "conflict")) marked in the file.",
          .warning)
        : Line("Merged, uncommitted, without a conflict.", .good),
      Line("What stood there comes back with:", .text),
      Line("  " + Rescue.command(for: kept), .key),
      Line(""),
    ]
    if carry.conflicts > 0 { lines.append(Line("Resolve the conflicts, then commit the file.")) }
    lines.append(
      Line(
        isAtPin
          ? "Once it is committed, acknowledge it."
          : "Once it is committed and this commit is pinned, acknowledge it."))
    return lines
  }
}
