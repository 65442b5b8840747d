import Git

/// Rows that a file's change takes, as far as that is known without reading it.
package struct RowEstimate: Sendable {
  /// With the lines one below the other.
  let unified: Int
  /// Side by side.
  let paired: Int

  /// As many in each layout.
  package init(_ rows: Int) { (unified, paired) = (rows, rows) }

  /// Those that it had when it was read.
  init(_ rows: DiffRows) {
    (unified, paired) = (rows.count(.unified), rows.count(.sideBySide))
  }

  /// What its counts tell. With the usual context that is exact, but for how many lines resemble each other and stand
  /// side by side.
  init(_ counts: LineCounts, of change: TreeChange, context: Int) {
    var notes = change.oldPath == nil ? 0 : 1
    if let old = change.old, let new = change.new, old.mode != new.mode { notes += 1 }
    if counts.hunks == 0 {
      self.init(notes + (counts.tooLarge == nil ? 1 : 2))
    } else {
      let usual = DiffSettings().context
      let changed = counts.additions + counts.deletions
      let around = (counts.hunkLines - changed) * min(context, 1000) / usual
      let rows = notes + counts.hunks + changed + around
      self.init(unified: rows, paired: rows - min(counts.additions, counts.deletions))
    }
  }

  private init(unified: Int, paired: Int) { (self.unified, self.paired) = (unified, paired) }

  /// Those of a layout.
  func rows(_ layout: DiffLayout) -> Int { layout == .unified ? unified : paired }
}
