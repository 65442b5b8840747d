import Support
import Testing

@Suite struct DemoCommandTests {
  /// The practice pair's ids: screenshots, the README and these tests rely on them.
  private static let platform = "5d2ebbacf546ef47933e48be3b5409e3a2fc9e09"
  private static let edge = "418a3676bca3560ff36ca4cd8cdd110e739b5fb0"

  private let folder: TemporaryFolder
  private let platform: Plumbing
  private let edge: Plumbing
  private let edgesync: EdgesyncProgram
  private let made: Program.Outcome

  init() throws {
    folder = try TemporaryFolder()
    edgesync = EdgesyncProgram(
      home: folder.path, temporary: folder.path,
      variables: ["SOURCE_DATE_EPOCH": String(PracticePair.now)])
    made = try edgesync.run(["demo", "--no-open", "pair"], in: folder.path)
    platform = folder.git(in: "pair/platform")
    edge = folder.git(in: "pair/platform-edge")
  }

  @Test func isTheSameEachTime() throws {
    #expect(made.status == 0)
    #expect(made.unsafeText.isEmpty)
    #expect(try platform.line("rev-parse", "main") == Self.platform)
    #expect(try edge.line("rev-parse", "main") == Self.edge)
    for repository in [platform, edge] {
      #expect(try repository.outcome(["status", "--porcelain"]).output.isEmpty)
      #expect(try repository.outcome(["fsck", "--strict"]).status == 0)
      #expect(try repository.line("symbolic-ref", "HEAD") == "refs/heads/main")
    }
  }

  @Test func isTheSameWhateverTheUserHasSet() throws {
    try folder.write(
      """
      [user]
      	name = Somebody Else
      	email = else@example.com
      [commit]
      	gpgSign = true
      [core]
      	autocrlf = true
      	hooksPath = \(folder.name)
      [gpg]
      	program = /bin/false
      [init]
      	defaultBranch = trunk
      """, to: ".gitconfig")
    for hook in ["commit-msg", "pre-commit"] {
      try folder.writeProgram("#!/bin/sh\necho Change-Id: 1 >> \"$1\"\nexit 1\n", to: hook)
    }
    let odd = edgesync.with([
      "TZ": "Asia/Tokyo", "LC_ALL": "C", "SOURCE_DATE_EPOCH": String(PracticePair.now + 30_000),
    ])
    let outcome = try odd.run(["demo", "--no-open", "other"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    for (name, id) in [("platform", Self.platform), ("platform-edge", Self.edge)] {
      let repository = folder.git(in: "other/\(name)", variables: ["HOME": folder.name])
      #expect(try repository.line("rev-parse", "main") == id)
      #expect(try repository.outcome(["status", "--porcelain"]).output.isEmpty)
    }
  }

  /// On another day, it is as long behind and says the same; in any year.
  @Test(arguments: [-20_000, -1, 1, 400])
  func isAsOldOnAnyDay(_ days: Int) throws {
    let moved = edgesync.with(["SOURCE_DATE_EPOCH": String(PracticePair.now + days * 86_400)])
    #expect(try moved.run(["demo", "--no-open", "other"], in: folder.path).status == 0)
    for name in ["platform", "platform-edge"] {
      let times = try ["pair", "other"].map { pair in
        try folder.git(in: "\(pair)/\(name)").outcome(["log", "--format=%ct %at %s", "main"]).lines
          .map { $0.split(separator: " ", maxSplits: 2) }
      }
      #expect(times[0].count == times[1].count && times[0].count > 4)
      for (usual, other) in zip(times[0], times[1]) {
        #expect(try #require(Int(usual[0])) + days * 86_400 == Int(other[0]))
        #expect(try #require(Int(usual[1])) + days * 86_400 == Int(other[1]))
      }
    }
  }

  @Test func opensWhatIsThereAndNeverWritesOverOtherFiles() throws {
    let again = try edgesync.run(["demo", "--no-open", "pair"], in: folder.path)
    #expect(again.status == 0)
    try folder.write("mine", to: "pair/platform-edge/README.md")
    #expect(try edgesync.run(["demo", "--no-open", "pair"], in: folder.path).status == 0)
    #expect(folder.text(of: "pair/platform-edge/README.md") == "mine")
    _ = try Program("/bin/mkdir").run(["other"], in: folder.path)
    try folder.write("mine", to: "other/file")
    let refused = try edgesync.run(["demo", "--no-open", "other"], in: folder.path)
    #expect(refused.status == 1)
    #expect(refused.output.isEmpty)
    #expect(refused.isOneSentence, "\(refused.errorText)")
    #expect(try Program("/bin/ls").run(["other"], in: folder.path).lines == ["file"])
  }

  @Test func platformHasAHistoryWorthReviewing() throws {
    let commits = try platform.outcome(["log", "--format=%an %ct", "main"]).lines
    #expect(commits.count >= 60)
    #expect(Set(commits.map { $0.split(separator: " ").dropLast().joined() }).count >= 4)
    let times = commits.compactMap { $0.split(separator: " ").last.flatMap { Int($0) } }
    let days = ((times.max() ?? 0) - (times.min() ?? 0)) / 86_400
    #expect((56...70).contains(days))
    let service = "services/forecastingApi"
    let letters = try platform.outcome(
      ["log", "-M", "--format=", "--name-status", "main", "--", service])
    #expect(letters.lines.contains { $0.hasPrefix("R") })
    #expect(letters.lines.contains { $0.hasPrefix("D") })
    #expect(try platform.outcome(["rev-list", "--merges", "main"]).lines.count >= 2)
    #expect(
      try platform.outcome(["log", "--format=%s", "--grep=^Revert", "main"]).lines.count >= 1)
    let counts = try platform.outcome(
      ["diff", "--numstat", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "main", "--", service])
    #expect(counts.lines.contains { $0.hasPrefix("-\t-\t") })
    let paths = try platform.outcome(["ls-tree", "-r", "-z", "--name-only", "main", service])
    #expect(paths.output.contains { $0 >= 0x80 })
    let all = try platform.outcome(["rev-list", "main"]).lines.count
    let own = try platform.outcome(["rev-list", "--full-history", "main", "--", service]).lines
      .count
    #expect(all - own >= 10)
    #expect(try platform.outcome(["ls-tree", "--name-only", "main:services"]).lines.count >= 3)
    let files = try platform.outcome(["ls-tree", "--name-only", "main:\(service)"]).lines
    #expect(Set(files).isSuperset(of: ["app.py", "utils", "tests"]))
  }

  @Test func edgeRepoIsLaidOutAsTheStrategySays() throws {
    let paths = try edge.outcome(["ls-tree", "-r", "--name-only", "main"]).lines
    for path in [
      "services/forecastingApi/app.py", "services/forecastingApi/Dockerfile",
      "services/forecastingApi/Dockerfile.dev", "services/forecastingApi/docker-compose.yml",
      "services/forecastingApi/requirements.txt", "docker-compose.yml", "docker-compose.dev.yml",
    ] {
      #expect(paths.contains(path), "\(path)")
    }
    for folder in ["services/forecastingApi/utils/", "config/", "scripts/", "docs/"] {
      #expect(paths.contains { $0.hasPrefix(folder) }, "\(folder)")
    }
  }

  @Test func reviewHasSomethingToShow() throws {
    let home = edge.folder
    #expect(try edgesync.run(["verify"], in: home).status == 0)
    let status = try JSON(parsing: edgesync.run(["status", "--json"], in: home).output)
    let pin = try #require(status["pin"].text)
    let tipTime = try #require(Int(platform.line("log", "-1", "--format=%ct", "main")))
    let pinTime = try #require(Int(platform.line("log", "-1", "--format=%ct", pin)))
    #expect((18...28).contains((tipTime - pinTime) / 86_400))
    #expect(status["owed"].elements.count >= 1)
    let diff = try JSON(parsing: edgesync.run(["diff", "--json"], in: home).output)
    #expect(diff["groups"]["edge"].elements.count >= 2)
    #expect(diff["groups"]["outside"].elements.count >= 2)
    let events = try JSON(parsing: edgesync.run(["changelog", "--json"], in: home).output)["events"]
    #expect(Set(events.elements.compactMap { $0["outcome"].text }) == ["landed", "refused"])
    #expect(Set(events.elements.compactMap { $0["kind"].text }) == ["weekly", "emergency"])
  }

  @Test func checksPassRunSlowlyAndFailForSomeCandidates() throws {
    let home = edge.folder
    let tip = try JSON(parsing: edgesync.run(["check", Self.platform, "--json"], in: home).output)
    #expect(tip["passed"] == .bool(true))
    let slowest = tip["checks"].elements.compactMap { check -> Double? in
      if case .number(let seconds) = check["seconds"] { seconds } else { nil }
    }.max()
    #expect((slowest ?? 0) >= 1)
    let subject = "Raise the horizon to two years"
    let candidate = try platform.line("log", "-1", "--format=%H", "--grep=^\(subject)", "main")
    let outcome = try edgesync.run(["check", candidate, "--json"], in: home)
    #expect(outcome.status == 2)
    let failed = try JSON(parsing: outcome.output)["checks"].elements.filter {
      $0["state"] == .string("failed")
    }
    #expect(failed.map { $0["name"].text } == ["horizon limit"])
  }
}
