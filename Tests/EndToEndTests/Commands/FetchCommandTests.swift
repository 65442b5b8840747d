import Support
import Testing

@Suite struct FetchCommandTests {
  @Test func localUpstreamIsReadInPlace() throws {
    let pair = try EdgePair()
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("read in place"))
    #expect(outcome.unsafeText.isEmpty)
    #expect(pair.folder.text(of: "edge/.git/edgesync/mirror.git/HEAD") == nil)
  }

  @Test func bringsTheMirrorUpToDate() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let first = try pair.run("fetch")
    #expect(first.status == 0, "\(first.errorText)")
    #expect(first.text == "fetched main: \(pair.pin.prefix(7))")
    #expect(first.unsafeText.isEmpty)
    let commits = try pair.advanceAsUsual()
    #expect(try JSON(parsing: pair.run("log", "--json").output)["tip"] == .string(pair.pin))
    let second = try pair.run("fetch")
    #expect(second.text == "fetched main: \(pair.pin.prefix(7)) → \(commits[3].prefix(7))")
    #expect(try pair.run("fetch").text.hasPrefix("nothing new upstream: main is at "))
    let mirror = Plumbing(pair.edge.git.folder, variables: ["GIT_DIR": ".git/edgesync/mirror.git"])
    #expect(try mirror.line("rev-parse", "refs/heads/main") == commits[3])
    #expect(try mirror.outcome(["for-each-ref"]).lines.count == 1)
    #expect(try mirror.outcome(["fsck", "--strict"]).status == 0)
    #expect(try mirror.outcome(["commit-graph", "verify"]).status == 0)
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
  }

  @Test func aHistoryThatUpstreamRewroteCanStillBeGoneBackTo() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let commits = try pair.advanceAsUsual()
    _ = try pair.run("fetch")
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    let other = try pair.platform.git.line(
      "commit-tree", "-p", pair.pin, "-m", "Begin anew", "\(commits[1])^{tree}")
    try pair.platform.point("main", at: other)
    #expect(try pair.run("fetch").status == 0)
    let mirror = Plumbing(pair.edge.git.folder, variables: ["GIT_DIR": ".git/edgesync/mirror.git"])
    try mirror.run("gc", "--quiet", "--prune=now")
    #expect(try mirror.line("cat-file", "-t", commits[3]) == "commit")
    #expect(try pair.run("verify").status == 0)
    let outcome = try pair.run("recover", "--to", commits[0])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try pair.run("verify").status == 0)
  }

  @Test func firstLookFetches() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    try pair.advanceAsUsual()
    let outcome = try pair.run("log", "--json")
    #expect(outcome.status == 0)
    #expect(try JSON(parsing: outcome.output)["commits"].elements.count == 3)
  }

  @Test func unreachableUpstreamExits5() throws {
    for url in [
      "file://@FOLDER@/nowhere", "../nowhere", "https://127.0.0.1:1/x.git", "git://127.0.0.1:1/x",
    ] {
      let pair = try EdgePair(url: url)
      for command in ["fetch", "log", "status"] {
        let outcome = try pair.run(command)
        #expect(outcome.status == 5, "\(command) \(url): \(outcome.errorText)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.unsafeText.isEmpty)
        let last = outcome.errorText.split(separator: "\n").last ?? ""
        #expect(last.hasPrefix("edgesync: upstream "), "\(outcome.errorText)")
      }
    }
  }

  @Test func missingBranchExits5() throws {
    for url in ["../platform", "file://@FOLDER@/platform"] {
      let pair = try EdgePair(url: url)
      try pair.platform.git.run("branch", "-m", "main", "trunk")
      let outcome = try pair.run("fetch")
      #expect(outcome.status == 5)
      #expect(outcome.errorText.contains("has no branch main"), "\(outcome.errorText)")
    }
  }
}
