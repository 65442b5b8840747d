import Git
import Journal
import Locks
import Rules
import Support
import SystemPackage
import Testing

@testable import Checks

@Suite struct CheckRunnerTests {
  @Test(arguments: [
    ("", "b a", "b a"),
    ("b: post", "a b c", "a c b"),
    ("a: post, c: post", "a b c", "b a c"),
    ("a needs c", "a b c", "b c a"),
    ("a needs b, b needs c", "a b c", "c b a"),
    ("a needs b, b: post", "a b c", "c b a"),
    ("a needs b, a: post, c: post", "a b c", "b a c"),
    // A need that isn't among the checks holds nobody up.
    ("a needs missing", "a b", "a b"),
  ])
  func runsInTheirOrder(_ rules: String, _ names: String, _ wanted: String) throws {
    var entries = names.split(separator: " ").map { (name: String($0), rest: "") }
    for rule in rules.split(separator: ",") {
      let words = rule.split(separator: " ").map(String.init)
      let name = words[0].replacing(":", with: "")
      let index = try #require(entries.firstIndex { $0.name == name })
      entries[index].rest +=
        words[1] == "needs" ? "\n    needs: [\(words[2])]" : "\n    stage: post"
    }
    if rules.contains("missing") { entries.append(("missing", "")) }
    let list = entries.map { "  - name: \($0.name)\n    run: x\($0.rest)" }.joined(separator: "\n")
    let checks = try CheckBench.checks(list).filter { $0.name != "missing" }
    #expect(
      CheckGraph.ordered(checks).map(\.name).joined(separator: " ") == wanted)
  }

  @Test func skipsWhatNeedsAFailedCheck() async throws {
    let bench = try CheckBench()
    let checks = try CheckBench.checks(
      """
        - { name: late, run: "true", stage: post, needs: [middle, fine] }
        - { name: middle, run: "true", needs: [bad] }
        - { name: bad, run: "false", required: false }
        - { name: fine, run: "true" }
      """)
    #expect(try bench.known(checks).isEmpty)
    let results = try await bench.run(checks)
    #expect(results.map(\.name) == ["bad", "middle", "fine", "late"])
    #expect(results.map(\.state) == [.failed, .skipped, .passed, .skipped])
    #expect(results[1].reason == "it needs bad")
    #expect(results[3].reason == "it needs middle")
    // A skipped check that is required lets nothing land.
    #expect(results.map(\.allowsLanding) == [true, false, true, false])
    // And no less once it is only remembered.
    #expect(try bench.known(checks).map(\.name) == results.map(\.name))
    #expect(try bench.known(checks).map(\.state) == results.map(\.state))
    #expect(try bench.known(checks).map(\.reason) == results.map(\.reason))
  }

  @Test func findsResultsForTheSameTreeDefinitionAndEnvironmentOnly() async throws {
    let bench = try CheckBench()
    let counter = bench.folder.name + "/runs"
    let runs = { bench.folder.text(of: "runs")?.split(separator: "\n").count ?? 0 }
    let check = try CheckBench.check("echo run >> \(counter)")
    #expect(try await bench.run([check])[0].isCached == false)
    let again = try await bench.run([check])[0]
    #expect(again.isCached)
    #expect(again.state == .passed)
    #expect(again.date == 7)
    #expect(runs() == 1)

    // The same tree by another commit: the result holds.
    let same = try bench.repository.commit(
      tree: bench.repository.git.line("rev-parse", "HEAD^{tree}"), message: Array("Same".utf8))
    let other = try bench.repository.commit(
      tree: bench.repository.tree([(Array("app.py".utf8), .text("two\n"))]),
      message: Array("Other".utf8))
    let sameTree = try CheckBench.subject(same, in: bench.repository)
    let otherTree = try CheckBench.subject(other, in: bench.repository)
    #expect(try await bench.run([check], on: sameTree)[0].isCached)
    #expect(try await bench.run([check], on: otherTree)[0].isCached == false)
    #expect(runs() == 2)

    for changed in [
      try CheckBench.check("echo run >> \(counter); true"),
      try CheckBench.check("echo run >> \(counter)", "timeout: 9s"),
      try CheckBench.check("echo run >> \(counter)", "env: { A: b }"),
      try CheckBench.check("echo run >> \(counter)", "stage: post"),
    ] {
      #expect(try await bench.run([changed])[0].isCached == false)
    }
    #expect(runs() == 6)
    #expect(
      try await bench.run([check], environment: ["PATH": "/bin:/usr/bin"])[0].isCached == false)
    #expect(try await bench.run([check], isFresh: true)[0].isCached == false)
    #expect(runs() == 8)
    // What only decides who waits and what follows changes nothing of the result.
    let optional = try CheckBench.check("echo run >> \(counter)", "required: false")
    let found = try await bench.run([optional])[0]
    #expect(found.isCached)
    #expect(!found.isRequired)
    #expect(runs() == 8)
  }

  @Test func failedResultsAreFoundWithTheirLog() async throws {
    let bench = try CheckBench()
    let check = try CheckBench.check("echo why; exit 3")
    _ = try await bench.run([check])
    let found = try await bench.run([check])[0]
    #expect(found.isCached)
    #expect(found.state == .failed)
    #expect(found.reason == "why (exit status 3)")
    #expect(found.text == "why\n")
    // The newest run counts.
    let flaky = try CheckBench.check(
      "[ -e \(bench.folder.name)/fixed ]")
    #expect(try await bench.run([flaky])[0].state == .failed)
    try bench.folder.write("", to: "fixed")
    #expect(try await bench.run([flaky], isFresh: true)[0].state == .passed)
    #expect(try await bench.run([flaky])[0].state == .passed)
  }

  @Test func tellsWhatHappensAsItHappens() async throws {
    let bench = try CheckBench()
    let told = Mutex<[String]>([])
    let runner = CheckRunner(bench.database, isFresh: true, clock: { 0 })
    let checks = try CheckBench.checks("  - { name: a, run: echo hello, sandbox: off }")
    for _ in 0..<2 {
      _ = try await runner.run(checks, on: bench.subject) { progress in
        told.withLock {
          switch progress {
          case .started(let name, let last): $0.append("started \(name) \(last == nil)")
          case .output(let name, let bytes):
            $0.append("\(name): \(String(decoding: bytes, as: UTF8.self))")
          case .finished(let result): $0.append("\(result.name) \(result.state)")
          }
        }
      }
    }
    #expect(
      told.withLock { $0 } == [
        "started a true", "a: hello\n", "a passed", "started a false", "a: hello\n", "a passed",
      ])
  }
}
