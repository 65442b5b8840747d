import Support
import Testing

@Suite struct StatusCommandTests {
  private static let shape =
    "{ageSeconds:#,behind:{commits:number,outside:number,overrides:number,synced:number},"
    + "benchmarks:[],checks:[],drift:[],fetched:null,followUps:[],held:[],lastFailure:null,lastSync:@,owed:[],pin:id,"
    + "strays:[],tip:id}"

  @Test(arguments: EdgePair.Mode.allCases) func saysWhereTheEdgeRepoStands(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("status", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let document = try JSON(parsing: outcome.output)
    #expect(
      document.shape
        == Self.shape.replacing("#", with: "null").replacing("@", with: "null"))
    #expect(document["pin"] == .string(pair.pin))
    #expect(document["tip"] == .string(commits[3]))
    #expect(document["behind"]["commits"] == .number(3))
    #expect(document["behind"]["synced"] == .number(4))
    #expect(document["behind"]["overrides"] == .number(1))
    #expect(document["behind"]["outside"] == .number(1))
    let text = try pair.run("status")
    #expect(text.unsafeText.isEmpty)
    #expect(text.text.contains("3 commits: 4 synced, 1 override, 1 outside"))
    #expect(text.text.contains("“Start”"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func knowsTheLastSyncAndWhatIsOwed(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    let later = pair.edgesync.with(["SOURCE_DATE_EPOCH": String(EdgesyncProgram.now + 86_400)])
    let document = try JSON(
      parsing: later.run(["status", "--json"], in: pair.edge.git.folder).output)
    #expect(document["ageSeconds"] == .number(86_400))
    #expect(
      document["lastSync"].shape
        == "{by:string,checks:[{name:string,seconds:number,state:string}],commit:id,commits:number,"
        + "date:date,files:number,from:id,id:id,kind:string,outcome:string,overrides:[string],"
        + "reason:null,to:id}")
    #expect(document["lastSync"]["date"] == .string("2026-09-28T12:53:20Z"))
    #expect(document["behind"]["commits"] == .number(0))
    #expect(document["owed"][0].shape == "{blob:id,kind:string,path:string,seen:id}")
    #expect(document["owed"][0]["path"] == .string("\(pair.service)/requirements.txt"))
    let blob = try pair.platform.git.line("rev-parse", "main:services/api/requirements.txt")
    #expect(document["owed"][0]["blob"] == .string(blob))
    #expect(try pair.run("status").text.contains("! \(pair.service)/requirements.txt"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func tellsDriftAndStrays(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    try pair.write("mine\n", to: "\(pair.service)/app.py")
    try pair.write("mine\n", to: "\(pair.service)/stray.txt")
    let document = try JSON(parsing: pair.run("status", "--json").output)
    #expect(document["drift"][0]["path"] == .string("\(pair.service)/app.py"))
    #expect(document["drift"][0]["kind"] == .string("modified"))
    #expect(document["strays"] == .array([.string("\(pair.service)/stray.txt")]))
  }

  @Test(arguments: EdgePair.Mode.allCases) func tellsTheLastFailureAndCheckRuns(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode, manifest: "checks: [{ name: bad, run: exit 1 }]")
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 2)
    let document = try JSON(parsing: pair.run("status", "--json").output)
    #expect(document["lastFailure"]["outcome"] == .string("refused"))
    #expect(document["lastFailure"]["to"] == .string(commits[0]))
    #expect(document["lastFailure"]["commit"] == .null)
    #expect(
      document["checks"].shape == "[{name:string,runs:[{date:date,seconds:number,state:string}]}]")
    #expect(document["checks"][0]["runs"][0]["state"] == .string("failed"))
    #expect(try pair.run("status").text.contains("✗ bad"))
  }

  @Test(arguments: [("6d", 1), ("8d", 0), ("167h", 1), ("169h", 0)])
  func exits1WhereTheLastSyncIsOld(_ age: String, _ status: Int32) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    let later = pair.edgesync.with(
      ["SOURCE_DATE_EPOCH": String(EdgesyncProgram.now + 7 * 86_400)])
    let outcome = try later.run(["status", "--max-age", age], in: pair.edge.git.folder)
    #expect(outcome.status == status)
    #expect(outcome.error.isEmpty == (status == 0))
    if status == 1 { #expect(outcome.isOneSentence, "\(outcome.errorText)") }
    guard age == "6d" else { return }
    // What is named leads to a landing, after which none is due.
    #expect(try Remedy(pair: pair).command("edgesync", of: outcome) == "edgesync")
    let session = try TerminalSession(
      in: pair.edge.git.folder, columns: 140,
      kind: .init(variables: ["SOURCE_DATE_EPOCH": String(EdgesyncProgram.now + 7 * 86_400)]))
    try session.press("p")
    try session.waits(for: "Checks of this exact tree:  ✓ 3 passed")
    try session.press("p")
    try session.waits(for: "✓ Landed")
    #expect(try later.run(["status", "--max-age", age], in: pair.edge.git.folder).status == 0)
  }

  @Test func refusesAnAgeThatIsNone() throws {
    let pair = try EdgePair()
    for age in ["8", "d", "-1d", "8y", ""] {
      let outcome = try pair.run("status", "--max-age", age)
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
    }
  }
}
