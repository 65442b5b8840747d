import Text

/// A file's change as lines: hunks with three lines of context around what changed.
package struct FilePatch: Sendable {
  /// What a line is in the change.
  package enum LineKind: UInt8, Sendable {
    case context, addition, deletion
    /// Git's remark that the line before has no newline at its end.
    case noNewline
  }

  /// A line of a hunk.
  package struct Line: Sendable {
    /// What it is in the change.
    package let kind: LineKind
    /// Its number in the older file, from 1; nil for an addition.
    package let oldNumber: Int?
    /// Its number in the newer file, from 1; nil for a deletion.
    package let newNumber: Int?
    /// Where its bytes stand in the patch's content, without the newline.
    let range: Range<Int>
  }

  /// A run of changed lines with their context.
  package struct Hunk: Sendable {
    /// `@@ -10,7 +10,8 @@ def forecast(series):`, without the newline.
    package let header: [UInt8]
    /// The first line in the older file, and how many there are.
    package let old: Range<Int>
    /// The first line in the newer file, and how many there are.
    package let new: Range<Int>
    /// Indices into the patch's lines.
    package let lines: Range<Int>
  }

  /// The hunks, from the top; none for a binary file.
  package let hunks: [Hunk]
  /// All hunks' lines, one after the other.
  package let lines: [Line]
  /// Whether git takes one of the two files for binary.
  package let isBinary: Bool
  /// Lines added.
  package let additions: Int
  /// Lines deleted.
  package let deletions: Int
  /// The size of the larger version in bytes, where it is too large to be compared line by line; else nil.
  package let tooLarge: Int?
  /// What shows such a file; empty for others.
  package let lookingCommand: SafeText
  private let content: [UInt8]

  /// A patch without anything.
  package static let empty = FilePatch(
    hunks: [], lines: [], content: [], isBinary: false, additions: 0, deletions: 0)

  /// A patch without lines of a file that is too large.
  init(tooLarge size: Int, _ id: ObjectID, in repository: Repository) {
    (hunks, lines, content) = ([], [], [])
    (additions, deletions) = (0, 0)
    isBinary = true
    tooLarge = size
    lookingCommand =
      "git -C \(word: repository.location) cat-file blob \(word: String(id.hex.prefix(12)))"
  }

  init(
    hunks: [Hunk], lines: [Line], content: [UInt8], isBinary: Bool, additions: Int, deletions: Int
  ) {
    self.hunks = hunks
    self.lines = lines
    self.content = content
    self.isBinary = isBinary
    self.additions = additions
    self.deletions = deletions
    tooLarge = nil
    lookingCommand = ""
  }

  /// Bytes that its lines take.
  package var size: Int { content.count + lines.count * MemoryLayout<Line>.stride }

  /// A line's bytes, without the newline.
  package func bytes(of line: Line) -> ArraySlice<UInt8> { content[line.range] }
}

/// How many lines a change adds and deletes.
package struct LineCounts: Hashable, Sendable {
  /// Lines added.
  package var additions: Int
  /// Lines deleted.
  package var deletions: Int
  /// Whether git takes the file for binary, so that lines aren't counted.
  package var isBinary: Bool
  /// The size of the larger version in bytes, where it is too large for its lines to be counted; else nil.
  package var tooLarge: Int?
  /// Its hunks, with three lines of context.
  package var hunks = 0
  /// Lines of these hunks with their context, and remarks on what has no newline at its end.
  package var hunkLines = 0
  /// Why its lines can't be counted, where that keeps nobody from anything; else nil.
  package var unread: SafeText?

  /// Counts from their parts.
  package init(additions: Int, deletions: Int, isBinary: Bool) {
    self.additions = additions
    self.deletions = deletions
    self.isBinary = isBinary
  }
}
