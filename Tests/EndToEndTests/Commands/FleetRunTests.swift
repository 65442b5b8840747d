import Foundation
import Support
import SystemPackage
import Testing

/// `edgesync fleet run`: each edge repo once, whatever becomes of the others and of the run.
@Suite struct FleetRunTests {
  private static let offer = "refs/heads/edgesync/daily"

  /// The documents of a run, by their edge repos' names.
  private static func documents(_ outcome: Program.Outcome) throws -> [String: JSON] {
    var documents: [String: JSON] = [:]
    for line in outcome.lines {
      let document = try JSON(parsing: Array(line.utf8))
      documents[document["edge"].text ?? ""] = document
    }
    return documents
  }

  /// What a single daily sync makes of the edge repo that all are copies of.
  private static func tree(of fleet: EdgeFleet) throws -> String {
    try fleet.pair.edge.git.run("config", "user.useConfigOnly", "false")
    _ = try fleet.pair.addRemote()
    let outcome = try fleet.pair.run("daily", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let commit = try JSON(parsing: outcome.output)["commit"].text ?? ""
    return try fleet.pair.edge.git.line("rev-parse", "\(commit)^{tree}")
  }

  @Test func eachIsDoneWhateverBecomesOfOthersAndUpstreamIsFetchedOnce() throws {
    let fleet = try EdgeFleet(6)
    let tree = try Self.tree(of: fleet)
    try fleet.change("edge-2", "services/api/app.py") { $0 + "local\n" }
    try fleet.change("edge-4", "edgesync.yml") { _ in "not: [yaml" }
    try fleet.change("edge-5", "edgesync.yml") {
      $0 + "checks: [{ name: fails, run: 'echo no; exit 1' }]\n"
    }
    try fleet.write(
      fleet.names.map { "{ name: \($0), url: \($0).git }" } + ["{ name: gone, url: gone.git }"])
    let outcome = try fleet.run("run", "daily", "--jobs", "3")
    let documents = try Self.documents(outcome)
    #expect(documents.count == 7 && outcome.lines.count == 7)
    let statuses = documents.mapValues { $0["status"] }
    #expect(
      statuses == [
        "edge-1": .number(0), "edge-2": .number(3), "edge-3": .number(0), "edge-4": .number(78),
        "edge-5": .number(2), "edge-6": .number(0), "gone": .number(5),
      ], "\(outcome.errorText)")
    #expect(outcome.status == 78)
    for name in ["edge-1", "edge-3", "edge-6"] {
      #expect(documents[name]?["result"]["outcome"].text == "offered")
      #expect(documents[name]?["error"] == .null)
      let git = fleet.remote(name)
      #expect(try git.line("rev-parse", "\(Self.offer)^{tree}") == tree)
      #expect(try git.line("rev-parse", "\(Self.offer)^") == git.line("rev-parse", "main"))
    }
    #expect(documents["edge-2"]?["error"].text?.contains("app.py was modified") == true)
    #expect(documents["edge-4"]?["result"] == .null)
    #expect(documents["edge-5"]?["error"].text?.contains("fails") == true)
    // One clone of upstream for all, and none in theirs.
    let cache = fleet.pair.folder.path.appending("cache").string
    let upstreams = try FileManager.default.contentsOfDirectory(atPath: cache + "/upstreams")
    #expect(upstreams.count == 1)
    for clone in try FileManager.default.contentsOfDirectory(atPath: cache + "/edges") {
      let mirror = "\(cache)/edges/\(clone)/.git/edgesync/mirror.git"
      #expect(!FileManager.default.fileExists(atPath: mirror))
    }
    // Again, nothing is done twice.
    let before = try fleet.references()
    #expect(try fleet.run("run", "daily", "--only", "none=at all").status == 64)
    let again = try Self.documents(fleet.run("run", "daily", "--shard", "1/2"))
    #expect(Set(again.keys) == ["edge-1", "edge-3", "edge-5", "gone"])
    #expect(try fleet.references() == before)
  }

  /// The third check kills the run that it belongs to, and then waits for ever: only if its own edgesync sees that the
  /// run is gone does it ever end, and let go of the file.
  private static let killing = """
    checks:
      - name: kills
        run: |
          [ -e @FOLDER@/killed ] && exit 0
          mktemp @FOLDER@/seen.XXXXXX
          [ $(ls @FOLDER@/seen.* | wc -l) -eq 3 ] || exit 0
          touch @FOLDER@/killed
          exec 9> @FOLDER@/held; flock 9
          outer=$(ps -o ppid= "$PPID")
          daily=$(ps -o ppid= $outer)
          kill -KILL $(ps -o ppid= $daily)
          tail -f /dev/null
    """

  @Test func aRunThatWasKilledIsRunAgainToTheSameEnd() throws {
    let fleet = try EdgeFleet(5, manifest: Self.killing)
    let killed = try fleet.run("run", "daily", "--jobs", "2")
    #expect(killed.status == 128 + 9)
    let again = try fleet.run("run", "daily", "--jobs", "2")
    #expect(again.status == 0, "\(again.errorText)")
    #expect(again.lines.count == 5)
    // What the killed one had started has ended, or it would still hold this.
    let held = try Program("/usr/bin/timeout").run([
      "1", "flock", fleet.pair.folder.path.appending("held").string, "true",
    ])
    #expect(held.status == 0)
    let tree = try Self.tree(of: fleet)
    for name in fleet.names {
      let git = fleet.remote(name)
      #expect(
        try git.run("for-each-ref", "--format=%(refname)").lines == [
          Self.offer, "refs/heads/main",
        ])
      #expect(try git.line("rev-parse", "\(Self.offer)^{tree}") == tree)
      #expect(try git.line("rev-parse", "\(Self.offer)^") == git.line("rev-parse", "main"))
    }
  }

  @Test func twoRunsAtOnceDontCollide() throws {
    let fleet = try EdgeFleet(3)
    let runs = try (1...2).map { _ in
      try fleet.pair.edgesync.start(
        fleet.arguments(["run", "daily", "--jobs", "2"]), in: fleet.pair.folder.path)
    }
    for run in runs {
      let outcome = try run.wait()
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(try Self.documents(outcome).count == 3)
    }
    let tree = try Self.tree(of: fleet)
    for name in fleet.names {
      #expect(try fleet.remote(name).line("rev-parse", "\(Self.offer)^{tree}") == tree)
      #expect(try fleet.remote(name).line("rev-list", "--count", "main..\(Self.offer)") == "1")
    }
  }

  /// What is offered goes where a checkout's own pushes go, and what somebody works on in it stays.
  @Test(arguments: EdgePair.Mode.allCases) func aCheckoutIsClonedFromItsOriginAndNotTouched(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    try pair.advanceAsUsual()
    try pair.folder.write(EdgeFleet.identity, to: "home/.gitconfig")
    try pair.folder.write("mine\n", to: "edge/notes.txt")
    let before = try pair.state()
    let cache = pair.folder.path.appending("cache").string
    let outcome = try pair.edgesync.run(
      ["-C", pair.folder.name, "fleet", "run", "daily", "--from-dir", ".", "--cache", cache],
      in: "/")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try Self.documents(outcome).keys.sorted() == ["edge"])
    #expect(try remote.outcome(["rev-parse", "--verify", Self.offer]).status == 0)
    #expect(try pair.state() == before)
  }

  /// As in the edge repo itself: a clone of it in the cache stands elsewhere.
  @Test func aRelativeUpstreamIsTakenFromWhereTheEdgeRepoIs() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    try pair.folder.write(EdgeFleet.identity, to: "home/.gitconfig")
    try pair.folder.write("edges:\n  - { name: a, url: edge.git }\n", to: "fleet.yml")
    let remote = pair.folder.path.appending("edge.git").string
    try pair.edge.git.run("clone", "--quiet", "--bare", pair.edge.git.folder.string, remote)
    let cache = pair.folder.path.appending("cache").string
    let outcome = try pair.edgesync.run(
      ["fleet", "run", "daily", "--cache", cache], in: pair.folder.path)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let git = pair.folder.git(in: "edge.git")
    #expect(try git.outcome(["rev-parse", "--verify", Self.offer]).status == 0)
  }
}
