import Foundation
import Support
import SystemPackage
import Testing

@Suite struct PinCommandTests {
  private static let changes = "deletes:[string],renames:[{from:string,to:string}],"
  private static let change = "deletes:[],renames:[],"
  private static let check =
    "{benchmarks:[],cached:bool,failures:[],fixed:[],flaky:bool,log:string,name:string,reason:%,required:bool,"
    + "sandbox:null,seconds:number,stage:string,state:string,tests:null}"

  @Test(arguments: ["pin", "check", "verify"])
  func aSingleFileThatGetsNoNameIsRefusedByItsMappingsLine(_ command: String) throws {
    let pair = try EdgePair()
    try pair.write(
      """
      version: 1
      upstream: { url: "../platform" }
      mappings:
        - { name: api, from: services/api, to: services/api, edge: [Dockerfile, requirements.txt] }
        - { name: app, from: services/api/app.py, to: . }
      edge: [config/, scripts/, docs/]

      """, to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Take the app twice")
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let outcome = try pair.edgesync.run(
      command == "verify" ? ["verify"] : [command, commits[0]], in: pair.edge.git.folder)
    if command == "verify" {
      // What the lock stands for isn't what the manifest asks for yet.
      #expect(outcome.status == 0, "\(outcome.errorText)")
    } else {
      #expect(outcome.status == 78)
      #expect(
        outcome.errorText
          == "edgesync: edgesync.yml:5: the mapping app takes services/api/app.py, which is a file "
          + "upstream, to `.`, and so gives it no name. Write the file's own path as `to`.\n")
    }
    #expect(try pair.state() == before)
  }

  @Test(arguments: EdgePair.Mode.allCases) func aHooksIndexThatAKilledGitLeftLockedIsNoHindrance(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    try pair.write("#!/bin/sh\n", to: ".git/hooks/pre-commit")
    _ = try Program("/bin/chmod").run(
      ["+x", pair.folder.path.appending("edge/.git/hooks/pre-commit").string])
    try pair.write("", to: ".git/edgesync/hook-index.lock")
    let outcome = try pair.run("pin", commits[0], "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let left = try FileManager.default.contentsOfDirectory(
      atPath: pair.folder.path.appending("edge/.git/edgesync").string)
    #expect(!left.contains { $0.hasPrefix("hook-") }, "\(left)")
  }

  @Test(arguments: EdgePair.Mode.allCases) func landsExactlyThePlannedPaths(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let base = try pair.edge.git.line("rev-parse", "HEAD")
    let outcome = try pair.run("pin", commits[3], "--yes", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let document = try JSON(parsing: outcome.output)
    #expect(
      document.shape
        == "{branch:string,checks:[\(Self.check.replacing("%", with: "null"))],commit:id,from:id,"
        + "kind:string,outcome:string,overrides:[string],"
        + "plan:{\(mode == .selective ? Self.changes : Self.change)writes:[string]},"
        + "reason:null,to:id}")
    #expect(document["outcome"] == .string("landed"))
    #expect(document["kind"] == .string("weekly"))
    #expect(document["branch"] == .string("main"))
    #expect(document["overrides"] == .array([.string("\(pair.service)/requirements.txt")]))
    let isFiles = mode == .selective
    #expect(
      document["plan"]["writes"].elements.compactMap(\.text)
        == (isFiles ? ["services/api/app.py", "services/api/utils/new.py"] : ["platform"]))
    #expect(
      document["plan"]["deletes"] == .array(isFiles ? [.string("services/api/run.sh")] : []))
    let head = try pair.edge.git.line("rev-parse", "HEAD")
    #expect(document["commit"] == .string(head))
    #expect(try pair.edge.git.line("rev-parse", "HEAD^@") == base)
    let changed = try pair.edge.git.outcome(
      ["diff-tree", "-r", "--no-renames", "--name-status", base, head])
    #expect(
      changed.lines == ["A\tdocs/sync-changelog.md", "M\tedgesync.lock"]
        + (isFiles
          ? [
            "M\tservices/api/app.py", "D\tservices/api/run.sh", "A\tservices/api/utils/arith.py",
            "D\tservices/api/utils/math.py", "A\tservices/api/utils/new.py",
          ] : ["M\tplatform"]))
    for path in ["app.py", "utils/arith.py", "utils/new.py"] {
      let name = "services/api/" + path
      // In a submodule, its own HEAD holds the file.
      let there =
        try isFiles
        ? pair.edge.git.outcome(["ls-tree", head, name])
        : pair.edge.git.outcome(["-C", "platform", "ls-tree", "HEAD", name])
      #expect(try there.text == pair.platform.git.outcome(["ls-tree", commits[3], name]).text)
    }
    if !isFiles {
      #expect(
        try pair.edge.git.line("ls-tree", head, "platform")
          == "160000 commit \(commits[3])\tplatform")
      let submodule = pair.folder.git(in: "edge/platform")
      #expect(try submodule.line("rev-parse", "HEAD") == commits[3])
      #expect(try submodule.outcome(["status", "--porcelain", "--ignored"]).output.isEmpty)
      #expect(try submodule.outcome(["fsck", "--strict", "--no-dangling"]).output.isEmpty)
    }
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.edge.git.outcome(["fsck", "--strict"]).status == 0)
    #expect(try pair.run("verify").status == 0)
  }

  @Test(arguments: EdgePair.Mode.allCases) func commitTellsItsStory(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).output
    let trailers = try pair.edge.git.outcome(["interpret-trailers", "--parse"], input: message)
    #expect(
      trailers.lines.filter { !$0.hasPrefix("Edgesync-Check") } == [
        "Edgesync-Kind: weekly", "Edgesync-Upstream: ../platform", "Edgesync-From: \(pair.pin)",
        "Edgesync-To: \(commits[3])", "Edgesync-Override: \(pair.service)/requirements.txt",
        "Reviewed-by: Robin Reiter <robin@edge.example>",
      ])
    let checks = trailers.lines.filter { $0.hasPrefix("Edgesync-Check") }
    #expect(checks.count == 3)
    #expect(
      checks.allSatisfy { $0.wholeMatch(of: /Edgesync-Check: [a-z-]+ passed \d+\.\d/) != nil })
    let changelog = try pair.edge.git.outcome(["show", "HEAD:docs/sync-changelog.md"]).text
    #expect(changelog.contains("## 2026-09-28 weekly: "))
    #expect(changelog.contains("`\(pair.service)/requirements.txt`"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func dryRunChangesNothing(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let objects = try pair.edge.git.outcome(["count-objects", "-v"]).text
    let text = try pair.run("pin", commits[3], "--dry-run")
    #expect(text.status == 0)
    #expect(text.error.isEmpty)
    #expect(text.unsafeText.isEmpty)
    let files = [
      "  M services/api/app.py", "  A services/api/utils/new.py", "  D services/api/run.sh",
      "  R services/api/utils/math.py → services/api/utils/arith.py",
    ]
    for line in (mode == .selective ? files : ["  M platform"]) + [
      "  ! \(pair.service)/requirements.txt"
    ] {
      #expect(text.lines.contains(line), "\(text.text)")
    }
    let document = try JSON(parsing: pair.run("pin", commits[3], "--dry-run", "--json").output)
    #expect(document["outcome"] == .string("planned"))
    #expect(document["commit"] == .null)
    #expect(document["checks"] == .array([]))
    #expect(try pair.state() == before)
    #expect(try pair.edge.git.outcome(["count-objects", "-v"]).text == objects)
    #expect(try JSON(parsing: pair.run("changelog", "--json").output)["events"] == .array([]))
  }

  @Test(arguments: EdgePair.Mode.allCases) func pinOfThePinIsNothingToDo(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let before = try pair.state()
    let text = try pair.run("pin", pair.pin, "--yes")
    #expect(text.status == 0)
    #expect(text.text.hasPrefix("Nothing to do"))
    let document = try JSON(parsing: pair.run("pin", pair.pin, "--json").output)
    #expect(document["outcome"] == .string("nothing"))
    #expect(try pair.state() == before)
  }

  @Test(arguments: EdgePair.Mode.allCases) func asksNobodyWithoutATerminal(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let outcome = try pair.run("pin", commits[3])
    #expect(outcome.status == 64)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("--yes"))
    #expect(try pair.state() == before)
  }

  @Test(arguments: [
    ("echo x >> services/api/app.py", "services/api/app.py", "modified"),
    ("rm services/api/app.py", "services/api/app.py", "missing"),
    ("chmod +x services/api/app.py", "services/api/app.py", "mode"),
    ("echo x >> services/api/app.py; git add -A", "services/api/app.py", "staged"),
    ("echo x > services/api/utils/new.py", "services/api/utils/new.py", "is where"),
    (
      "mkdir services/api/utils/new.py; echo x > services/api/utils/new.py/x",
      "services/api/utils/new.py/x", "is where"
    ),
    ("ln -s /etc services/api/utils/new.py", "services/api/utils/new.py", "is where"),
    ("echo '# x' >> edgesync.yml", "edgesync.yml", "uncommitted"),
    ("echo '# x' >> edgesync.lock", "edgesync.lock", "uncommitted"),
    ("mkdir docs; echo x > docs/sync-changelog.md", "docs/sync-changelog.md", "isn't committed"),
    (
      """
      git checkout -qb side; echo a > notes.txt; git commit -qam a; git checkout -q main
      echo b > notes.txt; git commit -qam b; git merge -q side || true
      """, "notes.txt", "unmerged"
    ),
    (
      """
      git checkout -qb side; echo a > other.txt; git add -A; git commit -qam a
      git checkout -q main; git merge -q --no-commit --no-ff side
      """, "merge", "in progress"
    ),
    (
      """
      git checkout -qb side; echo a > notes.txt; git commit -qam a; git checkout -q main
      echo b > notes.txt; git commit -qam b; git cherry-pick side || git add -A
      """, "cherry-pick", "in progress"
    ),
    (
      """
      git checkout -qb side; echo a > notes.txt; git commit -qam a; git checkout -q main
      echo b > notes.txt; git commit -qam b; git checkout -q side; git rebase -q main || git add -A
      """, "rebase", "in progress"
    ),
  ])
  func refusesWithNoChangeAtAll(_ change: String, _ name: String, _ word: String) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(change)
    try #require(script.status == 0, "\(script.errorText)")
    let before = try pair.state()
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(name), "\(outcome.errorText)")
    #expect(outcome.errorText.contains(word), "\(outcome.errorText)")
    #expect(try pair.state() == before)
    let json = try pair.run("pin", commits[3], "--yes", "--json")
    #expect(json.status == 3)
    #expect(json.errorText == outcome.errorText)
    #expect(try pair.state() == before)
  }

  @Test(arguments: EdgePair.Mode.allCases) func workInOtherFilesStays(_ mode: EdgePair.Mode) throws
  {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let script = try pair.edge.git.shell(
      """
      echo staged >> notes.txt; git add notes.txt; echo unstaged >> notes.txt
      \(mode == .selective ? "echo mine > services/api/Dockerfile" : "true")
      echo new > mine.txt; echo new > config/new.yml
      git add config/new.yml; rm config/edge.yml; echo stray > \(pair.service)/stray.txt
      """)
    try #require(script.status == 0)
    let status = ["status", "--porcelain", "-uall"]
    let before = try pair.edge.git.outcome(status).text
    let staged = try pair.edge.git.outcome(["diff", "--cached"]).text
    let unstaged = try pair.edge.git.outcome(["diff"]).text
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    #expect(try pair.edge.git.outcome(status).text == before)
    #expect(try pair.edge.git.outcome(["diff", "--cached"]).text == staged)
    #expect(try pair.edge.git.outcome(["diff"]).text == unstaged)
    #expect(try pair.run("verify").status == 0)
  }

  private static let failing = """
    checks:
      - name: unit tests
        run: echo broken; exit 7
      - name: slow tests
        needs: [unit tests]
        run: "true"
        required: false
    """

  @Test(arguments: EdgePair.Mode.allCases) func failedRequiredCheckRefuses(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode, manifest: Self.failing)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 2)
    #expect(outcome.unsafeText.isEmpty)
    let sentence = outcome.errorText.split(separator: "\n").last.map(String.init) ?? ""
    #expect(sentence.hasPrefix("edgesync: 1 required check didn't pass: unit tests failed"))
    #expect(sentence.contains("exit status 7"))
    // The sentence's ways on can be typed as they stand.
    #expect(sentence.contains("`edgesync check \(commits[3].prefix(7))`"))
    #expect(sentence.contains(" --override 'unit tests' --reason TEXT"))
    #expect(try pair.state() == before)
    #expect(try pair.leftovers().isEmpty)
    let document = try JSON(parsing: pair.run("pin", commits[3], "--yes", "--json").output)
    #expect(document["outcome"] == .string("refused"))
    #expect(document["commit"] == .null)
    let told = document["checks"].elements.map { [$0["name"], $0["state"]].compactMap(\.text) }
    #expect(told.suffix(2) == [["unit tests", "failed"], ["slow tests", "skipped"]])
    #expect(document["checks"][3]["cached"] == .bool(true))
    #expect(document["checks"][3]["log"] == .string("broken\n"))
    #expect(try pair.state() == before)
    let events = try JSON(parsing: pair.run("changelog", "--json", "--failed").output)["events"]
    #expect(events.elements.map { $0["outcome"].text } == ["refused", "refused"])
  }

  @Test(arguments: EdgePair.Mode.allCases) func overrideRecordsWhoAndWhy(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode, manifest: Self.failing)
    let commits = try pair.advanceAsUsual()
    let reason = "the test server is down"
    let outcome = try pair.run(
      "pin", commits[3], "--yes", "--json", "--override", "unit tests", "--reason", reason)
    #expect(outcome.status == 0)
    let document = try JSON(parsing: outcome.output)
    #expect(document["reason"] == .string(reason))
    #expect(document["checks"][3]["state"] == .string("overridden"))
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).output
    let trailers = try pair.edge.git.outcome(["interpret-trailers", "--parse"], input: message)
    #expect(trailers.lines.contains("Edgesync-Reason: \(reason)"))
    #expect(trailers.lines.contains("Reviewed-by: Robin Reiter <robin@edge.example>"))
    #expect(
      trailers.lines.contains {
        $0.wholeMatch(of: /Edgesync-Check: unit tests overridden \d+\.\d/) != nil
      })
    let text = try pair.run("changelog").text
    #expect(text.contains("unit tests overridden"))
    #expect(text.contains(reason))
    #expect(text.contains("Robin Reiter <robin@edge.example>"))
    let event = try JSON(parsing: pair.run("changelog", "--json").output)["events"][0]
    #expect(event["outcome"] == .string("landed"))
    #expect(event["by"] == .string("Robin Reiter <robin@edge.example>"))
    #expect(event["reason"] == .string(reason))
    let overridden = event["checks"].elements.first { $0["state"] == .string("overridden") }
    #expect(overridden?["name"] == .string("unit tests"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func overrideOfACheckThatPassesLeavesNoReason(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode, manifest: "checks: [{ name: fine, run: \"true\" }]")
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run(
      "pin", commits[3], "--yes", "--override", "fine", "--reason", "in case")
    #expect(outcome.status == 0)
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).text
    #expect(!message.contains("Edgesync-Reason"))
    #expect(!message.contains("overridden"))
  }

  @Test(arguments: [
    ["--override", "unit tests"], ["--reason", "why"],
    ["--override", "unit tests", "--reason", " "],
    ["--override", "no such check", "--reason", "why"], ["--override"],
  ])
  func refusesHalfAnOverride(_ arguments: [String]) throws {
    let pair = try EdgePair(manifest: Self.failing)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let outcome = try pair.edgesync.run(
      ["pin", commits[3], "--yes"] + arguments, in: pair.edge.git.folder)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(try pair.state() == before)
  }

  private static let waiting = "checks: [{ name: waits, run: '\(Gate.command)' }]"

  @Test(arguments: EdgePair.Mode.allCases) func anotherEdgesyncHoldsTheLock(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode, manifest: Self.waiting)
    let gate = try Gate(in: pair.folder.path)
    let commits = try pair.advanceAsUsual()
    let first = try pair.edgesync.start(["pin", commits[3], "--yes"], in: pair.edge.git.folder)
    try #require(try gate.someoneCame())
    let before = try pair.state()
    let second = try pair.run("pin", commits[0], "--yes")
    #expect(second.status == 4)
    #expect(second.output.isEmpty)
    #expect(second.isOneSentence, "\(second.errorText)")
    #expect(second.errorText.contains("edgesync pin"))
    // Looking is free meanwhile.
    for command in ["log", "diff", "verify", "status", "changelog"] {
      #expect(try pair.run(command).status == 0)
    }
    #expect(try pair.state() == before)
    try gate.letOn()
    #expect(try first.wait().status == 0)
    #expect(try pair.run("pin", commits[3]).text.hasPrefix("Nothing to do"))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func signalInTheMiddleOfChecksLeavesNothing(_ signal: Int32) throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - name: waits
            required: false
            run: sleep 1000 & trap '' TERM; \(Gate.command)
        """)
    let gate = try Gate(in: pair.folder.path)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let run = try pair.edgesync.start(["pin", commits[3], "--yes"], in: pair.edge.git.folder)
    try #require(try gate.someoneCame())
    run.signal(signal)
    let outcome = try run.wait()
    #expect(outcome.status == 128 + signal)
    #expect(outcome.errorText.hasSuffix("edgesync: cancelled.\n"))
    #expect(try pair.leftovers().isEmpty)
    #expect(Processes.mentioning(pair.folder.path).isEmpty)
    #expect(try pair.state() == before)
    let events = try JSON(parsing: pair.run("changelog", "--json").output)["events"]
    #expect(events == .array([]))
  }
}
