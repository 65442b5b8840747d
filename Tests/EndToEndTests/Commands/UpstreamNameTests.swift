import Support
import Testing

/// What upstream's commits may be called: as git has it, where upstream is a path and where it is fetched.
@Suite struct UpstreamNameTests {
  private static let urls = ["../platform", "file://@FOLDER@/platform"]

  /// A pair whose platform has tags and branches beside the one that is followed.
  private func pair(_ url: String) throws -> (pair: EdgePair, commits: [String]) {
    let pair = try EdgePair(url: url)
    let commits = try pair.advanceAsUsual()
    let git = pair.platform.git
    let side = try git.line("commit-tree", "-p", commits[0], "-m", "Fix", "\(commits[1])^{tree}")
    try git.run("branch", "release/1.x", side)
    try git.run("branch", "v9", commits[0])
    try git.run("tag", "v9", commits[1])
    // Names that read as the beginning of an id.
    try git.run("tag", "c2", commits[1])
    try git.run("tag", "beef", commits[2])
    try git.run("tag", "-a", "-m", "1.1", "v1.1", side)
    try git.run("tag", "-a", "-m", "again", "v1.1-again", "v1.1")
    return (pair, commits)
  }

  @Test(arguments: urls)
  func leadWhereGitSays(_ url: String) throws {
    let (pair, commits) = try pair(url)
    let git = pair.platform.git
    for name in [
      "main", "c2", "beef", "v1.1", "v1.1-again", "v9", "heads/v9", "release/1.x", "tags/v9",
      "refs/tags/v1.1", "refs/heads/release/1.x", "v1.1^{commit}", "v1.1^{}", "v1.1^0", "v1.1~1",
      "main~2", "main^^", "HEAD", String(commits[2].prefix(9)), commits[1].uppercased(),
    ] {
      let found = try pair.run("diff", name, "--json")
      #expect(found.status == 0, "\(name): \(found.errorText)")
      let id = try git.line(
        "rev-parse", name.lowercased() == commits[1] ? name : "\(name)^{commit}")
      #expect(try JSON(parsing: found.output)["to"] == .string(id), "\(name)")
    }
    for (name, branch) in [
      ("origin/main", "main"), ("origin/release/1.x", "release/1.x"), ("origin/v9~1", "heads/v9~1"),
      ("refs/remotes/origin/main", "main"),
    ] {
      let found = try pair.run("diff", name, "--json")
      #expect(
        try JSON(parsing: found.output)["to"] == .string(git.line("rev-parse", branch)), "\(name)")
    }
    for name in [
      "nowhere", "origin/nowhere", "c3", "v1.1^{tree}", "main:README.md", "be", "v1.1^2",
    ] {
      let missed = try pair.run("diff", name)
      #expect(missed.status != 0 && missed.output.isEmpty, "\(name)")
    }
    let landed = try pair.run("pin", "v1.1", "--yes")
    #expect(landed.status == 0, "\(landed.errorText)")
  }

  @Test func tagsAndBranchesFollowUpstreams() throws {
    let (pair, commits) = try pair("file://@FOLDER@/platform")
    let git = pair.platform.git
    #expect(try pair.run("fetch").status == 0)
    #expect(try pair.run("fetch").text.hasPrefix("nothing new upstream: "))
    try git.run("tag", "--force", "c2", commits[3])
    try git.run("tag", "--delete", "beef")
    try git.run("tag", "v2", "main")
    // A branch in the place of a folder of branches.
    try git.run("branch", "-D", "release/1.x")
    try git.run("branch", "release", commits[1])
    let outcome = try pair.run("fetch")
    #expect(
      outcome.text.hasSuffix("; 5 other branches and tags changed"), "\(outcome.text)")
    let mirror = Plumbing(pair.edge.git.folder, variables: ["GIT_DIR": ".git/edgesync/mirror.git"])
    #expect(
      try mirror.outcome(["for-each-ref"]).lines.sorted()
        == git.outcome(["for-each-ref"]).lines.sorted())
    #expect(try mirror.outcome(["fsck", "--strict"]).status == 0)
    #expect(try pair.run("diff", "beef").status == 64)
    #expect(try pair.run("diff", "release").status == 0)
  }

  /// What only a tag leads to, and is malformed, keeps nobody from the branch.
  @Test func aRottenTagKeepsNobodyFromTheBranch() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let commits = try pair.advanceAsUsual()
    let rotten = try pair.platform.commit(
      tree: pair.platform.tree([(Array(".git".utf8), .text("x"))]), parents: [],
      message: Array("Rotten".utf8))
    try pair.platform.point("side", at: rotten)
    try pair.platform.git.run("tag", "good", commits[0])
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 0)
    #expect(outcome.errorText.contains("other branches and its tags couldn't be fetched"))
    #expect(try pair.run("diff", "good").status == 0)
    #expect(try pair.run("diff", "side").status == 64)
  }
}
