import Foundation
import Support
import SystemPackage
import Testing

/// What `edgesync fleet matrix`, `systemd` and `buildbot` print, by the programs that read it.
@Suite struct FleetEngineTests {
  private func expectClean(_ program: String, _ arguments: [String], _ input: String = "") throws {
    let path = try #require(InstalledProgram.path(of: program))
    let outcome = try Program(path).run(arguments, input: Array(input.utf8))
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.errorText)")
  }

  private static let fleet = """
    edges:
      - { name: one, path: edge, labels: { region: eu } }
      - { name: two, url: "https://git.invalid/two.git" }

    """

  private func pair() throws -> EdgePair {
    let pair = try EdgePair()
    try pair.folder.write(Self.fleet, to: "fleet.yml")
    return pair
  }

  private func run(_ pair: EdgePair, _ arguments: String...) throws -> Program.Outcome {
    try pair.edgesync.run(["fleet"] + arguments, in: pair.folder.path)
  }

  @Test func eachIsPrinted() throws {
    let pair = try pair()
    let gitHub = try run(pair, "matrix", "--github")
    #expect(
      gitHub.text
        == "{\"include\":[{\"edge\":\"one\",\"shard\":\"1/2\"},{\"edge\":\"two\",\"shard\":\"2/2\"}]}"
    )
    let chosen = try run(pair, "matrix", "--github", "--only", "name=two")
    #expect(chosen.text == "{\"include\":[{\"edge\":\"two\",\"shard\":\"1/1\"}]}")
    #expect(try run(pair, "matrix").status == 64)
    #expect(try run(pair, "matrix", "--gitlab", "--workflow").status == 64)

    let buildbot = try run(pair, "buildbot")
    #expect(buildbot.status == 0)
    #expect(buildbot.text.contains("\"tags\": [\"region=eu\"], \"upstream\": 0}"))
    #expect(buildbot.text.contains("\(pair.folder.name)/platform\", \"branch\": \"main\""))
    #expect(buildbot.errorText.contains("the upstream of 1 edge repo isn't known, "))
    #expect(buildbot.errorText.contains(": two."))
  }

  @Test func anUpstreamElsewhereIsKnownOnceTheEdgeRepoIsCloned() throws {
    let pair = try EdgePair(url: "@FOLDER@/platform")
    try pair.folder.write(
      "edges: [{ name: far, url: \"file://\(pair.folder.name)/edge\" }]\n", to: "fleet.yml")
    let before = try run(pair, "buildbot")
    #expect(before.status == 0 && before.text.contains("\"upstream\": None"))
    let remedy = Remedy(pair: pair)
    try remedy.follow("edgesync fleet status", of: before, in: ".")
    let after = try run(pair, "buildbot")
    #expect(after.errorText.isEmpty && after.text.contains("\"upstream\": 0"))
    #expect(after.text.contains("\(pair.folder.name)/platform\", \"branch\": \"main\""))
  }

  @Test func unitsAreWrittenOverNoneOfSomebodyElses() throws {
    let pair = try pair()
    _ = try Program("/bin/mkdir").run(["units"], in: pair.folder.path)
    for _ in 1...2 {
      let outcome = try run(pair, "systemd", "--output", "units")
      #expect(outcome.status == 0, "\(outcome.errorText)")
    }
    let service = pair.folder.text(of: "units/edgesync-fleet@.service") ?? ""
    #expect(
      service.contains("\"--file\" \"\(pair.folder.name)/fleet.yml\" --only name=%i"), "\(service)")
    #expect(service.contains("ExecStart=\":/"))
    try pair.folder.write("mine\n", to: "units/edgesync-fleet.target")
    let refused = try run(pair, "systemd", "--output", "units", "--shards", "2")
    #expect(refused.status == 3 && refused.isOneSentence, "\(refused.errorText)")
    #expect(pair.folder.text(of: "units/edgesync-fleet.target") == "mine\n")
  }

  @Test func scriptsAreFixedAndActionsPinned() throws {
    let workflow = try run(try pair(), "matrix", "--github", "--workflow").text
    #expect(PipelineScript.all(in: workflow).count >= 3)
    #expect(PipelineScript.all(in: workflow).allSatisfy { !$0.contains("${{") })
    for line in workflow.components(separatedBy: "\n") where line.contains("uses:") {
      #expect(line.firstMatch(of: /uses: [a-z\/\-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/) != nil)
    }
    #expect(workflow.contains("\npermissions: {}\n"))
  }

  @Test(.enabled(if: InstalledProgram.path(of: "actionlint") != nil, "actionlint isn't installed"))
  func actionlintFindsNothing() throws {
    let pair = try pair()
    try pair.folder.write(
      run(pair, "matrix", "--github", "--workflow").text, to: "x.yml"
    )
    try expectClean(
      "actionlint", [pair.folder.path.appending("x.yml").string])
  }

  @Test(.enabled(if: InstalledProgram.path(of: "shellcheck") != nil, "shellcheck isn't installed"))
  func shellcheckFindsNothing() throws {
    let pair = try pair()
    for arguments in [["--github", "--workflow"], ["--gitlab"]] {
      let text = try pair.edgesync.run(["fleet", "matrix"] + arguments, in: pair.folder.path).text
      for script in PipelineScript.all(in: text) {
        try expectClean("shellcheck", ["--shell=sh", "-"], script)
      }
    }
  }

  @Test(
    .enabled(
      if: InstalledProgram.path(of: "check-jsonschema") != nil, "check-jsonschema isn't installed"))
  func schemasAreMet() throws {
    let pair = try pair()
    let files = [
      ("vendor.github-workflows", ["--github", "--workflow"]), ("vendor.gitlab-ci", ["--gitlab"]),
    ]
    for (schema, arguments) in files {
      let text = try pair.edgesync.run(["fleet", "matrix"] + arguments, in: pair.folder.path).text
      try pair.folder.write(text, to: "x.yml")
      try expectClean(
        "check-jsonschema",
        ["--builtin-schema", schema, pair.folder.path.appending("x.yml").string])
    }
  }
}
