import Support
import Testing

/// A forced recovery of a submodule: whatever stands there is saved in the submodule's own repository,
/// and comes back by the command that the output names.
@Suite struct SubmoduleRecoveryTests {
  /// A pair with a sync that landed.
  private func pair() throws -> (pair: EdgePair, commits: [String], submodule: Plumbing) {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    try #require(try pair.run("pin", commits[0], "--yes").status == 0)
    return (pair, commits, pair.folder.git(in: "edge/platform"))
  }

  /// Recovers to a state by its name, and gives what was saved.
  private func recover(_ pair: EdgePair, to name: String, at pin: String) throws -> [JSON] {
    #expect(try pair.run("recover", "--to", name).status == 3)
    let outcome = try pair.run("recover", "--to", name, "--force", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.folder.git(in: "edge/platform").line("rev-parse", "HEAD") == pin)
    return try JSON(parsing: outcome.output)["rescued"].elements
  }

  @Test(arguments: [0, 1]) func changedFilesAreSaved(_ target: Int) throws {
    let (pair, commits, submodule) = try pair()
    let script = try pair.edge.git.shell(
      """
      cd platform; echo staged > services/api/app.py; git add services/api/app.py
      echo mine > services/api/app.py; chmod -x services/api/run.sh; rm README.md
      git rm -q --cached services/api/utils/math.py; echo math > services/api/utils/math.py
      ln -sf /etc services/gateway/main.go
      """)
    try #require(script.status == 0, "\(script.errorText)")
    let saved = try recover(
      pair, to: target == 0 ? "HEAD~1" : "HEAD", at: target == 0 ? pair.pin : commits[0])
    let working = try #require(saved.first { $0["staged"] == .bool(false) })
    let staged = try #require(saved.first { $0["staged"] == .bool(true) })
    let reference = try #require(working["ref"].text)
    #expect(try submodule.line("cat-file", "blob", "\(reference):services/api/app.py") == "mine")
    #expect(
      try submodule.line("cat-file", "blob", "\(staged["ref"].text ?? ""):services/api/app.py")
        == "staged")
    let command = try #require(working["command"].text)
    try #require(try pair.edge.git.shell(command).status == 0, "\(command)")
    #expect(pair.folder.text(of: "edge/platform/services/api/app.py") == "mine\n")
    #expect(pair.folder.text(of: "edge/platform/services/api/utils/math.py") == "math\n")
    #expect(
      try submodule.line("ls-files", "-s", "services/gateway/main.go").hasPrefix("100644"))
    #expect(try submodule.outcome(["fsck", "--strict", "--no-dangling"]).status == 0)
  }

  @Test func aLockThatAKillLeftOnWhatIsSavedGoes() throws {
    let (pair, _, submodule) = try pair()
    let name = ".git/modules/platform/refs/edgesync/rescue/\(pair.pin).lock"
    try pair.write("", to: name)
    #expect(try pair.run("verify").status == 0)
    #expect(pair.folder.text(of: "edge/" + name) == nil)
    #expect(try submodule.outcome(["for-each-ref", "refs/edgesync"]).output.isEmpty)
  }

  @Test func commitsOfAPersonsAreSaved() throws {
    let (pair, commits, submodule) = try pair()
    let script = try pair.edge.git.shell(
      "cd platform; echo mine >> README.md; git commit -qam mine; cd ..; git commit -qam moved")
    try #require(script.status == 0)
    let mine = try submodule.line("rev-parse", "HEAD")
    let saved = try recover(pair, to: commits[0], at: commits[0])
    #expect(saved.count == 1)
    #expect(try submodule.line("rev-parse", saved[0]["ref"].text ?? "") == mine)
    try #require(try pair.edge.git.shell(saved[0]["command"].text ?? "false").status == 0)
    #expect(try submodule.line("rev-parse", "HEAD") == mine)
  }

  @Test(arguments: [
    "rm -r platform", "git rm -q --cached platform",
    "git update-index --cacheinfo 160000,$(git rev-parse HEAD),platform; git commit -qm x",
    "git submodule deinit -q platform; git rm -q --cached platform; git commit -qm x",
  ])
  func aGitlinkIsPutRight(_ change: String) throws {
    let (pair, commits, _) = try pair()
    try #require(try pair.edge.git.shell(change).status == 0)
    #expect(try pair.run("recover", "--to", commits[0], "--force").status == 0)
    #expect(try pair.run("verify").status == 0)
    #expect(
      try pair.edge.git.line("rev-parse", "HEAD:platform") == commits[0])
    try pair.initializeSubmodule()
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
  }

  @Test(arguments: [
    "rm -r platform; echo x > platform", "git rev-parse HEAD > .git/modules/platform/MERGE_HEAD",
    "git rm -q --cached platform; git commit -qm x; rm -r platform; mkdir platform; echo x > platform/x",
  ])
  func whatIsNoVersionOfItIsNotReplaced(_ change: String) throws {
    let (pair, commits, _) = try pair()
    try #require(try pair.edge.git.shell(change).status == 0)
    let before = try pair.state()
    let outcome = try pair.run("recover", "--to", commits[0], "--force")
    #expect(outcome.status == 3 && outcome.isOneSentence, "\(outcome.errorText)")
    #expect(try pair.state() == before)
  }
}
