import Foundation
import Support
import SystemPackage
import Testing

/// What other systems take this repo for: `action.yml`, `templates/edgesync.yml`, `.pre-commit-hooks.yaml`.
@Suite struct PackageFilesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.writeProgram(
      "#!/bin/sh\nfor word; do printf '<%s>' \"$word\"; done > '\(folder.name)/call'\necho ::error::x\nexit \"${STATUS:-0}\"\n",
      to: "bin/edgesync")
  }

  private func run(_ shell: String, _ script: String, _ variables: [String: String]) throws
    -> Program.Outcome
  {
    let usual = [
      "PATH": "\(folder.name)/bin:/usr/bin:/bin", "RUNNER_TEMP": folder.name,
      "GITHUB_OUTPUT": "\(folder.name)/output", "EDGESYNC_FOLDER": ".", "EDGESYNC_DOWNLOAD_URL": "",
      "EDGESYNC_DOWNLOAD_SHA256": "",
    ]
    return try Program(shell, variables: usual.merging(variables) { $1 }).run(
      ["-e", "-c", script], in: folder.path)
  }

  /// A command with arguments, one a line, and the words that edgesync gets.
  @Test(arguments: [
    ("", "<verify>"), ("--json", "<verify><--json>"),
    ("--json\n\n--deadline\n30m\n", "<verify><--json><--deadline><30m>"),
    (
      "$(touch gone)\n`touch gone`; touch gone\n* \"'\\\nEND\n",
      "<verify><$(touch gone)><`touch gone`; touch gone><* \"'\\><END>"
    ),
  ])
  func argumentsAreWords(_ arguments: String, _ call: String) throws {
    let variables = ["EDGESYNC_COMMAND": "verify", "EDGESYNC_ARGUMENTS": arguments]
    let action = PipelineScript.all(in: try Self.text("action.yml"))
    let component = PipelineScript.all(in: try Self.text("templates/edgesync.yml"))
    try #require(action.count == 2 && component.count == 2)
    for (shell, script) in [("/bin/bash", action[1]), ("/bin/sh", component.joined())] {
      let outcome = try run(shell, script, variables)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(folder.text(of: "call") == call)
      #expect(folder.text(of: "gone") == nil)
    }
  }

  @Test func theActionTellsTheExitStatusAndObeysNothing() throws {
    let script = PipelineScript.all(in: try Self.text("action.yml"))[1]
    let variables = ["EDGESYNC_COMMAND": "daily", "EDGESYNC_ARGUMENTS": "", "STATUS": "2"]
    let outcome = try run("/bin/bash", script, variables)
    #expect(outcome.status == 2)
    #expect(folder.text(of: "output") == "status=2\n")
    let lines = outcome.lines
    try #require(lines.count == 3)
    #expect(lines[0].hasPrefix("::stop-commands::") && lines[1] == "::error::x")
    #expect(lines[2] == "::\(lines[0].dropFirst("::stop-commands::".count))::")
    for command in ["", "--version", "verify; touch gone", "a b"] {
      let refused = try run(
        "/bin/bash", script, variables.merging(["EDGESYNC_COMMAND": command]) { $1 })
      #expect(refused.status == 64)
    }
  }

  /// Nothing is put into a script's text, by GitHub's expressions or GitLab's inputs.
  @Test(arguments: ["action.yml", "templates/edgesync.yml"])
  func scriptsAreFixed(_ path: String) throws {
    let text = try Self.text(path)
    #expect(PipelineScript.all(in: text).allSatisfy { !$0.contains("${{") && !$0.contains("$[[") })
    #expect(!text.contains("uses:"), "pin it by its commit")
  }

  @Test(
    .enabled(if: InstalledProgram.path(of: "shellcheck") != nil, "shellcheck isn't installed"),
    arguments: [("action.yml", "bash"), ("templates/edgesync.yml", "sh")])
  func shellcheckFindsNothing(_ path: String, _ shell: String) throws {
    for script in PipelineScript.all(in: try Self.text(path)) {
      let outcome = try Program(try #require(InstalledProgram.path(of: "shellcheck"))).run(
        ["--shell=\(shell)", "-"], input: Array(script.utf8))
      #expect(outcome.status == 0, "\(outcome.text)")
    }
  }

  @Test(
    .enabled(
      if: InstalledProgram.path(of: "check-jsonschema") != nil, "check-jsonschema isn't installed"))
  func theActionIsOne() throws {
    let path = Self.root.appendingPathComponent("action.yml").path
    let outcome = try Program(try #require(InstalledProgram.path(of: "check-jsonschema"))).run(
      ["--builtin-schema", "vendor.github-actions", path])
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
  }

  /// What pre-commit runs refuses an edit, and lets edgesync's own syncs through.
  @Test func theHookRefusesAnEdit() throws {
    let line = try #require(
      try Self.text(".pre-commit-hooks.yaml").components(separatedBy: "\n")
        .first { $0.hasPrefix("  entry: ") })
    let entry = String(line.dropFirst("  entry: ".count))
    let remedy = Remedy(pair: try EdgePair())
    try remedy.run(entry)
    try remedy.run("echo more >> services/api/app.py; git add -A")
    #expect(try remedy.run(entry, succeeds: false).status == 3)
    try remedy.run("EDGESYNC_SYNC=weekly \(entry)")
  }
}
