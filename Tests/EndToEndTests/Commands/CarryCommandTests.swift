import Foundation
import Support
import SystemPackage
import Testing

@Suite struct CarryCommandTests {
  private static let path = "services/api/requirements.txt"
  private static let before = "# libraries\nfastapi==1\n\nhttpx==1\n\nnumpy==1\n"
  private static let now = "# libraries\nfastapi==1\n\nhttpx==1\n\nnumpy==2\npydantic==2\n"
  private static let clean = "# libraries\nfastapi==1 # arm\n\nhttpx==1\n\nnumpy==1\n"
  private static let inConflict = "# libraries\nfastapi==1\n\nhttpx==1\n\nnumpy==1 # arm\n"

  /// A pair in which upstream changes an override that the lock doesn't know yet.
  private func pair(
    _ yours: String = clean, before: RawRepository.Entry = .text(before),
    now: RawRepository.Entry? = .text(now), name: String = "requirements.txt",
    attributes: String? = nil
  ) throws -> EdgePair {
    let app: RawRepository.Entry = .text("one\n")
    let pair = try EdgePair(
      service: ["app.py": app, "requirements.txt": before])
    let lock = try #require(pair.folder.text(of: "edge/edgesync.lock"))
    try pair.folder.write(
      String(lock.split(separator: "overrides:")[0]),
      to: "edge/edgesync.lock")
    if let attributes { try pair.write(attributes, to: ".gitattributes") }
    try pair.write(yours, to: Self.path)
    try pair.edge.git.run("add", "--all")
    try pair.edge.git.run("commit", "--quiet", "--message", "Ours")
    let service = now.map { [("requirements.txt", $0)] } ?? []
    try pair.advance(
      entry: .folder(
        ([("app.py", app)] + service).map { (Array($0.0.utf8), $0.1) }),
      message: Array("Go on".utf8))
    return pair
  }

  private func standing(_ pair: EdgePair) -> String? { pair.folder.text(of: "edge/" + Self.path) }

  /// What git itself makes of the three.
  private func oracle(_ yours: String, in pair: EdgePair) throws -> (text: String, status: Int32) {
    for (name, text) in [("y", yours), ("b", Self.before), ("n", Self.now)] {
      try pair.folder.write(text, to: name)
    }
    let outcome = try pair.folder.git(in: ".").outcome([
      "merge-file", "-p", "-L", "yours", "-L", "upstream before", "-L", "upstream now", "y", "b",
      "n",
    ])
    return (String(decoding: outcome.output, as: UTF8.self), outcome.status)
  }

  private func blob(_ text: String, _ pair: EdgePair) throws -> JSON {
    .string(try pair.edge.git.line("hash-object", "--stdin", input: Array(text.utf8)))
  }

  private func rescued(_ pair: EdgePair) throws -> [String] {
    try pair.edge.git.outcome(["for-each-ref", "--format=%(refname)", "refs/edgesync/rescue"]).lines
  }

  @Test func printsTheChangeAndWritesNothing() throws {
    let pair = try pair()
    let state = try pair.state()
    let outcome = try pair.run("carry", Self.path, "--to", "main")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.errorText.isEmpty && outcome.text.contains("--write"), "\(outcome.errorText)")
    #expect(try pair.state() == state)
    // What is printed is a patch that git applies.
    let merged = try oracle(Self.clean, in: pair)
    #expect(merged.status == 0)
    try pair.edge.git.run("apply", input: outcome.output)
    #expect(standing(pair) == merged.text)
    #expect(try pair.leftovers().isEmpty)
  }

  @Test func atThePinThereIsNothingToCarry() throws {
    let pair = try pair()
    let outcome = try pair.run("carry", Self.path, "--write")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("Upstream hasn't changed it"), "\(outcome.text)")
    #expect(try rescued(pair).isEmpty)
  }

  @Test func conflictsAreMarkedAndExit2() throws {
    let pair = try pair(Self.inConflict)
    let remedy = Remedy(pair: pair)
    let state = try pair.state()
    let looked = try pair.run("carry", Self.path, "--to", "main", "--json")
    #expect(looked.status == 2)
    #expect(try JSON(parsing: looked.output)["files"][0]["conflicts"] == .number(1))
    #expect(try pair.state() == state)
    let written = try pair.run("carry", Self.path, "--to", "main", "--write")
    #expect(written.status == 2, "\(written.errorText)")
    #expect(written.text.contains("1 conflict"), "\(written.text)")
    let merged = try oracle(Self.inConflict, in: pair)
    #expect(standing(pair) == merged.text)
    // Marks aren't merged into once more.
    let again = try pair.run("carry", Self.path, "--to", "main", "--write")
    #expect(again.status == 3)
    func expectMarksShown(_ outcome: Program.Outcome) throws {
      let shown = try remedy.follow("grep ", of: outcome).text
      #expect(shown.contains("<<<<<<< yours") && shown.contains(">>>>>>> upstream now"), "\(shown)")
    }
    try expectMarksShown(again)
    try remedy.run("git add --all")
    try expectMarksShown(pair.run("carry", Self.path, "--to", "main"))
    try remedy.run("git reset --quiet")
    try remedy.follow("git restore ", of: written)
    #expect(standing(pair) == Self.inConflict)
  }

  /// What comes back is told where nobody reads what is printed.
  @Test(arguments: ["> /dev/full", ">&-", "| true"])
  func whatComesBackIsToldWhateverBecomesOfTheOutput(_ output: String) throws {
    let pair = try pair()
    let remedy = Remedy(pair: pair)
    let outcome = try remedy.run(
      "edgesync carry \(Self.path) --to main --write \(output)", succeeds: nil)
    #expect(standing(pair) == (try oracle(Self.clean, in: pair).text))
    try remedy.follow("git restore ", of: outcome)
    #expect(standing(pair) == Self.clean)
  }

  /// The attribute `merge=union` keeps both sides' lines, as `git merge-file --union` does.
  @Test func aUnionIsMade() throws {
    let pair = try pair(Self.inConflict, attributes: "*.txt merge=union\n")
    let outcome = try pair.run("carry", Self.path, "--to", "main", "--write")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    _ = try oracle(Self.inConflict, in: pair)
    let union = try pair.folder.git(in: ".").outcome(["merge-file", "-p", "--union", "y", "b", "n"])
    #expect(standing(pair) == String(decoding: union.output, as: UTF8.self))
  }

  @Test func whatStandsInTheWorkTreeIsMergedIntoAndKept() throws {
    let pair = try pair()
    let remedy = Remedy(pair: pair)
    let dirty = "# a word of mine\n" + Self.clean
    try pair.write(dirty, to: Self.path)
    _ = try pair.edge.git.shell("chmod +x \(Self.path)")
    let outcome = try pair.run("carry", Self.path, "--to", "main", "--write", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("\(Self.path) has uncommitted changes"))
    let merged = try oracle(dirty, in: pair).text
    #expect(standing(pair) == merged)
    let file = try JSON(parsing: outcome.output)["files"][0]
    let path = "services/api/requirements.txt"
    #expect(
      file
        == .object([
          "path": .string(Self.path), "conflicts": .number(0),
          "old": .string(try pair.platform.git.line("rev-parse", "main~1:\(path)")),
          "new": .string(try pair.platform.git.line("rev-parse", "main:\(path)")),
          "yours": try blob(dirty, pair), "merged": try blob(merged, pair),
        ]))
    // Unstaged, as executable as it was, and only there.
    #expect(
      try pair.edge.git.run("status", "--porcelain").lines == [" M \(Self.path)"])
    #expect(try pair.edge.git.run("diff", "--summary").text.contains("100644 => 100755"))
    #expect(try pair.edge.git.run("rev-list", "--count", "HEAD").text == "2")
    #expect(try rescued(pair).count == 1)
    try remedy.follow("git restore ", of: outcome)
    #expect(standing(pair) == dirty)
  }

  /// Once more, and nothing is left to do; what was carried over at the pin is acknowledged as told.
  @Test func isDoneOnceAndAcknowledgedAsTold() throws {
    let pair = try pair()
    let remedy = Remedy(pair: pair)
    try remedy.expectDone("pin", "main", "--yes")
    let outcome = try pair.edgesync.run(
      ["carry", "requirements.txt", "requirements.txt", "--write"],
      in: pair.edge.git.folder.appending("services/api"))
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(standing(pair) == (try oracle(Self.clean, in: pair).text))
    let again = try pair.run("carry", Self.path, "--write")
    #expect(again.text.contains("Yours has upstream's change already"), "\(again.text)")
    #expect(try rescued(pair).count == 1)
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Carry over")
    try remedy.follow("edgesync acknowledge ", of: outcome)
    let owed = try JSON(parsing: pair.run("status", "--json").output)["owed"]
    #expect(!owed.elements.contains { $0["path"] == .string(Self.path) })
  }

  /// Who names a file that has conflicts is told so, and has it acknowledged.
  @Test func whatHasConflictsIsAcknowledgedWithAWarning() throws {
    let pair = try pair(Self.inConflict)
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    #expect(try pair.run("carry", Self.path, "--write").status == 2)
    let lines = try pair.edge.git.outcome([
      "grep", "--no-index", "-n", "-e", "^<<<<<<< yours$", "-e", "^>>>>>>> upstream now$",
      Self.path,
    ]).lines.compactMap { $0.split(separator: ":").dropFirst().first }
    let outcome = try pair.run("acknowledge", Self.path)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(
      outcome.errorText.contains(
        "\(Self.path) has 1 conflict that isn't resolved: lines \(lines.joined(separator: "–")). "),
      "\(outcome.errorText)")
    let owed = try JSON(parsing: pair.run("status", "--json").output)["owed"]
    #expect(owed.elements.isEmpty)
  }

  @Test(
    arguments: [
      ("*.txt text eol=crlf\n", [], true), ("*.txt -text\n", [], false),
      ("*.txt text=auto\n", ["core.autocrlf", "true"], true),
      (nil, ["core.autocrlf", "true"], true),
      (nil, ["core.autocrlf", "input"], false),
    ] as [(String?, [String], Bool)])
  func lineEndsAreGits(_ attributes: String?, _ setting: [String], _ isWindows: Bool) throws {
    let pair = try pair(attributes: attributes)
    if !setting.isEmpty { try pair.edge.git.run("config", setting[0], setting[1]) }
    _ = try pair.edge.git.shell("rm \(Self.path); git checkout -q -- \(Self.path)")
    #expect(standing(pair)?.contains("\r\n") == isWindows)
    let outcome = try pair.run("carry", Self.path, "--to", "main", "--write")
    #expect(outcome.status == 0 && outcome.errorText.hasPrefix("edgesync: written"))
    let merged = try oracle(Self.clean, in: pair).text
    #expect(standing(pair) == (isWindows ? merged.replacing("\n", with: "\r\n") : merged))
    #expect(try pair.edge.git.line("hash-object", Self.path) == blob(merged, pair).text)
  }

  /// Line ends of upstream's that the edge repo's attributes take away are no conflict.
  @Test func upstreamsLineEndsAreAsTheAttributesHaveThem() throws {
    let windows = { (text: String) in
      RawRepository.Entry.text(text.replacing("\n", with: "\r\n"))
    }
    let pair = try pair(
      before: windows(Self.before), now: windows(Self.now), attributes: "*.txt text\n")
    let outcome = try pair.run("carry", Self.path, "--to", "main", "--write")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(standing(pair) == (try oracle(Self.clean, in: pair).text))
  }
}
