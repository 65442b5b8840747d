import Git
import Journal
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream
import Watching

/// What lasts is told when it begins and when it ends, once each.
@Suite struct AlertStateTests {
  private static let check =
    "checks: [{ name: unit, run: make }, { name: bench, run: make, benchmark: b.json }]"

  /// Something that lasts: what begins it, and what ends it.
  private static func begin(_ kind: AlertRule.Kind, _ bench: AlertBench) throws {
    switch kind {
    case .failed: try bench.record(.failed)
    case .refused: try bench.record(.refused)
    case .stale:
      try bench.pair.advanceAsUsual()
      bench.now += 9 * 86_400
    case .drift: try bench.pair.write("mine\n", to: "services/api/app.py")
    case .check: try record(.failed, in: bench)
    case .regression: try measure(.slower, in: bench)
    case .offered, .landed: break
    }
  }

  private static func end(_ kind: AlertRule.Kind, _ bench: AlertBench) async throws {
    switch kind {
    case .failed, .refused: try bench.record(.offered)
    case .stale:
      let tip = try bench.pair.platform.git.line("rev-parse", "main")
      _ = try await TestSync.pin(#require(ObjectID(hex: tip)), in: bench.root)
    case .drift: try bench.pair.edge.git.run("checkout", "--", ".")
    case .check: try record(.passed, in: bench)
    case .regression: try measure(.same, in: bench)
    case .offered, .landed: break
    }
  }

  /// Records how a check ended at the newest candidate.
  private static func record(_ state: CheckResult.State, in bench: AlertBench) throws {
    try bench.pair.advanceAsUsual()
    let edge = try EdgeRepo(at: bench.root)
    let tip = try edge.upstream.tip(in: edge.upstream.open())
    let base = try #require(try edge.repository.head().commit)
    let tree = try edge.repository.commitTree(base)
    let database = try bench.database()
    try database.record(tree, of: tip, on: base)
    for name in ["unit", "bench"] {
      try database.record(
        CheckResult(
          name: name, stage: .pre, state: name == "unit" ? state : .passed, isRequired: true,
          seconds: 1, date: bench.now),
        for: .init(tree: tree, name: name, definition: "", environment: ""))
    }
  }

  /// Records what a benchmark measured.
  private static func measure(_ verdict: BenchmarkFigure.Verdict, in bench: AlertBench) throws {
    let figure = BenchmarkFigure(
      name: "latency", unit: "ms", value: 12, baseline: 10, change: 0.2, verdict: verdict)
    try bench.database().record(
      CheckResult(
        name: "bench", stage: .pre, state: .passed, isRequired: true, seconds: 1, date: bench.now,
        benchmarks: [figure]),
      for: .init(tree: .emptyTree, name: "bench", definition: "", environment: ""),
      on: Machine.identity)
  }

  private static let states = AlertRule.Kind.allCases.filter(\.isState)

  @Test(arguments: states) func isToldOnceAndItsEndOnce(_ kind: AlertRule.Kind) async throws {
    let bench = try AlertBench(
      "{ on: \(kind.rawValue), post: \"@URL@\" }\n"
        + "  - { on: \(kind.rawValue), run: \"cat >> ../told\" }", more: Self.check)
    #expect(try await bench.told() == [])
    var all: [String] = []
    for _ in 0..<2 {
      try Self.begin(kind, bench)
      #expect(try await bench.told() == ["\(kind.rawValue) firing"])
      #expect(try await bench.told() == [])
      // Another process at a later time.
      #expect(try await bench.told(after: 3600) == [])
      try await Self.end(kind, bench)
      #expect(try await bench.told() == ["\(kind.rawValue) resolved"])
      #expect(try await bench.told() == [])
      all += ["\(kind.rawValue) firing", "\(kind.rawValue) resolved"]
      if kind == .stale || kind == .check { break }
    }
    // The command was told the very same.
    let lines = (bench.pair.folder.text(of: "told") ?? "").split(separator: "\n")
    #expect(try lines.map { try AlertBench.words(Array($0.utf8)) } == all)
  }

  @Test func whatLastsIsToldAgainWhereThatIsWanted() async throws {
    let bench = try AlertBench("{ on: drift, post: \"@URL@\", again: 24h }")
    try Self.begin(.drift, bench)
    #expect(try await bench.told() == ["drift firing"])
    #expect(try await bench.told(after: 86_000) == [])
    #expect(try await bench.told(after: 1000) == ["drift firing"])
    #expect(try await bench.told(after: 1000) == [])
    try await Self.end(.drift, bench)
    #expect(try await bench.told() == ["drift resolved"])
  }

  @Test func onlyWhatIsListedIsTold() async throws {
    let bench = try AlertBench("{ on: [failed, stale], post: \"@URL@\" }")
    try Self.begin(.drift, bench)
    try Self.begin(.refused, bench)
    #expect(try await bench.told() == [])
  }

  /// A daily job that ends well each day, and takes nothing.
  @Test func staleIsToldByLagWhateverJobsSay() async throws {
    let bench = try AlertBench("{ on: stale, post: \"@URL@\" }", more: "stale: 20d")
    // Nothing of upstream waits, and nothing has landed for long.
    #expect(try await bench.told(after: 100 * 86_400) == [])
    try bench.pair.advance(
      EdgePair.pinnedService.with(app: "four\n"), subject: "New", time: bench.now)
    for _ in 0..<20 {
      try bench.database().recordRun(command: "daily", outcome: "nothing", date: bench.now)
      #expect(try await bench.told(after: 86_000, ended: .nothing) == [])
    }
    #expect(try await bench.told(after: 86_400, ended: .nothing) == ["stale firing"])
  }

  @Test func whatCannotBeToldStaysAsItWas() async throws {
    let bench = try AlertBench("{ on: [stale, drift, failed], post: \"@URL@\" }")
    try Self.begin(.drift, bench)
    #expect(try await bench.told() == ["drift firing"])
    try bench.pair.edge.git.run("checkout", "--", ".")
    // Upstream is gone: whether files drift can't be told.
    let platform = bench.pair.folder.path.appending("platform").string
    _ = try bench.pair.edge.git.shell("mv ../platform ../away")
    try bench.record(.failed, "upstream can't be reached")
    #expect(try await bench.told() == ["failed firing"])
    _ = try bench.pair.edge.git.shell("mv ../away \(platform)")
    #expect(try await bench.told() == ["drift resolved"])
  }

  @Test func aSyncThatSucceedsEndsAFailure() async throws {
    let bench = try AlertBench("{ on: [failed, refused], post: \"@URL@\" }")
    try bench.record(.failed)
    try bench.record(.refused)
    #expect(try await bench.told() == ["failed firing", "refused firing"])
    // More of the same is the same.
    try bench.record(.failed)
    #expect(try await bench.told() == [])
    // There was nothing to sync, at the very second of the failure.
    #expect(
      try await bench.told(after: 0, ended: .nothing) == ["failed resolved", "refused resolved"])
    try bench.database().recordRun(command: "daily", outcome: "nothing", date: bench.now + 1)
    #expect(try await bench.told() == [])
    try bench.record(.failed)
    #expect(try await bench.told() == ["failed firing"])
  }

  /// What fails before it is a sync: upstream can't be fetched, or the manifest can't be read.
  @Test(arguments: [("fetch", "done"), ("daily", "nothing")])
  func aRunThatFailsEarlyIsAFailure(_ command: String, _ success: String) async throws {
    let bench = try AlertBench("{ on: failed, post: \"@URL@\" }")
    try bench.database().recordRun(command: command, outcome: "failed", date: bench.now)
    #expect(try await bench.told() == ["failed firing"])
    try bench.database().recordRun(command: command, outcome: success, date: bench.now)
    #expect(try await bench.told() == ["failed resolved"])
  }
}

extension KeyValuePairs<String, RawRepository.Entry> {
  /// The files with another `app.py`.
  fileprivate func with(app: String) -> KeyValuePairs<String, RawRepository.Entry> {
    [
      "Dockerfile": .text("FROM python\n"), "app.py": .text(app),
      "requirements.txt": .text("fastapi==1\n"),
      "run.sh": .file(Array("#!/bin/sh\n".utf8), isExecutable: true),
      "utils": .folder(["math.py": .text("def add(a, b):\n    return a + b\n")]),
    ]
  }
}
