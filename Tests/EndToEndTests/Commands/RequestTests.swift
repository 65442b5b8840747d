import Foundation
import Support
import SystemPackage
import Testing

/// Requests for review, with each kind of forge at the other end.
@Suite struct RequestTests {
  private static let hasGitHub =
    (try? Program("/usr/bin/env").run(["gh", "--version"]).status) == 0
  private static let token = "gho_canary0123456789"

  @Test(.enabled(if: hasGitHub, "gh isn't installed"))
  func githubGetsOneRequestAndItsUpdates() throws {
    let forge = try RecordedForge()
    let pair = try EdgePair(
      manifest: """
        checks:
          - name: latency
            run: echo '[{"name":"p95","unit":"ms","value":12}]' > out.json
            benchmark: out.json
            against: 10
            required: false
            sandbox: off
        """, variables: forge.variables(token: Self.token))
    let remote = try pair.addRemote(url: "https://github.localhost/acme/edge.git")
    try pair.configure("land: { daily: pull-request }")
    let commits = try pair.advanceAsUsual()
    var said = ""
    for commit in [commits[0], commits[2], commits[3]] {
      try pair.platform.point("main", at: commit)
      let outcome = try pair.run("daily", "--json")
      #expect(outcome.status == 0, "\(outcome.errorText)")
      said += outcome.text + outcome.errorText
      let document = try JSON(parsing: outcome.output)
      #expect(document["url"].text == "http://github.localhost/acme/edge/pull/7")
    }
    let opened = forge.requests.filter { $0.method == "POST" }
    #expect(opened.count == 1)
    #expect(forge.requests.filter { $0.method == "PATCH" }.count == 2)
    #expect(
      forge.requests.first?.path
        == "/repos/acme/edge/pulls?state=open&head=acme%3Aedgesync%2Fdaily&base=main")
    let first = try JSON(parsing: opened.first?.body ?? [])
    #expect(first["head"].text == "edgesync/daily")
    #expect(first["base"].text == "main")
    #expect(first["title"].text == "Sync platform to \(commits[0].prefix(7))")
    let last = try JSON(parsing: forge.requests.last?.body ?? [])
    let body = last["body"].text ?? ""
    let tip = try remote.line("rev-parse", "edgesync/daily")
    #expect(body.contains("- [ ] `services/api/requirements.txt`"))
    #expect(body.contains("- Ana Silva\n  - `\(commits[3].prefix(12))` Rename the helpers"))
    #expect(body.contains("- R `services/api/utils/math.py` → `services/api/utils/arith.py`"))
    #expect(body.contains("- ✓ synced-identical: passed"))
    #expect(body.contains("\n  - p95 12 ms, against 10 ms: slower by 20.0 %"))
    // What it says to merge with asks for that commit and no other.
    let command = try #require(body.firstMatch(of: /(gh pr merge .+)/)).1
    try Remedy(pair: pair).run(
      """
      git init -q review; cd review; git remote add origin https://github.localhost/acme/edge.git
      export GH_HOST=github.localhost; \(command)
      """, in: ".")
    let asked = try JSON(parsing: forge.requests.last?.body ?? [])["variables"]["input"]
    #expect(asked["expectedHeadOid"].text == tip && asked["pullRequestId"].text == "PR_7")
    #expect(asked["mergeMethod"].text == "MERGE")
    #expect(forge.requests.allSatisfy { $0.authorization.contains(Self.token) })
    #expect(!said.contains(Self.token))
  }

  @Test(.enabled(if: hasGitHub, "gh isn't installed"))
  func anUnreachableForgeLeavesTheBranchAndSaysWhatToDo() throws {
    let pair = try EdgePair(
      variables: ["HTTP_PROXY": "http://127.0.0.1:1", "GH_ENTERPRISE_TOKEN": Self.token])
    let remote = try pair.addRemote(url: "https://github.localhost/acme/edge.git")
    try pair.configure("land: { daily: pull-request }")
    try pair.advanceAsUsual()
    let outcome = try pair.run("daily")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("edgesync/daily is pushed, but the request wasn't opened"))
    #expect(outcome.errorText.contains("run the command again"))
    #expect(!outcome.errorText.contains(Self.token))
    #expect(try remote.outcome(["rev-parse", "--verify", "edgesync/daily"]).status == 0)
  }

  /// A bare remote that takes push options and writes them to a file.
  private func addRecordingRemote(_ pair: EdgePair, url: String? = nil) throws -> Plumbing {
    let remote = try pair.addRemote(url: url)
    try remote.run("config", "receive.advertisePushOptions", "true")
    try pair.folder.writeProgram(
      """
      #!/bin/sh
      i=0
      while [ "$i" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do
        eval "echo \\"\\$GIT_PUSH_OPTION_$i\\"" >> options
        i=$((i + 1))
      done

      """, to: "remote.git/hooks/pre-receive")
    return remote
  }

  @Test func gitlabGetsPushOptions() throws {
    let pair = try EdgePair()
    let remote = try addRecordingRemote(pair, url: "https://gitlab.example.com/acme/edge.git")
    try pair.configure("land: { daily: pull-request }")
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("daily")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let options = (pair.folder.text(of: "remote.git/options") ?? "").components(
      separatedBy: "\n")
    #expect(options.contains("merge_request.create"))
    #expect(options.contains("merge_request.target=main"))
    #expect(options.contains("merge_request.title=Sync platform to \(commits[3].prefix(7))"))
    #expect(options.contains { $0.hasPrefix("merge_request.description=") && $0.contains("<br>") })
    #expect(try remote.outcome(["rev-parse", "--verify", "edgesync/daily"]).status == 0)
  }

  /// What was noted on what it brings stands in it, boxes to tick and all, and is text and nothing else.
  @Test func takesAlongWhatWasNoted() throws {
    let pair = try EdgePair()
    _ = try addRecordingRemote(pair)
    try pair.configure("land: { daily: pull-request, via: gitlab }")
    let commits = try pair.advanceAsUsual()
    for arguments in [
      ["services/api/app.py:2", "--text", "@team <b> [a](b) fixes #1"],
      [commits[2], "--text", "Ask for wheels", "--follow-up", "--owner", "@ana"],
      [pair.pin, "--text", "what landed before"],
    ] {
      let made = try pair.edgesync.run(["note"] + arguments, in: pair.edge.git.folder)
      try #require(made.status == 0, "\(made.errorText)")
    }
    let outcome = try pair.run("daily")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let options = (pair.folder.text(of: "remote.git/options") ?? "").components(separatedBy: "\n")
    let description = options.first { $0.hasPrefix("merge_request.description=") } ?? ""
    let section = description.components(separatedBy: "<br>").drop { $0 != "### Notes" }
      .prefix { !$0.hasPrefix("### Commits") }.filter { !$0.isEmpty }
    #expect(
      section == [
        "### Notes", "- [ ] Ask for wheels (ana), on `\(commits[2].prefix(12))`, by Robin Reiter",
        #"- @ team \<b\> \[a\](b) fixes # 1, on `services/api/app.py:2`, by Robin Reiter"#,
      ])
  }

  /// What a request says to run, in a clone of a reviewer's that knows nothing of it yet.
  @Test func itsCommandsReviewIt() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let remedy = Remedy(pair: pair)
    let remote = try addRecordingRemote(pair)
    try pair.configure("land: { daily: pull-request, via: gitlab }")
    try remedy.run(
      """
      git clone -q remote.git review && cd review && edgesync fetch
      git config user.name Ana && git config user.email ana@example.com
      """, in: ".")
    let commits = try pair.advanceAsUsual()
    try remedy.expectDone("fetch")
    try remedy.expectDone("daily")
    let options = (pair.folder.text(of: "remote.git/options") ?? "").components(separatedBy: "\n")
    let description = options.first { $0.hasPrefix("merge_request.description=") } ?? ""
    let commands = description.components(separatedBy: "<br>")
      .drop { $0 != "### Review it at a terminal" }.dropFirst(2).prefix { !$0.isEmpty }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    try #require(commands.last == "edgesync", "\(description)")
    let said = try commands.dropLast().map { try remedy.run($0, in: "review").text }
    let tip = try remote.line("rev-parse", "edgesync/daily")
    let review = pair.folder.git(in: "review")
    #expect(try review.outcome(["cat-file", "-e", tip]).status == 0)
    #expect(said.contains { $0.contains("services/api/utils/new.py") }, "\(said)")
    #expect(said.contains { $0.contains("3 of 3 checks passed") }, "\(said)")
    let session = try TerminalSession(in: review.folder)
    try session.isAt(commits[3])
  }

  @Test func agitIsPushedForReview() throws {
    let pair = try EdgePair()
    let remote = try addRecordingRemote(pair)
    try pair.configure("land: { daily: pull-request, via: agit }")
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("daily", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let tip = try remote.line("rev-parse", "refs/for/main")
    #expect(try JSON(parsing: outcome.output)["commit"].text == tip)
    let options = (pair.folder.text(of: "remote.git/options") ?? "").components(
      separatedBy: "\n")
    #expect(options.contains("topic=edgesync/daily"))
    #expect(options.contains("title=Sync platform to \(commits[3].prefix(7))"))
    // There is no branch that could be fetched.
    #expect(options.contains { $0.hasPrefix("description=") && !$0.contains("git fetch") })
  }

  @Test func aRemoteThatNoForgeIsKnownForIsToldHowToSay() throws {
    let pair = try EdgePair()
    try pair.addRemote()
    try pair.configure("land: { daily: pull-request }")
    try pair.advanceAsUsual()
    let outcome = try pair.run("daily")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("Write `land: { via: gh }`, `gitlab` or `agit`"))
  }

  @Test func aTokenInTheRemotesURLIsSeenNowhere() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    // A git in front of the real one writes down how it and its children are called.
    let log = pair.folder.path.appending("calls").string
    try pair.folder.writeProgram(
      """
      #!/bin/sh
      echo "$@" >> "\(log)"
      exec "\(try Program("/usr/bin/env").run(["sh", "-c", "command -v git"]).text)" "$@"

      """, to: "bin/git")
    try pair.edge.git.run(
      "remote", "add", "origin", "http://robin:\(Self.token)@127.0.0.1:1/acme/edge.git")
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let outcome = try pair.edgesync.with([
      "PATH": pair.folder.path.appending("bin").string + ":" + path
    ]).run(["daily"], in: pair.edge.git.folder)
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("git ls-remote failed with the remote origin"))
    let calls = pair.folder.text(of: "calls") ?? ""
    #expect(calls.contains("http://127.0.0.1:1/acme/edge.git"), "\(calls)")
    let everything = try Program("/bin/grep").run(
      ["-rl", Self.token, pair.edge.git.folder.appending(".git/edgesync").string])
    #expect(!calls.contains(Self.token))
    #expect(!(outcome.text + outcome.errorText).contains(Self.token))
    #expect(everything.text.isEmpty)
  }
}
