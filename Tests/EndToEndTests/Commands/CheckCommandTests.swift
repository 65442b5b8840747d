import Foundation
import FoundationXML
import Support
import SystemPackage
import Testing

@Suite struct CheckCommandTests {
  private static let result =
    "{benchmarks:[],cached:bool,failures:[],fixed:[],flaky:bool,log:string,name:string,reason:%,required:bool,"
    + "sandbox:null,seconds:number,stage:string,state:string,tests:null}"

  @Test(arguments: EdgePair.Mode.allCases) func validatesTheEdgeRepoAsItIs(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(
      mode,
      manifest:
        "checks: [{ name: fine, run: cat \(mode == .selective ? "" : "platform/")services/api/app.py }]"
    )
    let outcome = try pair.run("check", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let document = try JSON(parsing: outcome.output)
    // The built-in ones run nothing, and in nothing.
    let builtIn = Self.result.replacing("%", with: "null")
    let declared = builtIn.replacing("sandbox:null", with: "sandbox:string")
    #expect(
      document.shape == "{checks:[\(builtIn)|\(declared)],commit:id,passed:bool,tree:id}")
    #expect(document["passed"] == .bool(true))
    #expect(document["commit"] == .string(pair.pin))
    #expect(
      document["checks"].elements.map { $0["name"].text }
        == ["no-local-modifications", "edge-files-preserved", "synced-identical", "fine"])
    #expect(document["checks"][3]["log"] == .string("one\ntwo\nthree\n"))
    // HEAD's tree without the lock; there is no changelog yet.
    let tree = try pair.edge.git.shell(
      """
      export GIT_INDEX_FILE="$(mktemp -u)"; git read-tree HEAD
      git rm -q --cached edgesync.lock; git write-tree; rm "$GIT_INDEX_FILE"
      """)
    #expect(document["tree"] == .string(tree.text))
  }

  /// However edgesync's own threads are scheduled, a check is as nice as whoever started edgesync wants it.
  @Test func aCheckIsAsNiceAsTheCommand() throws {
    let pair = try EdgePair(.selective, manifest: "checks: [{ name: niceness, run: nice }]")
    for more in [0, 5] {
      let command = "nice -n \(more)"
      let outcome = try Program("/bin/sh", variables: pair.edgesync.variables).run(
        [
          "-c", "\(command) nice >&2; \(command) \"$0\" check --fresh --json", EdgesyncProgram.name,
        ],
        in: pair.edge.git.folder)
      let log = try JSON(parsing: outcome.output)["checks"][3]["log"]
      #expect(outcome.status == 0 && log == .string(outcome.errorText))
    }
  }

  @Test(arguments: EdgePair.Mode.allCases) func validatesACandidate(_ mode: EdgePair.Mode) throws {
    let place = mode == .selective ? "services/api" : "platform/services/api"
    let pair = try EdgePair(
      mode,
      manifest: """
        checks:
          - { name: content, run: "cat \(place)/app.py; cat \(place)/Dockerfile" }
          - { name: environment, run: "env | grep ^EDGESYNC_ | sort", stage: post }
        """)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let document = try JSON(parsing: pair.run("check", commits[0], "--json").output)
    #expect(document["commit"] == .string(commits[0]))
    #expect(document["passed"] == .bool(true))
    let app = try pair.platform.git.outcome(["show", "\(commits[0]):services/api/app.py"]).text
    #expect(
      document["checks"][3]["log"]
        == .string(app + (mode == .selective ? "\nFROM arm64/python\n" : "\nFROM python\n")))
    #expect(
      document["checks"][4]["log"]
        == .string(
          """
          EDGESYNC_CANDIDATE=\(commits[0])
          EDGESYNC_KIND=weekly
          EDGESYNC_PIN=\(pair.pin)
          EDGESYNC_STAGE=post

          """))
    #expect(try pair.state() == before)
    #expect(try pair.leftovers().isEmpty)
  }

  @Test(arguments: EdgePair.Mode.allCases) func failingRequiredCheckExits2(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(
      mode,
      manifest: """
        checks:
          - { name: bad, run: "printf 'a\\\\033[31mb\\\\n'; exit 3" }
          - { name: optional, run: "exit 4", required: false, stage: post }
        """)
    let json = try pair.run("check", "--json")
    #expect(json.status == 2)
    #expect(json.error.isEmpty)
    #expect(json.unsafeText.isEmpty)
    let document = try JSON(parsing: json.output)
    #expect(document["passed"] == .bool(false))
    #expect(document["checks"][3]["state"] == .string("failed"))
    #expect(document["checks"][3]["reason"] == .string("ab (exit status 3)"))
    #expect(document["checks"][3]["log"] == .string("a\u{1B}[31mb\n"))
    let text = try pair.run("check", "--fresh")
    #expect(text.status == 2)
    #expect(text.unsafeText.isEmpty)
    #expect(text.errorText.contains("│ bad │ a^[[31mb\n"))
    #expect(text.errorText.contains("✗ bad failed"))
    #expect(text.errorText.contains("not required, "))
    #expect(text.lines.count == 1)
  }

  @Test func aRequiredFailureEndsTheOthersUnlessTheyAreToGoOn() throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - { name: bad, run: "false" }
          - { name: later, run: "true", stage: post }
        """)
    let states = { (arguments: [String]) in
      try JSON(
        parsing: pair.edgesync.run(["check", "--json"] + arguments, in: pair.edge.git.folder)
          .output)["checks"].elements.suffix(2).compactMap { $0["state"].text }
    }
    #expect(try states([]) == ["failed", "skipped"])
    #expect(try states(["--keep-going", "--jobs", "1"]) == ["failed", "passed"])
    let outcome = try pair.run("check", "--jobs", "0")
    #expect(outcome.status == 64)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
  }

  /// The report is whole XML, whatever the check's name, reason and output hold.
  @Test func writesAReportForBuildServers() throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - name: 'a "quoted" <&> name'
            run: "printf 'one\\\\033[31m ]]> <&>\\\\n'; exit 3"
          - { name: later, run: "true", stage: post }
        """)
    let outcome = try pair.run("check", "--junit", "report.xml")
    #expect(outcome.status == 2)
    let bytes = try #require(
      RawFiles.entry(at: Array("report.xml".utf8), below: pair.edge.git.folder)
    ).content
    let document = try XMLDocument(data: Data(bytes))
    let suite = try #require(document.rootElement())
    #expect(suite.attribute(forName: "tests")?.stringValue == "5")
    #expect(suite.attribute(forName: "failures")?.stringValue == "1")
    #expect(suite.attribute(forName: "skipped")?.stringValue == "1")
    let failed = try #require(try suite.nodes(forXPath: "testcase[failure]").first as? XMLElement)
    #expect(failed.attribute(forName: "name")?.stringValue == "a \"quoted\" <&> name")
    #expect(
      try failed.nodes(forXPath: "failure/@message").first?.stringValue
        == "one ]]> <&> (exit status 3)")
    #expect(
      try failed.nodes(forXPath: "system-out").first?.stringValue == "one^[[31m ]]> <&>")
  }

  @Test func tellsGitHubActions() throws {
    let pair = try EdgePair(manifest: "checks: [{ name: 'bad: one', run: 'exit 3' }]")
    let summary = pair.folder.name + "/summary.md"
    try pair.folder.write("", to: "summary.md")
    let variables = ["GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": summary]
    let outcome = try Program(
      EdgesyncProgram.path.string, variables: pair.edgesync.variables.merging(variables) { $1 }
    ).run(["check"], in: pair.edge.git.folder)
    #expect(outcome.status == 2)
    #expect(outcome.errorText.contains("\n::error title=bad%3A one::exit status 3\n"))
    #expect(
      pair.folder.text(of: "summary.md")?.contains("| bad: one | ✗ failed: exit status 3 |") == true
    )
  }

  @Test func failingOptionalCheckPasses() throws {
    let pair = try EdgePair(
      manifest: "checks: [{ name: optional, run: \"exit 4\", required: false }]")
    #expect(try pair.run("check").status == 0)
  }

  @Test(arguments: EdgePair.Mode.allCases) func runsAStageOrOneCheck(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(
      mode,
      manifest: """
        checks:
          - { name: late, run: "true", stage: post }
          - { name: early, run: "true" }
        """)
    let names = { (arguments: [String]) in
      try JSON(
        parsing: pair.edgesync.run(["check", "--json"] + arguments, in: pair.edge.git.folder)
          .output)["checks"].elements.compactMap { $0["name"].text }
    }
    #expect(try names(["--stage", "post"]) == ["late"])
    #expect(try names(["--stage", "pre"]).last == "early")
    #expect(try names(["--only", "late"]) == ["late"])
    #expect(try names(["--only", "synced-identical"]) == ["synced-identical"])
    #expect(try names([]).suffix(2) == ["early", "late"])
    for arguments in [["--only", "none"], ["--stage", "mid"]] {
      let outcome = try pair.edgesync.run(["check"] + arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
    }
  }

  @Test func keepsResultsForTheSameTreeOnly() throws {
    let pair = try EdgePair(manifest: "checks: [{ name: counts, run: echo run >> @FOLDER@/runs }]")
    let commits = try pair.advanceAsUsual()
    let runs = { pair.folder.text(of: "runs")?.split(separator: "\n").count ?? 0 }
    let cached = { (arguments: [String]) in
      try JSON(
        parsing: pair.edgesync.run(["check", "--json"] + arguments, in: pair.edge.git.folder)
          .output)["checks"][3]["cached"]
    }
    #expect(try cached([commits[0]]) == .bool(false))
    #expect(try cached([commits[0]]) == .bool(true))
    #expect(runs() == 1)
    // The same files under another id are the same tree, another file's change is another.
    #expect(try cached([commits[1]]) == .bool(true))
    #expect(try cached([commits[3]]) == .bool(false))
    #expect(try cached([]) == .bool(false))
    #expect(runs() == 3)
    #expect(try cached([commits[0], "--fresh"]) == .bool(false))
    #expect(runs() == 4)
    // An edge file's change is another tree as well.
    #expect(try pair.edge.git.shell("echo x >> config/edge.yml; git commit -qam x").status == 0)
    #expect(try cached([commits[0]]) == .bool(false))
    // What was checked lands without being checked again.
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    #expect(runs() == 5)
  }

  @Test func saysAgainWhyATreeFailed() throws {
    let pair = try EdgePair(
      manifest:
        "checks: [{ name: fails, run: \"echo broken; exit 7\" }, { name: fine, run: echo whole }]")
    let commits = try pair.advanceAsUsual()
    let first = try pair.run("check", commits[0])
    #expect(first.errorText.contains("│ fails │ broken\n"))
    let again = try pair.run("check", commits[0])
    #expect(again.status == 2)
    #expect(
      again.errorText.contains(
        "✗ fails failed: broken (exit status 7), ran just now on this same tree"))
    #expect(again.errorText.contains("│ fails │ broken\n"))
    #expect(!again.errorText.contains("whole"))
  }

  @Test func driftFailsABuiltInCheck() throws {
    let pair = try EdgePair()
    try pair.write("mine\n", to: "services/api/app.py")
    let document = try JSON(parsing: pair.run("check", "--json").output)
    #expect(document["passed"] == .bool(false))
    #expect(document["checks"][0]["state"] == .string("failed"))
    #expect(document["checks"][0]["reason"] == .string("services/api/app.py was modified here"))
  }

  @Test func commandsComeFromTheCommittedManifest() throws {
    let pair = try EdgePair(manifest: "checks: [{ name: fine, run: \"true\" }]")
    let manifest = try pair.edge.git.outcome(["show", "HEAD:edgesync.yml"]).text
    try pair.write(
      manifest.replacing("\"true\"", with: "touch @/canary").replacing(
        "@", with: pair.folder.name), to: "edgesync.yml")
    let outcome = try pair.run("check")
    #expect(outcome.status == 3)
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("edgesync.yml"))
    #expect(pair.folder.text(of: "canary") == nil)
  }

  @Test func signalEndsEverything() throws {
    let pair = try EdgePair(manifest: "checks: [{ name: waits, run: '\(Gate.command)' }]")
    let gate = try Gate(in: pair.folder.path)
    let before = try pair.state()
    let run = try pair.edgesync.start(["check", "--json"], in: pair.edge.git.folder)
    try #require(try gate.someoneCame())
    run.signal(SIGTERM)
    let outcome = try run.wait()
    #expect(outcome.status == 128 + SIGTERM)
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence)
    #expect(try pair.leftovers().isEmpty)
    #expect(Processes.mentioning(pair.folder.path).isEmpty)
    #expect(try pair.state() == before)
  }
}
