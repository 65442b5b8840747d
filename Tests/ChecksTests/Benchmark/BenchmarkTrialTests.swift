import Git
import Journal
import Rules
import Support
import Testing

@testable import Checks

/// Benchmarks of files that tell how slow they are, so that no test depends on the clock.
@Suite struct BenchmarkTrialTests {
  private let bench: CheckBench
  private let slow: CheckSubject

  init() throws {
    bench = try CheckBench(files: ["cost": .text("110\n")])
    let repository = bench.repository
    let before = try repository.commit(
      tree: repository.write(.folder(["cost": .text("100\n")])).id, message: Array("Before".utf8))
    let present = try CheckBench.subject(before, in: repository)
    slow = CheckSubject(
      repository: bench.subject.repository, commit: bench.subject.commit, tree: bench.subject.tree,
      presentTree: present.tree, base: present.commit, pin: present.commit,
      candidate: bench.subject.commit, kind: .weekly)
  }

  /// Each run measures the cost and a little noise by its number.
  private let measure =
    "echo run >> $HOME/runs; n=$(wc -l < $HOME/runs); "
    + "echo \"[{\\\"name\\\":\\\"cost\\\",\\\"unit\\\":\\\"ms\\\",\\\"value\\\":$(cat cost).$((n % 3))}]\" > out.json"

  private func result(_ command: String, _ rest: String = "", isFresh: Bool = false)
    async throws -> CheckResult
  {
    let check = try CheckBench.check(command, "benchmark: out.json\n    " + rest)
    return try #require(try await bench.run([check], on: slow, isFresh: isFresh).first)
  }

  @Test func aSlowerCandidateFails() async throws {
    let result = try await result(measure)
    #expect(result.state == .failed)
    #expect(result.reason?.contains("cost is slower by 10.") == true, "\(result.reason ?? "")")
    let figure = try #require(result.benchmarks.first)
    #expect(figure.verdict == .slower)
    #expect(figure.samples.count == BenchmarkComparison.pairs)
    #expect(figure.baseline.map { (100..<101).contains($0) } == true)
    // To warm up, and in turn.
    let notes = result.text.split(separator: "\n").filter { $0.hasPrefix("edgesync: ") }
    #expect(notes.count == 2 * (BenchmarkComparison.pairs + 1))
    #expect(notes[2].contains("the candidate, 1 of") && notes[3].contains("the current tree, 1 of"))
    #expect(notes[4].contains("the current tree, 2 of") && notes[5].contains("the candidate, 2 of"))
  }

  @Test func whatIsToleratedPasses() async throws {
    let result = try await result(measure, "tolerance: 20%")
    #expect(result.state == .passed)
    #expect(result.benchmarks.first?.verdict == .same)
  }

  @Test(arguments: [("105", CheckResult.State.passed), ("90", .failed)])
  func aNumberIsABaseline(_ number: String, _ state: CheckResult.State) async throws {
    let result = try await result(measure, "against: \(number)")
    #expect(result.state == state)
    #expect(!result.text.contains("the current tree"))
  }

  /// What the edge repo's own files cost is told by upstream's in their place, and by nothing else.
  @Test(arguments: [
    ("100", CheckResult.State.failed, BenchmarkFigure.Verdict.slower), ("120", .passed, .faster),
  ])
  func upstreamsFilesAreABaseline(
    _ cost: String, _ state: CheckResult.State, _ verdict: BenchmarkFigure.Verdict
  ) async throws {
    let result = try await result(against: ["cost": .text("\(cost)\n")])
    #expect(result.state == state)
    let figure = try #require(result.benchmarks.first)
    #expect(figure.verdict == verdict)
    #expect(figure.baseline.map { abs($0 - (Double(cost) ?? 0)) < 1 } == true)
    #expect(result.text.contains("upstream's files, 1 of"))
    // With other files upstream, it hasn't run.
    #expect(!(try await self.result(against: ["cost": .text("130\n")])).isCached)
    #expect(try await self.result(against: ["cost": .text("\(cost)\n")]).isCached)
  }

  @Test func whereNoFileDiffersFromUpstreamsNothingIsCompared() async throws {
    let result = try await result(against: ["cost": .text("110\n")])
    #expect(result.state == .passed)
    #expect(result.benchmarks.first?.verdict == nil)
    #expect(result.reason?.contains("no edge-specific file differs") == true)
  }

  /// A file that is upstream's alone is there, and a link of its takes the place of a file without being followed.
  @Test func upstreamsFilesAreLaidOutAsTheyAre() async throws {
    let result = try await result(
      against: ["cost": .link(Array("deep/other".utf8)), "deep/other": .text("100\n")])
    #expect(result.benchmarks.first?.verdict == .slower)
  }

  /// The result where upstream has these at edge-specific paths.
  private func result(
    against files: KeyValuePairs<String, RawRepository.Entry>
  ) async throws -> CheckResult {
    let repository = bench.repository
    var items: [RepoPath: TreeItem] = [:]
    for (path, entry) in files {
      let written = try repository.write(entry)
      items[RepoPath(path)] = TreeItem(
        mode: written.mode == "120000" ? .symlink : .file,
        id: try #require(ObjectID(hex: written.id)))
    }
    let subject = CheckSubject(
      repository: bench.subject.repository, commit: bench.subject.commit, tree: bench.subject.tree,
      pin: bench.subject.commit, candidate: bench.subject.commit, kind: .weekly,
      counterparts: try Counterparts(items, in: repository.git.folder))
    let check = try CheckBench.check(measure, "benchmark: out.json\n    against: upstream")
    return try #require(try await bench.run([check], on: subject).first)
  }

  @Test func whereThePinCantRunItNothingIsCompared() async throws {
    let result = try await result("[ \"$(cat cost)\" = 110 ] || exit 9; \(measure)")
    #expect(result.state == .passed)
    #expect(result.benchmarks.first?.verdict == nil)
    #expect(result.reason?.contains("at the pin, exit status 9") == true, "\(result.reason ?? "")")
  }

  @Test(arguments: [
    ("true", "out.json can't be used: it isn't there"),
    ("echo nonsense > out.json", "can't be used: it is neither"), ("exit 3", "exit status 3"),
    ("mkfifo out.json", "or isn't a regular file"),
    ("ln -s /dev/zero out.json", "or isn't a regular file"),
  ])
  func aCandidateThatMeasuresNothingFails(_ command: String, _ reason: String) async throws {
    let result = try await result(command)
    #expect(result.state == .failed)
    #expect(result.reason?.contains(reason) == true, "\(result.reason ?? "")")
    #expect(result.benchmarks.isEmpty)
  }

  @Test func anEarlierRunsReportIsntReadAgain() async throws {
    let result = try await result("if [ ! -e $HOME/ran ]; then \(measure); fi; touch $HOME/ran")
    #expect(result.state == .failed)
    #expect(result.reason?.contains("it isn't there") == true)
  }

  /// What a candidate's link leads to isn't removed to make room for a report.
  @Test func noLinkIsFollowedToAnEarlierReport() async throws {
    let figures = "[{\"name\":\"a\",\"value\":1}]"
    try bench.folder.writeProgram(figures, to: "outside/b.json")
    let check = try CheckBench.check(
      "ln -sfn \(bench.folder.name)/outside out", "benchmark: out/b.json")
    let result = try #require(try await bench.run([check], on: slow).first)
    #expect(result.state == .failed)
    #expect(result.reason?.contains("leads out of the files") == true, "\(result.reason ?? "")")
    #expect(bench.folder.text(of: "outside/b.json") == figures)
  }

  @Test func aResultHoldsForWhatItWasComparedWith() async throws {
    let check = try CheckBench.check(measure, "benchmark: out.json")
    _ = try await bench.run([check], on: slow)
    #expect(try await bench.run([check], on: slow).first?.isCached == true)
    #expect(try await bench.run([check]).first?.isCached == false)
  }

  @Test func trendsAreKeptByMachine() async throws {
    _ = try await result(measure)
    _ = try await result(measure, isFresh: true)
    #expect(
      try bench.database.measurements(on: Machine.identity, limit: 5).map(\.check) == ["it", "it"])
    #expect(try bench.database.measurements(on: "elsewhere", limit: 5).isEmpty)
  }
}
