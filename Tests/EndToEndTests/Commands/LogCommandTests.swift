import Support
import Testing

@Suite struct LogCommandTests {
  private static let shape =
    "{commits:[{author:{date:date,email:string,name:string},edge:number,id:id,outside:number,"
    + "parents:[id],subject:string,synced:number}],"
    + "mergeBase:id,pin:id,rewritten:bool,tip:id}"

  @Test(arguments: EdgePair.Mode.allCases) func listsCommitsThatConcernTheEdgeRepo(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("log")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    #expect(outcome.unsafeText.isEmpty)
    let listed = outcome.lines.map { String($0.prefix(7)) }
    #expect(listed == [commits[3], commits[2], commits[0]].map { String($0.prefix(7)) })
    #expect(outcome.lines[1].contains("!1"))
    #expect(outcome.lines[2].contains("S1"))
    #expect(outcome.lines[2].hasSuffix("Change the app"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func listsIdsAlone(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let some = try pair.run("log", "--ids")
    #expect(some.lines == [commits[3], commits[2], commits[0]])
    let all = try pair.run("log", "--ids", "--all")
    #expect(
      all.lines == (try pair.platform.git.outcome(["rev-list", "\(pair.pin)..main"]).lines))
  }

  @Test(arguments: EdgePair.Mode.allCases) func givesJSON(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("log", "--json", "--all")
    #expect(outcome.error.isEmpty)
    let document = try JSON(parsing: outcome.output)
    #expect(document.shape == Self.shape)
    #expect(document["pin"] == .string(pair.pin))
    #expect(document["tip"] == .string(commits[3]))
    #expect(document["rewritten"] == .bool(false))
    let listed = document["commits"].elements
    #expect(listed.map { $0["id"].text } == commits.reversed())
    #expect(listed[0]["parents"] == .array([.string(commits[2])]))
    #expect(listed[0]["author"]["name"] == .string("Ana Silva"))
    #expect(listed[0]["author"]["email"] == .string("ana@example.com"))
    #expect(listed[0]["author"]["date"] == .string("2026-09-21T14:23:20Z"))
    #expect(listed.map { $0["synced"] } == [3, 0, 0, 1].map { .number($0) })
    #expect(listed.map { $0["edge"] } == [0, 1, 0, 0].map { .number($0) })
    #expect(listed.map { $0["outside"] } == [0, 0, 1, 0].map { .number($0) })
  }

  @Test(arguments: EdgePair.Mode.allCases) func givesFilesInJSON(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    try pair.advanceAsUsual()
    let document = try JSON(parsing: pair.run("log", "--json", "--files").output)
    let files = document["commits"][0]["files"].elements
    #expect(
      Set(files.map(\.shape)) == [
        "{group:string,path:string,status:string,upstreamPath:string}",
        "{group:string,oldPath:string,oldUpstreamPath:string,path:string,status:string,"
          + "upstreamPath:string}",
      ])
    let told = files.map { [$0["status"], $0["group"], $0["path"]].compactMap(\.text) }
    #expect(
      told == [
        ["D", "synced", "\(pair.service)/run.sh"],
        ["R", "synced", "\(pair.service)/utils/arith.py"],
        ["A", "synced", "\(pair.service)/utils/new.py"],
      ])
    #expect(files[1]["oldPath"] == .string("\(pair.service)/utils/math.py"))
    #expect(files[1]["oldUpstreamPath"] == .string("services/api/utils/math.py"))
    let outside = try JSON(parsing: pair.run("log", "--json", "--files", "--all").output)
    let gateway = outside["commits"][2]["files"][0]
    #expect(gateway["path"] == .null)
    #expect(gateway["upstreamPath"] == .string("services/gateway/main.go"))
    #expect(gateway["group"] == .string("outside"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func showsFilesWithTheirRules(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    try pair.advanceAsUsual()
    let outcome = try pair.run("log", "--files")
    #expect(
      outcome.lines.contains(
        "  R \(pair.service)/utils/math.py → \(pair.service)/utils/arith.py"))
    #expect(
      outcome.lines.contains {
        $0.hasPrefix("  ! \(pair.service)/requirements.txt") && $0.contains("edgesync.yml:9 edge:")
      })
  }

  @Test(arguments: EdgePair.Mode.allCases) func listsNothingWhereNothingIsNew(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let text = try pair.run("log")
    #expect(text.status == 0)
    #expect(text.text.hasPrefix("nothing to review"))
    let document = try JSON(parsing: pair.run("log", "--json").output)
    #expect(document["commits"] == .array([]))
    #expect(document["pin"] == document["tip"])
    #expect(try pair.run("log", "--ids").output.isEmpty)
  }

  @Test(arguments: EdgePair.Mode.allCases) func saysThatHistoryWasRewritten(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let orphan = try pair.platform.commit(
      tree: pair.platform.tree(EdgePair.root(.folder(["app.py": .text("anew\n")]))),
      message: Array("Start anew".utf8))
    try pair.platform.git.run("branch", "keep", pair.pin)
    try pair.platform.point("main", at: orphan)
    let text = try pair.run("log")
    #expect(text.status == 0)
    #expect(text.errorText.contains("history was rewritten"))
    #expect(text.lines.count == 1)
    let document = try JSON(parsing: pair.run("log", "--json").output)
    #expect(document["rewritten"] == .bool(true))
    #expect(document["mergeBase"] == .null)
    #expect(document["commits"][0]["id"] == .string(orphan))
  }

  /// Nothing is past the pin then, and yet not all is as it was.
  @Test func aResetToWhatThePinHasIsNotCalledUpToDate() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    try #require(try pair.run("pin", commits[3], "--yes").status == 0)
    try pair.platform.point("main", at: commits[0])
    let outcome = try pair.run("log")
    #expect(outcome.status == 0)
    #expect(outcome.errorText.contains("history was rewritten"))
    #expect(
      outcome.text.hasPrefix("no commit to review, but files differ at \(commits[0].prefix(7))"))
    let diff = try Remedy(pair: pair).follow("edgesync diff", of: outcome)
    #expect(diff.text.contains("requirements.txt"))
    // Which upstream commits a tree is taken from is another matter.
    let same = try pair.platform.commit(
      tree: pair.platform.git.line("rev-parse", "\(commits[3])^{tree}"), parents: [commits[0]],
      message: Array("All at once".utf8))
    try pair.platform.point("main", at: same)
    #expect(try pair.run("log").text.contains("All at once"))
  }

  @Test func refusesIdsWithOtherForms() throws {
    let pair = try EdgePair()
    for other in ["--json", "--files"] {
      let outcome = try pair.run("log", "--ids", other)
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
    }
  }
}
