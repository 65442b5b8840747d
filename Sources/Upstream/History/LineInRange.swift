import Git

/// A line of a file of upstream's that is asked about, and the commits among which those are looked for that made or
/// removed it.
package struct LineInRange: Hashable, Sendable {
  /// Its file's path upstream, at the end of the range where it stands.
  package let path: RepoPath
  /// Its number, from 1.
  package let number: Int
  /// Whether it stands at the range's beginning alone.
  package let isRemoved: Bool
  /// Where the range begins; nil for the tip's first parent.
  package let base: ObjectID?
  /// Where the range ends.
  package let tip: ObjectID

  /// A line from its parts.
  package init(
    _ number: Int, of path: RepoPath, isRemoved: Bool = false, from base: ObjectID?,
    to tip: ObjectID
  ) {
    (self.path, self.number, self.isRemoved) = (path, number, isRemoved)
    (self.base, self.tip) = (base, tip)
  }
}
