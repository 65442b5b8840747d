import Foundation
import Support
import SystemPackage
import Testing

/// The steps of the daily workflow, run by the shell as a runner runs them.
@Suite struct WorkflowStepTests {
  private let folder: TemporaryFolder
  private let text: String

  init() throws {
    folder = try TemporaryFolder()
    text = try String(
      contentsOf: HelperText.golden(".github/workflows/edgesync-daily.yml"), encoding: .utf8)
    let standIn = """
      #!/bin/sh
      for word; do printf '<%s>' "$word"; done > '\(folder.name)/call'
      for url in https://forge.example/acme/platform-edge https://forge.example/acme/platform; do
        printf 'url=%s\\n\\n' "$url" | git credential fill 2>&1 | grep password
      done > '\(folder.name)/passwords'
      echo "::error::said by a commit"
      exit "${STATUS:-0}"
      """
    try folder.writeProgram(standIn, to: "bin/edgesync")
  }

  private func step(_ name: String, _ variables: [String: String]) throws -> Program.Outcome {
    let script = try #require(PipelineScript.block(after: "- name: \(name)\n", in: text))
    let usual = [
      "PATH": "\(folder.name)/bin:/usr/bin:/bin", "HOME": "/nonexistent",
      "RUNNER_TEMP": folder.name, "GITHUB_PATH": "\(folder.name)/path",
      "GITHUB_SERVER_URL": "https://forge.example", "GIT_TERMINAL_PROMPT": "0",
      "GITHUB_REPOSITORY": "acme/platform-edge", "GH_TOKEN": "own-token", "UPSTREAM_TOKEN": "",
      "KIND": "daily", "COMMIT": "", "REASON": "", "GIT_CONFIG_NOSYSTEM": "1",
    ]
    return try Program("/bin/bash", variables: usual.merging(variables) { $1 }).run(
      ["-e", "-c", script], in: folder.path)
  }

  private var results: String { "\(folder.name)/edgesync-results/edgesync-results.json" }

  /// No step of the job that runs checks has a token but the one that fetches, and that runs nothing else.
  @Test func checksRunInAJobWithoutTokens() throws {
    let parts = text.components(separatedBy: "\n  sync:\n")
    try #require(parts.count == 2)
    #expect(!parts[0].contains("secrets.GITHUB_TOKEN"))
    #expect(!parts[0].contains("write #"))
    #expect(parts[0].components(separatedBy: "secrets.").count == 2)
    let fetch = try #require(PipelineScript.block(after: "- name: Fetch\n", in: text))
    #expect(
      fetch.components(separatedBy: "\n").filter { $0.hasPrefix("edgesync ") } == ["edgesync fetch"]
    )
    _ = try step("Fetch", ["UPSTREAM_TOKEN": "other-token"])
    #expect(folder.text(of: "call") == "<fetch>")
    #expect(folder.text(of: "passwords")?.contains("password=other-token\n") == true)
    let check = try step("Check", ["UPSTREAM_TOKEN": "", "GH_TOKEN": ""])
    #expect(check.status == 0)
    #expect(
      folder.text(of: "call") == "<daily><--save-results><\(folder.name)/edgesync-results.json>")
    #expect(folder.text(of: "passwords") == "")
    #expect(parts[1].contains("needs: check\n"))
  }

  @Test func theDailySyncIsOneCall() throws {
    let outcome = try step("Sync", [:])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(folder.text(of: "call") == "<daily><--results><\(results)>")
    // What it says stands between two marks, where the runner obeys nothing.
    let lines = outcome.lines
    try #require(lines.count == 3)
    let mark = lines[0].dropFirst("::stop-commands::".count)
    #expect(lines[0].hasPrefix("::stop-commands::"))
    #expect(mark.count == 32)
    #expect(lines[2] == "::\(mark)::")
  }

  @Test(arguments: [
    ("", "$(touch gone); `touch gone`", "<emergency><--reason=$(touch gone); `touch gone`>@"),
    ("abc", "--force\n\"'; touch gone", "<emergency><--reason=--force\n\"'; touch gone>@<--><abc>"),
    ("--json", "x", "<emergency><--reason=x>@<--><--json>"),
  ])
  func whatAPersonTypesIsAnArgument(_ commit: String, _ reason: String, _ call: String) throws {
    let outcome = try step("Sync", ["KIND": "emergency", "COMMIT": commit, "REASON": reason])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(
      folder.text(of: "call") == call.replacing("@", with: "<--results><\(results)>"))
    #expect(folder.text(of: "gone") == nil)
  }

  @Test func anEmergencyNeedsAReason() throws {
    let outcome = try step("Sync", ["KIND": "emergency", "COMMIT": "abc"])
    #expect(outcome.status == 64)
    #expect(outcome.text.contains("needs a reason"))
    #expect(folder.text(of: "call") == nil)
  }

  @Test func aFailedCheckFailsTheJob() throws {
    for status in [Int32(1), 2, 5] {
      let outcome = try step("Sync", ["STATUS": String(status)])
      #expect(outcome.status == status)
      #expect(outcome.text.contains("\n::error::A check failed.") == (status == 2))
    }
  }

  /// The own repository gets the job's token, upstream the other one or none.
  @Test func eachRepositoryGetsItsOwnToken() throws {
    _ = try step("Sync", ["UPSTREAM_TOKEN": "other-token"])
    #expect(folder.text(of: "passwords") == "password=own-token\npassword=other-token\n")
    // A runner starts each job with an empty RUNNER_TEMP.
    _ = try Program("/bin/rm").run(["-r", "edgesync-home"], in: folder.path)
    _ = try step("Sync", [:])
    #expect(folder.text(of: "passwords") == "password=own-token\n")
    // And on no disk.
    let found = try Program("/bin/grep").run(
      ["-r", "-e", "own-token", "edgesync-home"], in: folder.path)
    #expect(found.status == 1)
  }

  @Test func edgesyncIsTakenFromThePathOrNamed() throws {
    #expect(try step("Get edgesync", ["EDGESYNC_URL": "", "EDGESYNC_SHA256": ""]).status == 0)
    let without = try step(
      "Get edgesync",
      ["PATH": "/usr/bin:/bin", "EDGESYNC_URL": "", "EDGESYNC_SHA256": "0000"])
    #expect(without.status == 1)
    #expect(without.text.contains("set the variables EDGESYNC_URL and EDGESYNC_SHA256"))
  }
}
