import Fixtures
import Testing

/// Every state that a submodule can be in, and what a sync makes of it.
@Suite struct SubmoduleStateTests {
  @Test(arguments: [
    ("echo more >> platform/services/api/app.py", "services/api/app.py", "modified"),
    ("rm platform/services/api/app.py", "services/api/app.py", "missing"),
    ("chmod +x platform/services/api/app.py", "services/api/app.py", "mode"),
    // What no mapping takes is upstream's all the same.
    ("echo more >> platform/README.md", "README.md", "modified"),
    ("cd platform; echo more >> README.md; git add README.md", "README.md", "modified"),
    ("cd platform; git rm -q --cached README.md", "README.md", "missing"),
    ("cd platform; git commit -q --allow-empty -m mine", "", "modified"),
    (
      "cd platform; git commit -q --allow-empty -m mine; cd ..; git commit -qam mine", "",
      "modified"
    ),
    ("git update-index --cacheinfo 160000,$(git rev-parse HEAD),platform", "", "modified"),
    ("git rm -q --cached platform", "", "missing"),
    ("rm -r platform", "", "missing"),
    ("rm -r platform; echo x > platform", "", "modified"),
    ("rm -r platform; ln -s /etc platform", "", "modified"),
    ("rm platform/.git", "", "modified"),
    ("git config -f .git/modules/platform/config core.worktree ../../..", "", "modified"),
  ])
  func findsDrift(_ change: String, _ path: String, _ kind: String) throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(change)
    try #require(script.status == 0, "\(script.errorText)")
    let before = try pair.state()
    let outcome = try pair.run("verify", "--json")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    let document = try JSON(parsing: outcome.output)
    let place = path.isEmpty ? "platform" : "platform/" + path
    #expect(
      document["drift"].elements.map { [$0["path"], $0["kind"]].compactMap(\.text) }
        == [[place, kind]])
    let text = try pair.run("verify")
    #expect(text.status == 3 && text.unsafeText.isEmpty)
    #expect(text.text.contains(place))

    let refused = try pair.run("pin", commits[3], "--yes")
    #expect(refused.status == 3)
    #expect(refused.output.isEmpty)
    #expect(refused.isOneSentence, "\(refused.errorText)")
    #expect(refused.errorText.contains(place), "\(refused.errorText)")
    #expect(try pair.state() == before)
  }

  @Test(arguments: [
    ("echo x > platform/services/api/utils/new.py", "platform/services/api/utils/new.py is where"),
    (
      "mkdir platform/services/api/utils/new.py; echo x > platform/services/api/utils/new.py/x",
      "platform/services/api/utils/new.py/x is where"
    ),
    (
      "echo new.py > .git/modules/platform/info/exclude; echo x > platform/services/api/utils/new.py",
      "platform/services/api/utils/new.py is where"
    ),
    ("git rev-parse HEAD > .git/modules/platform/MERGE_HEAD", "a merge is in progress"),
    (
      "git rm -q --cached .gitmodules; rm .gitmodules; git commit -qm x", ".gitmodules has no entry"
    ),
    ("echo '# x' >> edgesync.yml", "edgesync.yml has uncommitted changes"),
    ("mkdir docs; echo x > docs/sync-changelog.md", "docs/sync-changelog.md isn't committed"),
    (
      """
      git config -f .git/modules/platform/config filter.x.clean 'sed s/o/0/'
      echo 'app.py filter=x' > .git/modules/platform/info/attributes
      cd platform; sed -i s/o/O/ services/api/app.py; sed -i s/O/o/ services/api/app.py
      git config filter.x.clean 'sed s/O/o/'; sed -i s/o/O/ services/api/app.py
      git add services/api/app.py; git update-index --refresh
      """, "platform/services/api/app.py goes through a filter"
    ),
  ])
  func refusesWithNoChangeAtAll(_ change: String, _ words: String) throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(change)
    try #require(script.status == 0, "\(script.errorText)")
    let before = try pair.state()
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
    #expect(try pair.state() == before)
  }

  /// The ways out that the messages name lead out, typed as they stand.
  @Test(arguments: [
    "echo more >> platform/services/api/app.py",
    "git update-index --cacheinfo 160000,$(git rev-parse HEAD),platform",
    "cd platform; git commit -q --allow-empty -m mine",
    "cd platform; git commit -q --allow-empty -m mine; cd ..; git commit -qam mine",
    "rm -r platform",
  ])
  func theWaysOutLeadOut(_ change: String) throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    try #require(try pair.edge.git.shell(change).status == 0)
    var words = try pair.run("pin", commits[3], "--yes").errorText
    var ways = 0
    while words.contains("`"), ways < 4 {
      for command in words.split(separator: "`").enumerated().filter({ $0.offset % 2 == 1 }) {
        let script = try pair.edge.git.shell("export GIT_ALLOW_PROTOCOL=file; \(command.element)")
        try #require(script.status == 0, "\(command.element): \(script.errorText)")
      }
      _ = try pair.edge.git.outcome(["commit", "--quiet", "--message", "Put the pin back"])
      ways += 1
      words = try pair.run("pin", commits[3], "--yes").errorText
    }
    #expect(ways > 0)
    #expect(try pair.folder.git(in: "edge/platform").line("rev-parse", "HEAD") == commits[3])
    #expect(try pair.run("verify").status == 0)
  }

  @Test(arguments: [
    "git submodule deinit -q platform", "git submodule deinit -q platform; rm -r .git/modules",
  ])
  func withoutACheckoutOnlyTheCommitIsRecorded(_ change: String) throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    try #require(try pair.edge.git.shell(change).status == 0)
    let verify = try pair.run("verify")
    #expect(verify.status == 0)
    #expect(verify.text.contains("`git submodule update --init platform` brings its files"))
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("the submodule isn't initialised here"))
    #expect(
      try pair.edge.git.line("ls-tree", "HEAD", "platform")
        == "160000 commit \(commits[3])\tplatform")
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    try pair.initializeSubmodule()
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.run("verify").status == 0)
  }

  /// A submodule as git made them before it kept their git folders with the repository's own.
  @Test func aGitFolderInTheSubmoduleIsAsGood() throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(
      "rm platform/.git; mv .git/modules/platform platform/.git; git -C platform config --unset core.worktree"
    )
    try #require(script.status == 0, "\(script.errorText)")
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    #expect(try pair.folder.git(in: "edge/platform").line("rev-parse", "HEAD") == commits[3])
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
  }

  @Test func aBranchOfThePersonsStaysWhereItIs() throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    try #require(try pair.edge.git.shell("cd platform; git checkout -q -B mine").status == 0)
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    let submodule = pair.folder.git(in: "edge/platform")
    #expect(try submodule.line("rev-parse", "refs/heads/mine") == pair.pin)
    #expect(try submodule.line("rev-parse", "HEAD") == commits[3])
    #expect(try submodule.outcome(["symbolic-ref", "-q", "HEAD"]).status == 1)
  }

  @Test func untrackedFilesElsewhereInItStay() throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    try pair.write("mine\n", to: "platform/services/api/mine.txt")
    try pair.write("*.log\n", to: ".git/modules/platform/info/exclude")
    try pair.write("log\n", to: "platform/services/api/utils/my.log")
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    #expect(pair.folder.text(of: "edge/platform/services/api/mine.txt") == "mine\n")
    #expect(pair.folder.text(of: "edge/platform/services/api/utils/my.log") == "log\n")
    let status = try pair.folder.git(in: "edge/platform").outcome(["status", "--porcelain"])
    #expect(status.lines == ["?? services/api/mine.txt"])
  }

  /// All that is between pin and candidate comes into the submodule, from edgesync's own clone.
  @Test func theWholeHistoryComesFromTheClone() throws {
    let pair = try EdgePair(.submodule, url: "file://@FOLDER@/platform")
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("fetch").status == 0)
    // What edgesync has fetched is enough, and its origin isn't asked.
    try pair.edge.git.run(
      "config", "-f", ".git/modules/platform/config", "remote.origin.url", "/nonexistent")
    let outcome = try pair.run("pin", commits[2], "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let submodule = pair.folder.git(in: "edge/platform")
    #expect(
      try submodule.outcome(["rev-list", "HEAD"]).lines
        == pair.platform.git.outcome(["rev-list", commits[2]]).lines)
    #expect(try submodule.outcome(["fsck", "--strict", "--no-dangling"]).output.isEmpty)
    // And back: a step back is a sync like any other.
    #expect(try pair.run("pin", pair.pin, "--yes").status == 0)
    #expect(try submodule.line("rev-parse", "HEAD") == pair.pin)
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
  }

  @Test(arguments: [
    ("url ../platform.git", false, "has the submodule from"),
    ("url https://example.com/other/platform", true, "has the submodule from https://example.com"),
    ("url https://user:canary@example.com/platform", true, "has the submodule from another url"),
    ("branch main", false, "follows the branch"), ("branch dev", true, "follows the branch dev"),
  ])
  func saysWhereGitmodulesDiffers(_ setting: String, _ isTold: Bool, _ words: String) throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(
      "git config -f .gitmodules submodule.platform.\(setting); git commit -qam x || true")
    try #require(script.status == 0)
    let outcome = try pair.run("pin", commits[3], "--dry-run")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains(words) == isTold, "\(outcome.text)")
    #expect(!outcome.text.contains("canary"))
  }

  @Test func aChangedModeIsRefused() throws {
    for (mode, text) in [
      (EdgePair.Mode.submodule, "edgesync.yml says mode: selective"),
      (.selective, "edgesync.yml says the submodule platform"),
    ] {
      let pair = try EdgePair(mode)
      let commits = try pair.advanceAsUsual()
      let other: EdgePair.Mode = mode == .selective ? .submodule : .selective
      let manifest = try EdgePair(other).folder.text(of: "edge/edgesync.yml") ?? ""
      try pair.write(manifest, to: "edgesync.yml")
      try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Change the mode")
      let before = try pair.state()
      let outcome = try pair.run("pin", commits[3], "--yes")
      #expect(outcome.status == 78, "\(outcome.errorText)")
      #expect(outcome.isOneSentence && outcome.errorText.contains(text), "\(outcome.errorText)")
      #expect(try pair.state() == before)
    }
  }

  /// What the pre-commit hook asks.
  @Test func aCommitThatWouldMoveTheSubmoduleIsTold() throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    try pair.write("more\n", to: "notes.txt")
    try pair.edge.git.run("add", "notes.txt")
    #expect(try pair.run("verify", "--staged").status == 0)
    try pair.edge.git.run("update-index", "--cacheinfo", "160000,\(commits[0]),platform")
    let outcome = try pair.run("verify", "--staged", "--json")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    let drift = try JSON(parsing: outcome.output)["drift"].elements
    #expect(drift.map { $0["path"].text } == ["platform"])
    #expect(drift.map { $0["kind"].text } == ["modified"])
    // A commit that takes manifest, lock and gitlink along, as a merge of an offered sync does, is none.
    try pair.edge.git.run("reset", "--quiet", "--hard")
    try pair.initializeSubmodule()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    try pair.edge.git.run("reset", "--quiet", "--soft", "HEAD~1")
    #expect(try pair.run("verify", "--staged").status == 0)
  }
}
