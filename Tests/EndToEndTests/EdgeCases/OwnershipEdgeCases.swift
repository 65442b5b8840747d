import Support
import Testing

/// Files that change hands between upstream and the edge repo.
@Suite struct OwnershipEdgeCases {
  private static let manifest = """
    version: 1
    upstream: { url: "../platform", branch: main }
    mappings:
      - name: api
        from: services/api
        to: services/api
        RULE
    edge: [config/, scripts/, docs/]

    """

  /// A person changes a synced file, commits it, and declares it their own when told of the drift.
  @Test func aChangedFileThatIsDeclaredEdgeSpecificStaysAsItIs() throws {
    let pair = try EdgePair()
    try pair.write("mine\n", to: "services/api/app.py")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Change the app")
    try pair.advanceAsUsual()
    try CheckedPair(pair).expectRefusal(
      "services/api/app.py was modified here", "`edge:`", status: 3)
    try pair.write(
      Self.manifest.replacing("RULE", with: "edge: [Dockerfile, requirements.txt, app.py]"),
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Keep our own app")
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.run("check").status == 0)
    #expect(try pair.run("pin", pair.pin, "--yes").status == 0)
    #expect(pair.folder.text(of: "edge/services/api/app.py") == "mine\n")
    let checked = CheckedPair(
      pair, mappings: [(EdgePair.service, EdgePair.service)],
      own: ["Dockerfile", "requirements.txt", "app.py"].reduce(into: []) {
        $0.insert("services/api/" + $1)
      })
    #expect(try checked.sync().overrides.contains("services/api/app.py"))
    #expect(pair.folder.text(of: "edge/services/api/app.py") == "mine\n")
  }

  /// An edge-specific file that comes to be synced must be upstream's already, or the sync is refused.
  @Test func anEdgeSpecificFileThatComesToBeSyncedIsNotOverwritten() throws {
    let pair = try EdgePair()
    try pair.write(
      Self.manifest.replacing("RULE", with: "edge: [Dockerfile]"), to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Sync the requirements")
    try pair.advanceAsUsual()
    try CheckedPair(pair).expectRefusal("services/api/requirements.txt", status: 3)
    try pair.write("fastapi==2\n", to: "services/api/requirements.txt")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Take upstream's")
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    #expect(try pair.run("verify").status == 0)
  }

  /// A lock that a person changed by hand and committed: no manifest of history makes it.
  @Test func aLockThatWasChangedByHandIsTakenBackAsTold() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.expectDone("pin", commits[0], "--yes")
    let good = try pair.edge.git.line("rev-parse", "HEAD")
    try remedy.run(
      "sed -i 's/tree: \"......../tree: \"00000000/' edgesync.lock; git commit -qam Slip")
    let outcome = try pair.run("verify")
    #expect(outcome.status == 78)
    let history = try remedy.follow("git log -- ", of: outcome).text
    let shown = history.matches(of: /commit ([0-9a-f]{40})/).map { String($0.1) }
    try #require(shown.count > 2 && shown[1] == good)
    try remedy.follow("git checkout COMMIT -- ", of: outcome, "COMMIT", as: shown[1])
    try remedy.run("git commit -qm Back")
    try remedy.expectDone("verify")
    try remedy.expectDone("pin", commits[3], "--yes")
  }

  /// A manifest that is edited all over before the first commit: the lock that `init` wrote goes with none.
  @Test func aLockThatGoesWithNoManifestIsWrittenAnewAsTold() throws {
    let pair = try EdgePair()
    try pair.write(
      Self.manifest.replacing("RULE", with: "edge: [utils, Dockerfile, app.py, requirements.txt]"),
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--amend", "--message", "Adopt edgesync")
    let outcome = try pair.run("verify")
    #expect(outcome.status == 78)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    let words = outcome.errorText.split(separator: "`").map(String.init)
    let removal = try #require(words.first { $0.hasPrefix("git rm ") })
    let adoption = try #require(words.first { $0.hasPrefix("edgesync init ") })
    try #require(try pair.edge.git.shell(removal).status == 0)
    let adopted = try pair.edgesync.run(
      adoption.split(separator: " ").dropFirst().map(String.init) + ["--yes"],
      in: pair.edge.git.folder)
    #expect(adopted.status == 0, "\(adopted.errorText)")
    #expect(try pair.run("verify").status == 0)
  }
}
