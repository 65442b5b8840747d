/// How a file's change is laid out in lines.
package struct DiffSettings: Hashable, Sendable {
  /// Context that shows a file whole.
  package static let wholeFile = Int(Int32.max / 4)

  /// Unchanged lines around what changed.
  package var context: Int
  /// Whether lines that differ in blanks alone count as equal, as `git diff -w` has it.
  package var ignoresBlanks: Bool

  /// Git's own settings, unless others are given.
  package init(context: Int = 3, ignoresBlanks: Bool = false) {
    self.context = context
    self.ignoresBlanks = ignoresBlanks
  }
}
