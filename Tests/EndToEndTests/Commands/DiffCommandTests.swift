import Support
import Testing

@Suite struct DiffCommandTests {
  @Test(arguments: EdgePair.Mode.allCases) func splitsFilesInGroups(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let tip = try pair.advanceAsUsual()[3]
    let outcome = try pair.run("diff", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let document = try JSON(parsing: outcome.output)
    let file =
      "additions:number,binary:bool,deletions:number,%path:string,rule:string,status:string,"
      + "upstreamPath:string}"
    let plain = "{" + file.replacing("%", with: "")
    let renamed = "{" + file.replacing("%", with: "oldPath:string,oldUpstreamPath:string,")
    let outside = plain.replacing("path:string", with: "path:null")
    #expect(
      document.shape
        == "{from:id,groups:{edge:[\(plain)],outside:[\(outside)],synced:[\(renamed)|\(plain)]},to:id}"
    )
    #expect(document["from"] == .string(pair.pin))
    #expect(document["to"] == .string(tip))
    let groups = document["groups"]
    #expect(groups["edge"][0]["path"] == .string("\(pair.service)/requirements.txt"))
    #expect(groups["edge"][0]["rule"].text?.hasPrefix("edgesync.yml:9 edge:") == true)
    #expect(groups["outside"][0]["upstreamPath"] == .string("services/gateway/main.go"))

    // The same files, letters and counts as git's own.
    let git = try pair.platform.git.outcome(
      ["diff", "-M", "--raw", "--numstat", "--no-abbrev", pair.pin, tip, "--", "services/api"])
    let letters = git.lines.filter { $0.hasPrefix(":") }.map { line in
      String(line.split(separator: "\t")[0].split(separator: " ")[4].prefix(1))
    }
    let told = (groups["synced"].elements + groups["edge"].elements)
    #expect(told.compactMap { $0["status"].text }.sorted() == letters.sorted())
    let counts = git.lines.filter { !$0.hasPrefix(":") }.map { line in
      line.split(separator: "\t").prefix(2).compactMap { Double($0) }
    }
    let ours = told.map { file in
      [file["additions"], file["deletions"]].compactMap { value -> Double? in
        if case .number(let number) = value { number } else { nil }
      }
    }
    let ordered: ([Double], [Double]) -> Bool = { $0.lexicographicallyPrecedes($1) }
    #expect(ours.sorted(by: ordered) == counts.sorted(by: ordered))
  }

  @Test(arguments: EdgePair.Mode.allCases) func showsOneCommitAlone(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let document = try JSON(parsing: pair.run("diff", commits[2], "--commit", "--json").output)
    #expect(document["from"] == .string(commits[1]))
    #expect(document["to"] == .string(commits[2]))
    #expect(document["groups"]["synced"] == .array([]))
    #expect(
      document["groups"]["edge"].elements.map { $0["path"].text }
        == ["\(pair.service)/requirements.txt"])
    let root = try JSON(parsing: pair.run("diff", pair.pin, "--commit", "--json").output)
    #expect(root["from"] == .null)
  }

  @Test(arguments: EdgePair.Mode.allCases) func countsLinesAndShowsThem(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let commit = try pair.advanceAsUsual()[0]
    let plain = try pair.run("diff", commit)
    #expect(plain.lines.contains("  M \(pair.service)/app.py"))
    let stat = try pair.run("diff", commit, "--stat")
    #expect(stat.lines.contains("  M \(pair.service)/app.py   +2 −1"))
    let patch = try pair.run("diff", commit, "--patch")
    #expect(patch.unsafeText.isEmpty)
    let git = try pair.platform.git.outcome(["diff", pair.pin, commit, "--", "services/api"])
    let hunk = git.lines.drop { !$0.hasPrefix("---") }
    #expect(patch.text.contains(hunk.joined(separator: "\n")))
  }

  @Test(arguments: EdgePair.Mode.allCases) func marksBinaries(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    try pair.advance(
      ["app.py": .text("one\ntwo\nthree\n"), "model.bin": .file([0, 1, 2, 0])],
      subject: "Add a model")
    let document = try JSON(parsing: pair.run("diff", "--json").output)
    let model = document["groups"]["synced"].elements.first {
      $0["path"] == .string("\(pair.service)/model.bin")
    }
    #expect(model?["binary"] == .bool(true))
    #expect(model?["additions"] == .number(0))
    #expect(try pair.run("diff", "--patch").text.contains("Binary files /dev/null and"))
  }

  @Test(arguments: ["nonsense", "0000000", "HEAD:README.md", "", "-1"])
  func refusesWhatIsNoCommit(_ name: String) throws {
    let pair = try EdgePair()
    let outcome = try pair.run("diff", name)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
  }
}
