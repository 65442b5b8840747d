import Text

extension GitCommand {
  /// A commit that `git blame` names for a line.
  package struct Blamed: Hashable, Sendable {
    /// The commit.
    package let commit: ObjectID
    /// Whether the range begins after it, so that the line is older.
    package let isBoundary: Bool
  }

  /// What keeps `git blame` to the commits themselves. A commit without parents made its lines.
  private static let blameOptions = ["blame", "--porcelain", "--root", "--no-textconv"]

  /// The commit that made a line: a file's renames are followed, its lines' moves and copies aren't. Nothing of
  /// anybody's runs.
  ///
  /// - Parameters:
  ///   - line: The line's number in the tip's file, from 1.
  ///   - base: Where the range begins: it and what it reaches is older; nil for all that the tip reaches.
  ///   - isWanted: Asked now and then: where it says no, git is ended.
  /// - Throws: ``GitError/command(words:status:output:)`` with git's words; ``GitError/unwanted``.
  package func blame(
    _ line: Int, of path: RepoPath, from base: ObjectID?, to tip: ObjectID, in source: CommitSource,
    while isWanted: () -> Bool
  ) throws(GitError) -> Blamed {
    let range = base.map { "\($0.hex)..\(tip.hex)" } ?? tip.hex
    return try blame([], line, of: path, range, in: source, while: isWanted)
  }

  /// The last commit that still has a line; the tip where the line is still there.
  ///
  /// - Parameters:
  ///   - line: The line's number in the base's file, from 1.
  ///   - base: Where the line stands.
  ///   - isWanted: Asked now and then: where it says no, git is ended.
  /// - Throws: ``GitError/command(words:status:output:)`` with git's words; ``GitError/unwanted``.
  package func lastCommit(
    having line: Int, of path: RepoPath, from base: ObjectID, to tip: ObjectID,
    in source: CommitSource, while isWanted: () -> Bool
  ) throws(GitError) -> ObjectID {
    try blame(
      ["--reverse"], line, of: path, "\(base.hex)..\(tip.hex)", in: source, while: isWanted
    ).commit
  }

  private func blame(
    _ options: [String], _ line: Int, of path: RepoPath, _ range: String, in source: CommitSource,
    while isWanted: () -> Bool
  ) throws(GitError) -> Blamed {
    let output = try read(
      source, Self.blameOptions + options + ["-L", "\(line),\(line)", range, "--"], [path],
      while: isWanted)
    // The line itself stands behind a tab; all before it is git's.
    let header = output.split(separator: 0x0A).prefix { $0.first != 0x09 }
    guard let commit = header.first.flatMap({ ObjectID(hex: $0.prefix(2 * ObjectID.byteCount)) })
    else {
      throw .command(words: "git blame", status: "it names no commit", output: [])
    }
    return Blamed(
      commit: commit, isBoundary: header.contains { $0.elementsEqual("boundary".utf8) })
  }
}
