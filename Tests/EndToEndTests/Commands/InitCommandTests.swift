import Support
import Testing

@Suite struct InitCommandTests {
  /// A pair whose edge repo isn't adopted yet: only the copy is there.
  private func pair(_ change: String = "true") throws -> (pair: EdgePair, commits: [String]) {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(
      "git rm -q edgesync.yml edgesync.lock; \(change); git add -A; git commit -qm copy")
    try #require(script.status == 0, "\(script.errorText)")
    return (pair, commits)
  }

  private func run(
    _ pair: EdgePair, _ more: String..., upstream: String = "../platform"
  ) throws -> Program.Outcome {
    let url = upstream.replacing("@FOLDER@", with: pair.folder.name)
    return try pair.edgesync.run(
      ["init", "--upstream", url, "--map", "services/api:services/api"] + more,
      in: pair.edge.git.folder)
  }

  @Test func findsTheCommitThatTheCopyCameFrom() throws {
    let (pair, _) = try pair("rm services/api/Dockerfile services/api/requirements.txt")
    let outcome = try run(pair, "--yes", "--edge", "Dockerfile")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty)
    let lock = pair.folder.text(of: "edge/edgesync.lock") ?? ""
    #expect(lock.contains(pair.pin))
    let verify = try pair.run("verify")
    #expect(verify.status == 0, "\(verify.text)")
    let remedy = Remedy(pair: pair)
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    // Editors know its schema.
    #expect(manifest.hasPrefix("# yaml-language-server: $schema=/"))
    let help = try remedy.run(try remedy.command("edgesync help", in: manifest))
    #expect(help.text.contains("verify"))
  }

  @Test func whereThereIsNoCopyThePinBringsIt() throws {
    let (pair, commits) = try pair("git rm -rq services")
    let outcome = try run(pair, "--yes", "--pin", commits[2])
    try commitAll(pair)
    let remedy = Remedy(pair: pair)
    try remedy.run(try remedy.command("edgesync pin ", of: outcome) + " --yes")
    #expect(pair.folder.text(of: "edge/services/api/requirements.txt") == "fastapi==2\n")
    try remedy.expectDone("verify")
  }

  @Test(arguments: ["../platform", "file://@FOLDER@/platform"])
  func whatUpstreamHasIsListedAsTold(_ url: String) throws {
    let (pair, _) = try pair()
    let outcome = try pair.run(
      "init", "--upstream", url.replacing("@FOLDER@", with: pair.folder.name),
      "--map", "service/api:services/api", "--yes")
    #expect(outcome.errorText.contains("upstream never had service/api"), "\(outcome.errorText)")
    #expect(
      try Remedy(pair: pair).follow("git -C ", of: outcome).lines.contains("services/api"))
  }

  @Test func takesTheNearestAndListsWhatDiffers() throws {
    let (pair, _) = try pair("echo mine > services/api/mine.txt")
    let outcome = try run(pair, "--yes")
    #expect(outcome.status == 0)
    for line in ["Dockerfile", "requirements.txt"] {
      #expect(outcome.text.contains("services/api/\(line)"))
    }
    #expect(outcome.text.contains("only here"))
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    #expect(manifest.contains("mine.txt"))
  }

  @Test func pinOverrulesTheSearch() throws {
    let (pair, commits) = try pair()
    let outcome = try run(pair, "--yes", "--pin", commits[2])
    #expect(outcome.status == 0)
    #expect((pair.folder.text(of: "edge/edgesync.lock") ?? "").contains(commits[2]))
  }

  private func commitAll(_ pair: EdgePair) throws {
    let script = try pair.edge.git.shell("git add -A && git commit -qm 'As told'")
    try #require(script.status == 0, "\(script.errorText)")
  }

  /// What the report says to do with files that differ holds before the first commit and after it.
  @Test(arguments: [true, false]) func itsAdviceCanBeFollowed(isBeforeTheCommit: Bool) throws {
    let (pair, commits) = try pair("echo mine > services/api/app.py")
    let outcome = try run(pair, "--yes", "--branch", "main")
    #expect(outcome.text.contains("list them under `edge:`"), "\(outcome.text)")
    if !isBeforeTheCommit { try commitAll(pair) }
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.write(
      manifest.replacing(
        "edge: []", with: "edge: [services/api/app.py, Dockerfile, requirements.txt]"),
      to: "edgesync.yml")
    if isBeforeTheCommit { #expect(try pair.run("verify").status == 0) }
    try commitAll(pair)
    let verify = try pair.run("verify")
    #expect(verify.status == 0, "\(verify.text)\(verify.errorText)")
    let pin = try pair.run("pin", commits[commits.count - 1], "--yes")
    #expect(pin.status == 0, "\(pin.text)\(pin.errorText)")
    #expect(pair.folder.text(of: "edge/services/api/app.py") == "mine\n")
  }

  /// A lock that no list of patterns explains is refused as before.
  @Test func aLockOfOtherTreesIsRefused() throws {
    let (pair, _) = try pair()
    #expect(try run(pair, "--yes").status == 0)
    let lock = pair.folder.text(of: "edge/edgesync.lock") ?? ""
    let start = try #require(lock.firstRange(of: "tree: "))
    let tree = lock[start.upperBound...].prefix { $0 != "," }
    try pair.write(
      lock.replacing(tree, with: String(repeating: "a", count: 40)), to: "edgesync.lock")
    #expect(try pair.run("verify").status == 78)
  }

  /// A release on a branch of its own is found, and its branch is the one to follow.
  @Test(arguments: ["../platform", "file://@FOLDER@/platform"])
  func theBranchThatTheCopyCameFromIsFollowed(_ upstream: String) throws {
    let (pair, commits) = try pair()
    let script = try pair.platform.git.shell(
      "git checkout -q -f -b 1.x \(commits[0]); echo fix >> services/api/app.py; git commit -qam fix; git checkout -q -f main"
    )
    try #require(script.status == 0, "\(script.errorText)")
    #expect(
      try pair.edge.git.shell(
        "rm -r services/api; git -C ../platform archive 1.x services/api | tar x; git add -A; git commit -qm release"
      ).status == 0)
    let outcome = try run(pair, "--yes", upstream: upstream)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("searched: all that upstream has, 2 branches"))
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    #expect(manifest.contains("branch: \"1.x\"\n"), "\(manifest)")

    // The next commands take it from there.
    #expect(try pair.edge.git.shell("git add -A; git commit -qm adopt").status == 0)
    #expect(try pair.run("fetch").status == 0)
    #expect(try pair.run("verify").status == 0)

    #expect(try pair.edge.git.shell("git reset -q --hard HEAD^").status == 0)
    let asked = try run(pair, "--yes", "--branch", "main", upstream: upstream)
    #expect(asked.text.contains("give --branch 1.x to take it"), "\(asked.text)")
    #expect(pair.folder.text(of: "edge/edgesync.yml")?.contains("branch: main\n") == true)
  }

  /// Upstream's submodules are excluded, and said, so that the next pin isn't refused for them.
  @Test func submodulesOfUpstreamAreExcluded() throws {
    let (pair, _) = try pair()
    let script = try pair.platform.git.shell(
      """
      git checkout -q -f main && git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),services/api/sub &&
      git commit -qm submodule && echo more >> services/api/app.py && git commit -qm more services/api/app.py
      """)
    try #require(script.status == 0, "\(script.errorText)")
    #expect(
      try pair.edge.git.shell(
        "rm -r services/api; git -C ../platform archive main~1 services/api | tar x; git add -A; git commit -qm copy"
      ).status == 0)
    let outcome = try run(pair, "--yes", "--branch", "main")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("submodule         services/api/sub"), "\(outcome.text)")
    try commitAll(pair)
    let pin = try pair.run("pin", "main", "--yes")
    #expect(pin.status == 0, "\(pin.text)\(pin.errorText)")
  }

  @Test func neverOverwrites() throws {
    let pair = try EdgePair()
    let before = try pair.state()
    let outcome = try run(pair, "--yes")
    #expect(outcome.status != 0)
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(try pair.state() == before)
    // A manifest alone is taken as it is; a lock that is a link isn't written through.
    #expect(try pair.edge.git.shell("rm edgesync.lock; ln -s ../victim edgesync.lock").status == 0)
    let link = try run(pair, "--yes")
    #expect(link.status == 78)
    #expect(link.isOneSentence || link.errorText.hasPrefix("edgesync: "))
    #expect(pair.folder.text(of: "victim") == nil)
  }

  @Test func asksAtATerminalForWhatIsMissing() throws {
    let (pair, _) = try pair("cp services/api/app.py a.py")
    let outcome = try Program("/usr/bin/script", variables: pair.edgesync.variables).run(
      ["-qec", "'\(EdgesyncProgram.name)' init", "/dev/null"], in: pair.edge.git.folder,
      input: Array("../platform\nservices/api/app.py:a.py\nservices/api:services/api\n\ny\n".utf8))
    #expect(outcome.text.contains("What is taken, as FROM:TO"), "\(outcome.text)")
    #expect(outcome.text.contains("And what else (enter: nothing): "), "\(outcome.text)")
    let manifest = try #require(pair.folder.text(of: "edge/edgesync.yml"), "\(outcome.text)")
    #expect(manifest.contains("from: services/api/app.py"))
    #expect(manifest.contains("to: a.py"))
    #expect(manifest.contains("to: services/api\n"))
  }

  @Test func asksNobodyWithoutATerminal() throws {
    let (pair, _) = try pair()
    for arguments in [
      ["init"], ["init", "--upstream", "../platform"],
      ["init", "--upstream", "../platform", "--map", "services/api:services/api"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 64)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(pair.folder.text(of: "edge/edgesync.yml") == nil)
      #expect(pair.folder.text(of: "edge/edgesync.lock") == nil)
    }
  }

  /// Before there is a manifest, nothing can be fixed in it, and there is nothing to fetch for.
  @Test(arguments: [
    (["--upstream", "../nowhere"], "can't be read", "Give another --upstream."),
    (
      ["--upstream", "http://127.0.0.1:1/platform.git"], "can't be reached",
      "Try `git ls-remote http://127.0.0.1:1/platform.git`, or give another --upstream."
    ),
    (
      ["--upstream", "../platform", "--branch", "nope"], "has no branch nope",
      "shows what is there."
    ),
  ])
  func saysWhatToGiveInstead(_ arguments: [String], _ what: String, _ remedy: String) throws {
    let (pair, _) = try pair()
    let outcome = try pair.edgesync.run(
      ["init", "--map", "services/api:services/api", "--yes"] + arguments,
      in: pair.edge.git.folder)
    #expect(outcome.status == 5, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(what), "\(outcome.errorText)")
    #expect(outcome.errorText.hasSuffix(" \(remedy)\n"), "\(outcome.errorText)")
  }

  @Test func aManifestThatIsThereIsWhatToMend() throws {
    let (pair, _) = try pair()
    try pair.write(
      "version: 1\nupstream: { url: ../nowhere }\nmappings: [{ from: services/api, to: a }]\n",
      to: "edgesync.yml")
    let outcome = try pair.run("init", "--yes")
    #expect(outcome.status == 5, "\(outcome.errorText)")
    #expect(outcome.errorText.hasSuffix(" Fix upstream.url in edgesync.yml.\n"))
  }

  @Test func aSingleFileNeedsAName() throws {
    let (pair, _) = try pair()
    let outcome = try pair.run(
      "init", "--upstream", "../platform", "--map", "services/api/app.py:.", "--yes")
    #expect(outcome.status == 64, "\(outcome.errorText)")
    #expect(outcome.isOneSentence)
    #expect(outcome.errorText.contains("services/api/app.py is a file upstream"))
    #expect(pair.folder.text(of: "edge/edgesync.yml") == nil)
  }

  @Test(arguments: [
    ("services/api:../out", 64), ("services/api:.git/hooks", 64), ("services/api:/etc", 64),
    ("services/api:a/.GIT/b", 64), ("no/such/folder:x", 1),
  ])
  func refusesMappingsThatLeadOut(_ map: String, _ status: Int32) throws {
    let (pair, _) = try pair()
    let outcome = try pair.run("init", "--upstream", "../platform", "--map", map, "--yes")
    #expect(outcome.status == status, "\(outcome.errorText)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(pair.folder.text(of: "edge/edgesync.yml") == nil)
  }
}
