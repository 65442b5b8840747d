import Foundation
import Support
import SystemPackage
import Testing

/// `scripts/sync-services.sh` and `scripts/validate-sync.sh`, run.
@Suite struct SyncScriptTests {
  /// A pair with the scripts, in a folder with a blank in its name, beside a stand-in for edgesync that
  /// writes down what it is called with and ends as it is told.
  private struct Scripts {
    let folder: TemporaryFolder
    var root: FilePath { folder.path.appending("edge repo") }

    init() throws {
      folder = try TemporaryFolder()
      for name in ["sync-services.sh", "validate-sync.sh"] {
        let text = try String(contentsOf: HelperText.golden("scripts/" + name), encoding: .utf8)
        try folder.writeProgram(text, to: "edge repo/scripts/" + name)
      }
      let standIn = """
        #!/bin/sh
        for word; do printf '<%s>' "$word"; done >> '\(folder.name)/calls'
        echo >> '\(folder.name)/calls'
        echo "said by $1"
        case "$1" in verify) exit "${VERIFY:-0}" ;; *) exit "${STATUS:-0}" ;; esac
        """
      try folder.writeProgram(standIn, to: "bin/edgesync")
      _ = try Program("/bin/mkdir").run(["edge repo/deep"], in: folder.path)
    }

    func run(
      _ script: String, _ arguments: [String], _ variables: [String: String] = [:]
    ) throws -> (outcome: Program.Outcome, calls: [String]) {
      _ = try Program("/bin/rm").run(["-f", "calls"], in: folder.path)
      let path = ["PATH": "\(folder.name)/bin:/usr/bin:/bin"]
      let outcome = try Program(
        root.appending("scripts/" + script).string,
        variables: path.merging(variables) { $1 }
      ).run(arguments, in: root.appending("deep"))
      let calls = folder.text(of: "calls")?.split(separator: "\n").map(String.init) ?? []
      return (outcome, calls.map { $0.replacing(root.string, with: "ROOT") })
    }
  }

  @Test(arguments: [
    ([], ["<daily><-C><ROOT>"]), (["--json"], ["<daily><-C><ROOT><--json>"]),
    (
      ["abc123", "--override", "unit tests", "--reason", "$(id) *"],
      ["<pin><-C><ROOT><abc123><--override><unit tests><--reason><$(id) *>"]
    ),
  ])
  func syncIsOneCall(_ arguments: [String], _ calls: [String]) throws {
    let scripts = try Scripts()
    for status in [Int32(0), 1, 2, 3, 4, 5, 64, 78] {
      let (outcome, made) = try scripts.run(
        "sync-services.sh", arguments, ["STATUS": String(status)])
      #expect(outcome.status == status)
      #expect(made == calls)
    }
  }

  @Test func validateVerifiesAndThenChecks() throws {
    let scripts = try Scripts()
    let well = try scripts.run("validate-sync.sh", ["abc", "--only", "unit tests", "--json"])
    #expect(well.outcome.status == 0)
    #expect(
      well.calls == [
        "<verify><-C><ROOT>", "<check><-C><ROOT><abc><--only><unit tests><--json>",
      ])
    // One document on standard output: the check's.
    #expect(well.outcome.text == "said by check")
    let failed = try scripts.run("validate-sync.sh", [], ["STATUS": "2"])
    #expect(failed.outcome.status == 2)
    let drift = try scripts.run("validate-sync.sh", [], ["VERIFY": "3"])
    #expect(drift.outcome.status == 3)
    #expect(drift.calls == ["<verify><-C><ROOT>"])
  }

  @Test(arguments: ["sync-services.sh", "validate-sync.sh"])
  func sayWhereThereIsNoEdgesync(_ script: String) throws {
    let scripts = try Scripts()
    let (outcome, calls) = try scripts.run(script, [], ["PATH": "/usr/bin:/bin"])
    #expect(outcome.status == 127)
    #expect(outcome.errorText.contains("there is no edgesync here"))
    #expect(calls.isEmpty)
    let named = try scripts.run(
      script, [], ["PATH": "/usr/bin:/bin", "EDGESYNC": "\(scripts.folder.name)/bin/edgesync"])
    #expect(named.outcome.status == 0)
    #expect(!named.calls.isEmpty)
  }

  @Test func validateAndSyncForReal() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("init", "--scripts", "--yes").status == 0)
    let variables = pair.edgesync.variables.merging(["EDGESYNC": EdgesyncProgram.name]) { $1 }
    let folder = pair.edge.git.folder
    let run = { (script: String, arguments: [String]) in
      try Program(folder.appending("scripts/" + script).string, variables: variables).run(
        arguments, in: pair.folder.path)
    }
    let validated = try run("validate-sync.sh", [])
    #expect(validated.status == 0, "\(validated.errorText)")
    #expect(validated.text.contains("3 of 3 checks passed"), "\(validated.text)")
    let pinned = try run("sync-services.sh", [commits[3], "--yes"])
    #expect(pinned.status == 0, "\(pinned.errorText)")
    let service = { (git: Plumbing, commit: String) in
      try git.line("rev-parse", "\(commit):services/api/app.py")
    }
    #expect(try service(pair.edge.git, "HEAD") == service(pair.platform.git, commits[3]))
    try pair.write("mine\n", to: "services/api/app.py")
    #expect(try run("validate-sync.sh", []).status == 3)
  }
}
