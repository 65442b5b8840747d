import Git
import Journal
import Rules
import Text

/// What a benchmark measured for a sync that landed.
package struct BenchmarkPoint: Hashable, Sendable {
  /// The check that measured it.
  package let check: String
  /// The sync's commit.
  package let commit: ObjectID
  /// The pin that it took.
  package let to: ObjectID
  /// When it landed, in seconds since 1970.
  package let date: Int
  /// What was measured.
  package let figure: BenchmarkFigure
  /// By what share it got worse at this sync, below 0 where it got better; nil where it stayed as it was.
  package internal(set) var move: Double?

  /// A point from its parts.
  package init(
    check: String, commit: ObjectID, to: ObjectID, date: Int, figure: BenchmarkFigure,
    move: Double? = nil
  ) {
    self.check = check
    self.commit = commit
    self.to = to
    self.date = date
    self.figure = figure
    self.move = move
  }

  /// That it moved, in words: `moved at the sync of 2026-11-03 to 9f3c2d1: slower by 6.9 %`; nil where it didn't.
  package var moveText: SafeText? {
    move.map { move in
      let words: SafeText = move > 0 ? "slower" : "faster"
      return
        "moved at the sync of \(Timestamp.day(date)) to \(to.short): \(words) by \(BenchmarkFigure.percent(abs(move)))"
    }
  }
}
