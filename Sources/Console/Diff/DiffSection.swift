import Git
import Text

/// A file in the reading pane: its heading, and its change below that.
package struct DiffSection: Sendable {
  /// The file, by its place in the list's files.
  package let file: Int
  /// Its change.
  package let change: TreeChange
  /// What of it is read.
  package var lens = DiffLens.upstream
  /// Whether its change is seen below its heading.
  package var isOpen: Bool
  /// Its change, once it was read.
  package var body: DiffBody?
  /// What the pieces of its text are, once that is known.
  var syntax: SyntaxText?
  /// Rows that its change takes, until it is read.
  var estimate: RowEstimate

  /// What of an override is read, in words, with its conflicts; nil for what is read of every file.
  var lensWords: SafeText? { lens.words(body?.conflicts) }

  /// The rows that it takes: its heading, and what is seen below.
  func height(_ layout: DiffLayout) -> Int {
    isOpen ? 1 + max(1, body?.rows.count(layout) ?? estimate.rows(layout)) : 1
  }

  /// A file that isn't read yet.
  package init(file: Int, change: TreeChange, isOpen: Bool, estimate: RowEstimate) {
    self.file = file
    self.change = change
    self.isOpen = isOpen
    self.estimate = estimate
  }
}
