/// Lines of some files taken together, as far as counted.
package struct LineTotals: Hashable, Sendable {
  /// Lines added.
  package private(set) var additions = 0
  /// Lines deleted.
  package private(set) var deletions = 0

  /// No lines.
  package init() {}

  /// Lines from their numbers.
  package init(additions: Int, deletions: Int) {
    (self.additions, self.deletions) = (additions, deletions)
  }

  /// Adds those of a file.
  package mutating func add(_ counts: LineCounts) {
    additions += counts.additions
    deletions += counts.deletions
  }
}
