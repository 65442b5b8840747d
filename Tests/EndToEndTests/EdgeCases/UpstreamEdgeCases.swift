import Support
import SystemPackage
import Testing

/// Upstream repositories of every kind, and histories that were rewritten.
@Suite struct UpstreamEdgeCases {
  /// How upstream is kept, made of the pair's platform by git: a script, and the url it is read by.
  struct Kind: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let script: String
    let url: String
  }

  private static let kinds = [
    Kind(testDescription: "a checkout", script: "true", url: "../platform"),
    Kind(
      testDescription: "a bare clone", script: "git clone -q --bare platform bare.git",
      url: "../bare.git"),
    Kind(
      testDescription: "a bare clone that is fetched",
      script: "git clone -q --bare platform bare.git", url: "file://@FOLDER@/bare.git"),
    Kind(
      testDescription: "a linked work tree",
      script: "git -C platform worktree add -q --detach ../linked", url: "../linked"),
    Kind(
      testDescription: "a sparse checkout",
      script:
        "git clone -q platform sparse; git -C sparse sparse-checkout set --cone --sparse-index docs",
      url: "../sparse"),
    Kind(
      testDescription: "a checkout on no branch, with uncommitted work",
      script:
        "git clone -q platform busy; cd busy; git checkout -q --detach; echo x > services/api/app.py; git add -A",
      url: "../busy"),
    Kind(
      testDescription: "a shallow clone that holds the pin",
      script: "git clone -q --depth=5 file://@FOLDER@/platform shallow", url: "../shallow"),
    Kind(
      testDescription: "a clone with another's objects",
      script: "git clone -q --shared platform shared", url: "../shared"),
  ]

  @Test(arguments: kinds)
  func anyKindOfRepositoryIsRead(_ kind: Kind) throws {
    let pair = try EdgePair(url: kind.url)
    try pair.advanceAsUsual()
    let made = try pair.folder.git(in: ".", variables: [:]).in(
      pair.folder.name, run: kind.script.replacing("@FOLDER@", with: pair.folder.name))
    try #require(made.status == 0, "\(made.errorText)")
    if kind.url.hasPrefix("file:") { #expect(try pair.run("fetch").status == 0) }
    let around = try pair.surroundings()
    try CheckedPair(pair).sync()
    #expect(try pair.surroundings() == around)
  }

  @Test func aShallowOneThatLacksThePinSaysWhatToRun() throws {
    let pair = try EdgePair(url: "../shallow")
    try pair.advanceAsUsual()
    let git = pair.folder.git(in: ".")
    try git.run("clone", "--quiet", "--depth=1", "file://\(pair.folder.name)/platform", "shallow")
    for command in ["log", "diff", "verify"] {
      try CheckedPair(pair).expectRefusal("it is a shallow clone", status: 5, of: [command])
    }
    let outcome = try pair.run("pin", "main", "--yes")
    let command = try #require(
      outcome.errorText.split(separator: "`").first { $0.hasPrefix("git -C ") })
    try #require(try pair.edge.git.shell(String(command)).status == 0)
    try CheckedPair(pair).sync()
  }

  @Test func aPartialOneSaysWhatToRun() throws {
    let pair = try EdgePair(url: "../partial")
    try pair.advanceAsUsual()
    try pair.platform.git.run("config", "uploadpack.allowFilter", "true")
    try pair.folder.git(in: ".").run(
      "clone", "--quiet", "--no-checkout", "--filter=blob:none",
      "file://\(pair.folder.name)/platform", "partial")
    try CheckedPair(pair).expectRefusal("it is a partial clone", "--refetch", status: 1)
    let outcome = try pair.run("pin", "main", "--yes")
    let command = try #require(
      outcome.errorText.split(separator: "`").first { $0.hasPrefix("git -C ") })
    try #require(try pair.edge.git.shell(String(command)).status == 0)
    try CheckedPair(pair).sync()
  }

  @Test(arguments: ["../sha256", "file://@FOLDER@/sha256"])
  func oneThatNamesObjectsBySHA256IsRefused(_ url: String) throws {
    let pair = try EdgePair(url: url)
    let git = pair.folder.git(in: ".")
    try git.run("init", "--quiet", "--object-format=sha256", "--initial-branch=main", "sha256")
    try pair.folder.git(in: "sha256").run(
      "commit", "--quiet", "--allow-empty", "--message", "Start")
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 5)
    #expect(outcome.errorText.contains("SHA-256"), "\(outcome.errorText)")
    #expect(outcome.errorText.hasSuffix(".\n"))
    #expect(outcome.unsafeText.isEmpty)
  }

  @Test func aBrokenListOfAShallowOnesEndsIsRefusedAsGitDoes() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    try pair.folder.write("noise\n", to: "platform/.git/shallow")
    #expect(try pair.platform.git.outcome(["log", "main"]).status != 0)
    for command in ["log", "diff"] {
      try CheckedPair(pair).expectRefusal(
        "shallow is malformed: line 1 isn't the id of a commit", status: 1, of: [command])
    }
  }

  @Test(arguments: ["../platform", "file://@FOLDER@/platform"])
  func aDamagedCommitGraphIsSaidAndNotUsed(_ url: String) throws {
    let pair = try EdgePair(url: url)
    let commits = try pair.advanceAsUsual()
    try pair.platform.git.run("commit-graph", "write", "--reachable", "--changed-paths")
    if url.hasPrefix("file:") { #expect(try pair.run("fetch").status == 0) }
    let whole = try pair.run("log", "--ids")
    #expect(whole.lines == [commits[3], commits[2], commits[0]])
    #expect(whole.errorText.isEmpty)
    let damage = try pair.folder.git(in: ".").shell(
      """
      set -e
      for file in $(find . -path '*/info/commit-graph*' -type f -name '*graph*' ! -name '*-chain'); do
        chmod u+w "$file"
        printf X | dd of="$file" bs=1 seek=1200 conv=notrunc status=none
      done
      """)
    try #require(damage.status == 0, "\(damage.errorText)")
    let outcome = try pair.run("log", "--ids")
    #expect(outcome.status == 0)
    #expect(outcome.lines == whole.lines)
    guard url.hasPrefix("file:") else {
      // That of an upstream which is read in place is never used.
      #expect(outcome.errorText.isEmpty)
      return
    }
    #expect(outcome.errorText.contains("commit-graph isn't used: "), "\(outcome.errorText)")
    // What it says to run makes it whole again.
    let command = try #require(
      outcome.errorText.split(separator: "`").first { $0.hasPrefix("git -C ") })
    let written = try pair.edge.git.shell(String(command))
    try #require(written.status == 0, "\(written.errorText)")
    #expect(try pair.run("log", "--ids").errorText.isEmpty)
    try CheckedPair(pair).sync()
  }

  /// The platform's history made anew, with the pin's commit in it or not.
  private func rewrite(_ pair: EdgePair) throws {
    let made = try pair.platform.commit(
      tree: pair.platform.tree(
        EdgePair.root(.folder(["Dockerfile": .text("FROM python\n"), "app.py": .text("anew\n")]))),
      message: Array("Start anew".utf8))
    try pair.platform.point("main", at: made)
  }

  @Test(arguments: ["../platform", "file://@FOLDER@/platform"])
  func aRewrittenHistoryIsSaidAndSynced(_ url: String) throws {
    let pair = try EdgePair(url: url)
    if url != "../platform" { #expect(try pair.run("fetch").status == 0) }
    try rewrite(pair)
    if url != "../platform" { #expect(try pair.run("fetch").status == 0) }
    #expect(
      try pair.run("log").errorText.contains("rewritten")
        || pair.run("log").text.contains("rewritten"))
    try CheckedPair(pair).sync()
  }

  @Test func aPinThatIsGoneIsSaidWithTheWayToANewOne() throws {
    let pair = try EdgePair()
    try rewrite(pair)
    let copy = try pair.platform.commit(
      tree: pair.platform.git.line("rev-parse", "\(pair.pin)^{tree}"),
      message: Array("The same files in another history".utf8))
    try pair.platform.point("main", at: copy)
    let gone = try pair.platform.git.shell(
      "git reflog expire --expire=now --all && git gc -q --prune=now")
    try #require(gone.status == 0)
    for command in ["log", "diff", "verify"] {
      try CheckedPair(pair).expectRefusal(
        "the pin \(pair.pin.prefix(7)) isn't in upstream ../platform", "`git rm edgesync.lock`",
        "`edgesync init`", status: 5, of: [command])
    }
    // The way that is named, as it is typed.
    try pair.edge.git.run("rm", "--quiet", "edgesync.lock")
    let adopted = try pair.run("init", "--yes")
    #expect(adopted.status == 0, "\(adopted.errorText)")
    try pair.edge.git.run("add", "edgesync.lock")
    try pair.edge.git.run("commit", "--quiet", "--message", "Adopt the new history")
    #expect(try pair.run("verify").text.contains(copy.prefix(7)))
    try CheckedPair(pair).sync(["app.py": .text("after\n")])
  }
}

extension Plumbing {
  /// Runs a script that needs no repository, with this plumbing's environment.
  fileprivate func `in`(_ folder: String, run script: String) throws -> Program.Outcome {
    try outcome(["-C", folder, "-c", "alias.script=!cd \"\(folder)\"; \(script)", "script"])
  }
}
