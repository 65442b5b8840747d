import Git

/// Which lines of a file are read. Whatever is told of lines by their places is told of one of these, and of no other.
package struct DiffSource: Hashable, Sendable {
  /// The file's change.
  package let change: TreeChange
  /// How its lines are laid out.
  package let settings: DiffSettings
  /// What of it is read.
  package let lens: DiffLens
}
