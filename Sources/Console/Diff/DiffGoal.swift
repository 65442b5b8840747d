import Git

/// A line to go to, as soon as its file is read.
enum DiffGoal: Sendable {
  /// A line of a source, by its place, and what was looked for in it; nil where nothing was.
  case place(Int, in: DiffSource, SearchPattern?)
  /// A line of a file by its numbers, whatever is read of the file.
  case number(old: Int?, new: Int?, in: TreeChange)
  /// A file's heading, at the top.
  case heading(of: TreeChange)
}
