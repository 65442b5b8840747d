/// Which commits `git log` lists.
extension GitCommand {
  /// What keeps `git log` from all that isn't in the commits themselves, and from running anything.
  private static let logOptions = [
    "log", "--no-walk=unsorted", "--stdin", "--format=%H", "--full-history", "--no-mailmap",
    "--no-notes", "--no-show-signature", "--no-decorate", "--no-textconv", "--no-ext-diff",
    "--basic-regexp",
  ]

  /// Those of some commits that `git log` lists by options that filter them: by git's defaults, and by no setting
  /// of anybody's. Nothing of theirs runs.
  ///
  /// - Parameters:
  ///   - ids: The commits.
  ///   - options: Filters, such as `--author` and its pattern; nothing in them is a zero byte.
  ///   - paths: What the filters of changes look at; everything where there are none.
  ///   - isWanted: Asked now and then: where it says no, git is ended.
  /// - Throws: ``GitError/command(words:status:output:)`` with git's words; ``GitError/unwanted``.
  package func commits(
    among ids: [ObjectID], in source: CommitSource, by options: [String], at paths: [RepoPath],
    while isWanted: () -> Bool
  ) throws(GitError) -> Set<ObjectID> {
    // Without any, git would take what HEAD names.
    if ids.isEmpty { return [] }
    let output = try read(
      source, Self.logOptions + options + ["--"], paths.contains(.root) ? [] : paths,
      input: Array(ids.map { $0.hex + "\n" }.joined().utf8), while: isWanted)
    return Set(output.split(separator: 0x0A).compactMap { ObjectID(hex: $0) })
  }
}
