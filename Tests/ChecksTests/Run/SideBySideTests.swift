import Journal
import Rules
import Support
import Testing

@testable import Checks

/// Checks beside each other, and what one's failure means to the others.
@Suite struct SideBySideTests {
  /// Each waits for the other to have begun, and so passes only beside it.
  @Test func runsSideBySide() async throws {
    let bench = try CheckBench()
    let place = bench.folder.name
    let meet = { (own: String, other: String) in
      "touch \(place)/\(own); until [ -e \(place)/\(other) ]; do sleep 0.05; done"
    }
    let results = try await bench.run(
      CheckBench.checks(
        """
          - { name: a, timeout: 60s, run: "\(meet("one", "two"))" }
          - { name: b, timeout: 60s, run: "\(meet("two", "one"))" }
        """), jobs: 2)
    #expect(results.map(\.name) == ["a", "b"])
    #expect(results.map(\.state) == [.passed, .passed])
  }

  @Test func aRequiredFailureEndsTheOthersWhereThatIsAskedFor() async throws {
    let bench = try CheckBench()
    let checks = try CheckBench.checks(
      """
        - { name: long, run: sleep 1000 }
        - { name: bad, run: "false" }
        - { name: later, run: "true" }
        - { name: optional, run: "false", required: false }
      """)
    let runner = CheckRunner(
      bench.database, environment: CheckEnvironment(["PATH": "/usr/bin:/bin"]), isFresh: false,
      jobs: 2, persistence: .stopsEarly, clock: { 7 })
    let results = try await runner.run(checks, on: bench.subject) { _ in }
    #expect(results.map(\.state) == [.cancelled, .failed, .skipped, .skipped])
    #expect(results[2].reason == "bad didn't pass")
    #expect(Processes.mentioning(bench.folder.path) == [])
    // What isn't required ends nobody.
    let kept = try await runner.run(Array(checks[2...].reversed()), on: bench.subject) { _ in }
    #expect(kept.map(\.state) == [.failed, .passed])
  }

  @Test func aReportNamesFailingTestsAndWhichAreNew() async throws {
    let bench = try CheckBench(files: ["report.xml": .text(Self.report("old", "new"))])
    let before = try CheckBench.subject(
      bench.repository.commit(
        tree: bench.repository.tree([
          (Array("report.xml".utf8), .text(Self.report("old", "fixed")))
        ]), message: Array("Before".utf8)), in: bench.repository)
    let subject = CheckSubject(
      repository: bench.subject.repository, commit: bench.subject.commit, tree: bench.subject.tree,
      presentTree: before.tree, pin: before.commit, candidate: bench.subject.commit, kind: .weekly)
    let checks = try CheckBench.checks("  - { name: it, run: exit 1, junit: report.xml }")
    // Nothing is known of the pin at first.
    let first = try await bench.run(checks, on: subject)[0]
    #expect(first.failures.map(\.isNew) == [nil, nil])
    _ = try await bench.run(checks, on: before)
    let result = try await bench.run(checks, on: subject)[0]
    #expect(result.isCached)
    #expect(result.reason?.hasPrefix("old: ") == true, "\(result.reason ?? "")")
    #expect(result.reason?.hasSuffix("(2 of 3 tests failed, exit status 1)") == true)
    #expect(result.tests == 3)
    #expect(result.failures.map(\.name) == ["old", "new"])
    #expect(result.failures.map(\.isNew) == [false, true])
    #expect(result.failures.map(\.since) == [before.commit, nil])
    #expect(result.fixed == ["fixed"])
  }

  /// The exit status decides, and a report may only take a pass away.
  @Test(
    arguments: [
      ("cp failing.xml report.xml", .failed, "its report report.xml names 1 failing"),
      ("cp fine.xml report.xml", .passed, nil),
      ("true", .failed, "it wrote no report report.xml"),
      ("cp fine.xml report.xml; exit 3", .failed, "exit status 3"),
      (
        "echo x > report.xml", .failed,
        "its report report.xml can't be read: it isn't XML in UTF-8"
      ),
    ] as [(String, CheckResult.State, String?)])
  func aReportGivesNoPass(
    _ command: String, _ state: CheckResult.State, _ reason: String?
  ) async throws {
    let bench = try CheckBench(files: [
      "failing.xml": .text(Self.report("one")), "fine.xml": .text(Self.report()),
    ])
    let result = try await bench.run(command, "junit: report.xml")
    #expect(result.state == state)
    #expect((result.reason == nil) == (reason == nil))
    #expect(result.reason?.contains(reason ?? "") != false, "\(result.reason ?? "")")
  }

  @Test func whatBothPassesAndFailsOnOneTreeIsFlaky() async throws {
    let bench = try CheckBench()
    let check = try CheckBench.check("[ -e '\(bench.folder.name)/luck' ]")
    let failed = try #require(try await bench.run([check], isFresh: true).first)
    #expect(failed.state == .failed && !failed.isFlaky)
    try bench.folder.write("", to: "luck")
    let passed = try #require(try await bench.run([check], isFresh: true).first)
    #expect(passed.state == .passed && passed.isFlaky)
    #expect(try await bench.run([check]).first?.isFlaky == true)
  }

  private static func report(_ failing: String...) -> String {
    let cases = failing.map { "<testcase name=\"\($0)\"><failure message=\"no\"/></testcase>" }
    return "<testsuite><testcase name=\"fine\"/>\(cases.joined())</testsuite>"
  }
}
