import Support
import Testing

/// `edgesync init --submodule`: a submodule that is there becomes the pin.
@Suite struct SubmoduleInitTests {
  /// A pair with the submodule alone: neither manifest nor lock.
  private func pair(_ change: String = "true") throws -> EdgePair {
    let pair = try EdgePair(.submodule)
    try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(
      "git rm -q edgesync.yml edgesync.lock; \(change); git add -A; git commit -qm submodule")
    try #require(script.status == 0, "\(script.errorText)")
    return pair
  }

  private func run(_ pair: EdgePair, _ more: String...) throws -> Program.Outcome {
    try pair.edgesync.run(
      ["init", "--submodule", "platform", "--yes"] + more, in: pair.edge.git.folder)
  }

  @Test func adoptsWhatIsThere() throws {
    let pair = try pair()
    let outcome = try run(
      pair, "--map", "services/api", "--edge", "Dockerfile", "--edge", "requirements.txt")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty)
    let lock = pair.folder.text(of: "edge/edgesync.lock") ?? ""
    #expect(lock.contains(pair.pin))
    // The same tree as the pair's own lock has, which is made from git's ids.
    let own = try EdgePair(.submodule).folder.text(of: "edge/edgesync.lock") ?? ""
    let tree = own.firstMatch(of: /tree: "([0-9a-f]{40})", files: 3/)
    #expect(lock.contains("tree: \"\(tree.map { String($0.1) } ?? "none")\", files: 3"))
    #expect(lock.contains("platform/services/api/requirements.txt"))
    let script = try pair.edge.git.shell("git add -A; git commit -qm 'Adopt edgesync'")
    try #require(script.status == 0)
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
  }

  @Test func takesAllOfItUnlessTold() throws {
    let pair = try pair()
    #expect(try run(pair).status == 0)
    let tree = try pair.platform.git.line("rev-parse", "\(pair.pin)^{tree}")
    #expect((pair.folder.text(of: "edge/edgesync.lock") ?? "").contains("\"\(tree)\", files: 7"))
  }

  @Test(arguments: [
    ("", "", "../platform", "main"),
    ("git config -f .gitmodules submodule.platform.branch main", "", "../platform", "main"),
    ("git remote add origin @FOLDER@/edge.git", "", "../platform", "main"),
    // As seen from where the repo is from, and not from where it lies.
    (
      """
      git remote add origin @FOLDER@/deep/edge.git
      git config -f .gitmodules submodule.platform.url ../../platform
      """, "", "@FOLDER@/platform", "main"
    ),
    (
      "git config -f .gitmodules submodule.platform.url file://@FOLDER@/platform", "",
      "file://@FOLDER@/platform", "main"
    ),
    (
      "git config -f .gitmodules submodule.platform.url /nonexistent", "../platform", "../platform",
      "main"
    ),
  ])
  func takesUpstreamFromGitmodules(
    _ change: String, _ upstream: String, _ url: String, _ branch: String
  ) throws {
    let pair = try EdgePair(.submodule)
    let fill = { (text: String) in text.replacing("@FOLDER@", with: pair.folder.name) }
    let script = try pair.edge.git.shell(
      "git rm -q edgesync.yml edgesync.lock; \(change.isEmpty ? "true" : fill(change)); git add -A; git commit -qm x"
    )
    try #require(script.status == 0, "\(script.errorText)")
    let outcome = try pair.edgesync.run(
      ["init", "--submodule", "platform", "--yes"]
        + (upstream.isEmpty ? [] : ["--upstream", upstream]), in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    #expect(
      manifest.contains("  url: \(fill(url))\n") || manifest.contains("  url: \"\(fill(url))\"\n"))
    #expect(manifest.contains("  branch: \(branch)\n"))
  }

  @Test(arguments: [
    ("true", ["--map", "services/none"], "upstream has no services/none", 64),
    ("true", ["--map", "services/api:services/api"], "is at platform/services/api", 64),
    ("true", ["--pin", "main"], "and the pin has to be that commit", 64),
    (
      "git config -f .gitmodules submodule.platform.url https://user:canary@example.com/x", [],
      "a password", 1
    ),
    (
      "git config -f .gitmodules submodule.platform.url 'ext::sh -c canary'", [],
      "git would run a helper", 1
    ),
    ("git config -f .gitmodules submodule.platform.url -ucanary", [], "can't be used", 1),
    ("git rm -q --cached .gitmodules; rm .gitmodules", [], ".gitmodules has no entry", 3),
    ("git rm -q -f platform", [], "HEAD has no submodule at platform", 1),
    ("cd platform; git commit -q --allow-empty -m mine; cd ..", [], "isn't in upstream", 1),
  ])
  func refusesWhatItCantAdopt(
    _ change: String, _ arguments: [String], _ words: String, _ status: Int32
  ) throws {
    let pair = try pair(change)
    let before = try pair.state()
    let outcome = try pair.edgesync.run(
      ["init", "--submodule", "platform", "--yes"] + arguments, in: pair.edge.git.folder)
    #expect(outcome.status == status, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
    #expect(!outcome.errorText.contains("canary@"))
    #expect(try pair.state() == before)
    #expect(try pair.canaries().isEmpty)
  }

  @Test func neverOverwrites() throws {
    let pair = try EdgePair(.submodule)
    let before = try pair.state()
    let outcome = try run(pair)
    #expect(outcome.status == 1 && outcome.isOneSentence, "\(outcome.errorText)")
    #expect(try pair.state() == before)
  }
}
