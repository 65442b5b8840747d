import Checks
import Console
import Journal
import Rules
import Testing

/// What is known of a candidate's checks, while they run, are stopped and run again.
@Suite struct ValidationTests {
  private static let names = ["tests", "lint"]

  private func validation(_ states: [String: CheckResult.State]) throws -> Validation {
    let manifest = try Manifest(
      parsing: Array(
        """
        version: 1
        upstream: { url: ../platform, branch: main }
        mode: selective
        mappings: [{ name: api, from: a, to: a }]
        checks: [{ name: tests, run: "true" }, { name: lint, run: "true" }]

        """.utf8))
    var validation = Validation(manifest.checks)
    for name in CheckDefinition.builtInNames + Self.names {
      validation.take(.finished(result(name, states[name] ?? .passed)), now: 0)
    }
    return validation
  }

  private func result(_ name: String, _ state: CheckResult.State) -> CheckResult {
    CheckResult(
      name: name, stage: .post, state: state, isRequired: true, seconds: 1, date: 0)
  }

  /// A check that is stopped, or never began, is what it was before.
  @Test(arguments: [CheckResult.State.passed, .failed])
  func whatIsStoppedKeepsItsResult(_ earlier: CheckResult.State) throws {
    var validation = try validation(["tests": earlier, "lint": earlier])
    let before = validation.rows
    validation.begin(["tests", "lint"])
    #expect(validation.isRunning && validation.missing.count == 2)
    validation.take(.started(name: "tests", lastSeconds: 1), now: 1)
    validation.take(.finished(result("tests", .cancelled)), now: 2)
    validation.end()
    #expect(validation.rows == before && !validation.isRunning)
  }

  @Test func whatIsStoppedTheFirstTimeHasNotRun() throws {
    var validation = try validation(["tests": .cancelled])
    #expect(validation.missing.map(\.name) == ["tests"])
    #expect(validation.failed.isEmpty && validation.blocking.isEmpty)
    validation.begin(nil)
    validation.take(.finished(result("tests", .passed)), now: 2)
    validation.end()
    #expect(validation.missing.isEmpty && validation.passed == validation.rows.count)
  }

  /// What another one's failure skipped keeps a sync from landing, and hasn't failed itself.
  @Test func theSkippedBlocksAndHasNotFailed() throws {
    let validation = try validation(["tests": .failed, "lint": .skipped])
    #expect(validation.failed.map(\.name) == ["tests"])
    #expect(validation.blocking.map(\.name) == ["tests", "lint"])
    #expect(validation.missing.isEmpty)
  }

  @Test func theOverriddenBlocksNothing() throws {
    let validation = try validation(["tests": .overridden])
    #expect(validation.failed.isEmpty && validation.blocking.isEmpty)
  }
}
