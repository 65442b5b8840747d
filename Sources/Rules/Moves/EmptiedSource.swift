import Git
import Text

/// A mapping of whose files a commit has none, though it has others in their place.
package struct EmptiedSource: Hashable, Sendable {
  /// Where the manifest has it.
  let from: RepoPath
  /// The manifest's line of that.
  let line: Int
  /// How many files it has had.
  let files: Int

  /// A mapping's place that is empty in a candidate.
  package init(from: RepoPath, line: Int, files: Int) {
    (self.from, self.line, self.files) = (from, line, files)
  }

  /// What became of it.
  var text: SafeText {
    "upstream has none of the \(counted(files, "file")) of \(from.isRoot ? "." : from.text) there any more"
  }
}
