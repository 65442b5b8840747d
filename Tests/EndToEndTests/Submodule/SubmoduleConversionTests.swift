import Support
import Testing

/// `edgesync init --from-submodule`: a submodule becomes files in selective sync, by one commit.
@Suite struct SubmoduleConversionTests {
  private static func adopt(_ pair: EdgePair, _ more: [String]) throws -> Program.Outcome {
    try pair.edgesync.run(
      ["init", "--from-submodule", "platform", "--yes"] + more, in: pair.edge.git.folder)
  }

  /// A pair with the submodule alone: neither manifest nor lock.
  private static func plain(_ change: String = "true") throws -> EdgePair {
    let pair = try EdgePair(.submodule)
    try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(
      "git rm -q edgesync.yml edgesync.lock; git commit -qm 'The submodule alone'; \(change)")
    try #require(script.status == 0, "\(script.errorText)")
    return pair
  }

  /// Where the files come to stand: beside the submodule's place, in it, and in the very same place.
  @Test(arguments: ["services/api", "platform", "platform/services/api", "deep/er/api"])
  func theFilesTakeItsPlace(_ place: String) throws {
    let pair = try Self.plain()
    let before = try pair.edge.git.line("rev-parse", "HEAD")
    let outcome = try Self.adopt(
      pair, ["--map", "services/api:\(place)", "--edge", "Dockerfile"])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty)
    let git = pair.edge.git
    // One commit on top of what was there, which stays as it was.
    #expect(try git.line("rev-parse", "HEAD^@") == before)
    let changes = try git.outcome(
      ["diff-tree", "-r", "--no-renames", "--name-status", "HEAD^", "HEAD"])
    #expect(
      Set(changes.lines) == [
        "D\t.gitmodules", "D\tplatform", "A\tedgesync.lock", "A\tedgesync.yml",
        "A\t\(place)/app.py", "A\t\(place)/requirements.txt", "A\t\(place)/run.sh",
        "A\t\(place)/utils/math.py",
      ])
    for path in ["app.py", "requirements.txt", "run.sh", "utils/math.py"] {
      let here = try git.line("ls-tree", "HEAD", "\(place)/\(path)")
      let there = try pair.platform.git.line("ls-tree", pair.pin, "services/api/\(path)")
      #expect(here.prefix(52) == there.prefix(52))
    }
    #expect(try git.outcome(["status", "--porcelain", "--ignored"]).output.isEmpty)
    #expect(try git.outcome(["submodule", "status"]).output.isEmpty)
    #expect(try git.outcome(["fsck", "--strict", "--no-dangling"]).output.isEmpty)
    #expect(pair.folder.text(of: "edge/platform/.git") == nil)
    #expect(try pair.run("verify").status == 0)
    // From here on it is selective sync.
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    #expect(try pair.run("verify").status == 0)
    #expect(try git.outcome(["status", "--porcelain"]).output.isEmpty)
    // And the history can still be checked out as it was.
    try git.run("checkout", "--quiet", before)
    try pair.initializeSubmodule()
    #expect(try pair.folder.git(in: "edge/platform").line("rev-parse", "HEAD") == pair.pin)
  }

  @Test func whatTheManifestSaidStays() throws {
    let pair = try EdgePair(
      .submodule,
      manifest: """
        # Ours.
        checks:
          - { name: fine, run: "true" }  # quick
        """)
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[2], "--yes").status == 0)
    #expect(try pair.run("hold", commits[3], "--reason", "it breaks").status == 0)
    let outcome = try Self.adopt(pair, [])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    #expect(manifest.contains("mode: selective\n") && !manifest.contains("submodule"))
    #expect(manifest.contains("# Ours.\nchecks:\n  - { name: fine, run: \"true\" }  # quick\n"))
    #expect(manifest.contains("    to: services/api\n"))
    let status = try JSON(parsing: pair.run("status", "--json").output)
    #expect(status["pin"] == .string(commits[2]))
    #expect(status["drift"] == .array([]))
    #expect(status["held"][0]["id"] == .string(commits[3]))
    // What upstream changed and nobody has carried over is owed as before.
    let owed = status["owed"].elements.filter { $0["kind"] == .string("override") }
    #expect(owed.map { $0["path"].text } == ["services/api/requirements.txt"])
    #expect(try pair.run("pin", commits[3], "--yes").status == 1)
  }

  @Test func aLockThatAKilledGitLeftIsNoHindrance() throws {
    let pair = try Self.plain("mkdir -p .git/edgesync; touch .git/edgesync/gitmodules.lock")
    #expect(try Self.adopt(pair, ["--map", "services/api"]).status == 0)
    #expect(pair.folder.text(of: "edge/.git/edgesync/gitmodules.lock") == nil)
  }

  @Test func otherSubmodulesStay() throws {
    let pair = try Self.plain(
      "git -c protocol.file.allow=always submodule --quiet add -b main ../platform other; git commit -qm other"
    )
    let outcome = try Self.adopt(pair, ["--map", "services/api"])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(
      try pair.edge.git.line("config", "-f", ".gitmodules", "--get-regexp", "path")
        == "submodule.other.path other")
    #expect(try pair.edge.git.outcome(["submodule", "status"]).lines.count == 1)
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
  }

  @Test func withoutACheckoutTheFilesComeToo() throws {
    let pair = try Self.plain("git submodule deinit -q platform; rm -r .git/modules")
    #expect(try Self.adopt(pair, ["--map", "services/api"]).status == 0)
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.run("verify").status == 0)
  }

  @Test func workInOtherFilesStays() throws {
    let pair = try Self.plain(
      "echo staged >> notes.txt; git add notes.txt; echo more >> notes.txt; echo new > mine.txt; echo log > .git/modules/platform/info/exclude; echo mine > platform/log"
    )
    let staged = try pair.edge.git.outcome(["diff", "--cached"]).text
    let unstaged = try pair.edge.git.outcome(["diff"]).text
    #expect(try Self.adopt(pair, ["--map", "services/api"]).status == 0)
    #expect(try pair.edge.git.outcome(["diff", "--cached"]).text == staged)
    #expect(try pair.edge.git.outcome(["diff"]).text == unstaged)
    // What the submodule's git ignored is nobody's to remove.
    #expect(pair.folder.text(of: "edge/platform/log") == "mine\n")
    #expect(
      try pair.edge.git.outcome(["status", "--porcelain", "-uall"]).lines
        == ["MM notes.txt", "?? mine.txt", "?? platform/log"])
  }

  @Test(arguments: [
    (
      "echo x >> platform/README.md", ["--map", "services/api"], "platform/README.md was modified",
      3
    ),
    ("echo x > platform/x", ["--map", "services/api"], "platform/x isn't tracked", 3),
    (
      "cd platform; git commit -q --allow-empty -m mine", ["--map", "services/api"],
      "another commit", 3
    ),
    (
      "mkdir -p services/api; echo x > services/api/app.py", ["--map", "services/api"],
      "services/api/app.py is where",
      3
    ),
    (
      "mkdir services; echo x > services/api; git add services", ["--map", "services/api"],
      "services/api is where", 3
    ),
    (
      "echo '# x' >> .gitmodules", ["--map", "services/api"], ".gitmodules has uncommitted changes",
      3
    ),
    (
      "echo x > edgesync.yml.x; git checkout -q --detach", ["--map", "services/api"],
      "HEAD is on no branch", 3
    ),
    (
      "rm platform/.git; mv .git/modules/platform platform/.git; git -C platform config --unset core.worktree",
      ["--map", "services/api"], "`git submodule absorbgitdirs platform`", 3
    ),
    ("true", ["--map", "services/none"], "upstream has no services/none", 64),
    ("true", ["--map", "services/api/app.py:."], "gives it no name", 64),
    ("true", [], "--map FROM:TO is missing", 64),
    ("true", ["--map", "services/api:a", "--map", "services/gateway:a/app.py"], "both claim", 78),
    ("true", ["--map", "services/api", "--pin", "main"], "the submodule's commit is the pin", 64),
    ("true", ["--map", "services/api", "--submodule", "platform"], "can't be combined", 64),
  ])
  func refusesWithNoChangeAtAll(
    _ change: String, _ arguments: [String], _ words: String, _ status: Int32
  ) throws {
    let pair = try Self.plain(change)
    let before = try pair.state()
    let outcome = try Self.adopt(pair, arguments)
    #expect(outcome.status == status, "\(outcome.errorText)")
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
    #expect(try pair.state() == before)
  }

  @Test func aGitFolderInTheSubmoduleIsMovedAsTold() throws {
    let pair = try Self.plain(
      "rm platform/.git; mv .git/modules/platform platform/.git; git -C platform config --unset core.worktree"
    )
    let remedy = Remedy(pair: pair)
    try remedy.follow(
      "git submodule absorbgitdirs", of: Self.adopt(pair, ["--map", "services/api"]))
    let outcome = try Self.adopt(pair, ["--map", "services/api"])
    #expect(outcome.status == 0, "\(outcome.errorText)")
  }

  @Test func aManifestInOneLineIsRefused() throws {
    let pair = try EdgePair(.submodule)
    try pair.write(
      "{ version: 1, upstream: { url: ../platform }, mode: submodule, submodule: platform, mappings: [{ name: api, from: services/api }] }\n",
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "One line")
    let before = try pair.state()
    let outcome = try Self.adopt(pair, [])
    #expect(outcome.status == 1 && outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("Write each of its keys on a line of its own"))
    #expect(try pair.state() == before)
  }

  @Test func asksNobodyWithoutATerminal() throws {
    let pair = try Self.plain()
    let before = try pair.state()
    let outcome = try pair.edgesync.run(
      ["init", "--from-submodule", "platform", "--map", "services/api"], in: pair.edge.git.folder)
    #expect(outcome.status == 64)
    #expect(try pair.state() == before)
  }
}
