import Foundation
import Support
import Testing

/// The helpers, as the linters of their languages see them.
@Suite struct HelperLintTests {
  private func expectClean(_ program: String, _ arguments: [String]) throws {
    let path = try #require(InstalledProgram.path(of: program))
    let outcome = try Program(path).run(arguments)
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
  }

  @Test(
    .enabled(if: InstalledProgram.path(of: "shellcheck") != nil, "shellcheck isn't installed"),
    arguments: ["scripts/sync-services.sh", "scripts/validate-sync.sh", HelperText.hook])
  func shellcheckFindsNothing(_ path: String) throws {
    try expectClean("shellcheck", ["--shell=sh", HelperText.golden(path).path])
  }

  @Test(.enabled(if: InstalledProgram.path(of: "actionlint") != nil, "actionlint isn't installed"))
  func actionlintFindsNothing() throws {
    try expectClean(
      "actionlint", [HelperText.golden(".github/workflows/edgesync-daily.yml").path])
  }

  /// Scripts that stand in a pipeline's text are scripts all the same.
  @Test(
    .enabled(if: InstalledProgram.path(of: "shellcheck") != nil, "shellcheck isn't installed"),
    arguments: [".github/workflows/edgesync-daily.yml", ".gitlab/edgesync.yml"])
  func shellcheckFindsNothingInPipelines(_ path: String) throws {
    let text = try String(contentsOf: HelperText.golden(path), encoding: .utf8)
    let scripts = PipelineScript.all(in: text)
    #expect(scripts.count >= 2)
    for script in scripts {
      let outcome = try Program(try #require(InstalledProgram.path(of: "shellcheck"))).run(
        ["--shell=sh", "-"], input: Array(script.utf8))
      #expect(outcome.status == 0, "\(outcome.text)")
    }
  }

  /// Nothing that a person types at a manual start, and no token, stands in a script's text; each action
  /// is pinned by a commit.
  @Test func theWorkflowInterpolatesNothing() throws {
    let path = ".github/workflows/edgesync-daily.yml"
    let text = try String(contentsOf: HelperText.golden(path), encoding: .utf8)
    #expect(PipelineScript.all(in: text).allSatisfy { !$0.contains("${{") })
    let uses = text.components(separatedBy: "\n").filter { $0.contains("uses:") }
    #expect(!uses.isEmpty)
    for line in uses {
      #expect(line.firstMatch(of: /uses: [a-z\/\-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/) != nil)
    }
    #expect(text.contains("\npermissions: {}\n"))
  }
}
