import Git
import Support
import Testing

@Suite struct GitAnswersTests {
  /// What an attribute says of every path of a list, whatever else stands in it.
  private func states(
    _ attributes: String, of paths: some Sequence<[UInt8]>
  ) throws -> [RepoPath: AttributeState] {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", ".")
    try folder.write(Array(attributes.utf8), to: ".gitattributes")
    let answers = GitAnswers(of: folder.path.appending(".git"), in: folder.path) {
      () throws(GitError) in try GitCommand(outside: [])
    }
    return try answers.attribute("made", of: paths.map { RepoPath($0) })
  }

  @Test func eachStateIsTold() throws {
    let states = try states(
      """
      set made
      unset -made
      value made=by hand
      empty made=
      taken made
      taken !made
      "line\\nfeed" made

      """,
      of: ["set", "unset", "value", "empty", "taken", "other", "line\nfeed", "deep/er/set"]
        .map { Array($0.utf8) })
    #expect(
      states == [
        "set": .set, "unset": .unset, "value": .value("by"), "empty": .value(""),
        "taken": .unspecified, "other": .unspecified, "line\nfeed": .set, "deep/er/set": .set,
      ])
  }

  /// git ends at a path that leads out of the work tree: it mustn't take the others' answers along.
  @Test func namesThatNoWorkTreeHoldsHaveNone() throws {
    let names = HostileNames.wellFormed + HostileNames.malformed
    let paths = names + names.map { Array("folder/".utf8) + $0 }
    let states = try states("* made\n", of: paths + [Array("a".utf8)])
    #expect(states["a"] == .set)
    for path in paths where PathGuard.refusal(of: RepoPath(path)) != nil {
      #expect(states[RepoPath(path)] == nil)
    }
  }
}
