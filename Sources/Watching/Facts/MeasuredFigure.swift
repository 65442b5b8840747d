import Journal

/// What a benchmark measured last on this machine.
package struct MeasuredFigure: Hashable, Sendable {
  /// The check that measures it.
  package let check: String
  /// What it is held against, as one word: `pin`, `upstream` or `number`.
  package let against: String
  /// The figure.
  package let figure: BenchmarkFigure

  /// A figure with its check.
  package init(check: String, against: String, _ figure: BenchmarkFigure) {
    self.check = check
    self.against = against
    self.figure = figure
  }
}
