import Support
import Testing

/// `check --bisect` over a long range, with what the check itself wrote down as the judge.
@Suite struct BisectTests {
  private static let file = "services/api/app.py"

  /// A pair whose upstream has a long line of commits.
  ///
  /// - Parameter content: What the app is at each commit, from 1; nil for a submodule in its place, which
  ///   no sync takes.
  private func pair(_ count: Int, _ content: (Int) -> String?) throws -> (EdgePair, [String]) {
    let pair = try EdgePair()
    let check = """
      checks:
        - name: works
          run: |
            echo tried >> '\(pair.folder.name)/tried'
            if grep -q untriable \(Self.file); then exit 125; fi
            ! grep -q broken \(Self.file)
      """
    let manifest = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    try pair.write(manifest + check + "\n", to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "-am", "Declare a check")
    var stream = ""
    for number in 1...count {
      stream +=
        "commit refs/heads/main\ncommitter R <r@example.com> \(1_800_000_000 + number) +0000\n"
      stream += "data 2\n\(number % 10)\n\n"
      if number == 1 { stream += "from \(pair.pin)\n" }
      if let text = content(number) {
        stream += "M 100644 inline \(Self.file)\ndata \(text.utf8.count)\n\(text)\n"
      } else {
        stream += "M 160000 \(pair.pin) \(Self.file)\n"
      }
    }
    let made = try pair.platform.git.outcome(
      ["fast-import", "--quiet", "--force"], input: Array(stream.utf8))
    try #require(made.status == 0, "\(made.errorText)")
    let ids = try pair.platform.git.outcome(
      ["rev-list", "--reverse", "\(pair.pin)..main"]
    ).lines
    try #require(ids.count == count)
    return (pair, ids)
  }

  private func tried(_ pair: EdgePair) -> Int {
    (pair.folder.text(of: "tried") ?? "").split(separator: "\n").count
  }

  @Test(arguments: [1, 437, 1000]) func findsAPlantedCommitOfAThousand(_ planted: Int) throws {
    let (pair, ids) = try pair(1000) { "\($0) \($0 < planted ? "fine" : "broken")\n" }
    let before = try pair.state()
    let outcome = try pair.run("check", "--bisect", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let document = try JSON(parsing: outcome.output)
    #expect(document["broke"] == .string(ids[planted - 1]))
    #expect(document["candidates"] == .number(1000))
    if planted == 1 {
      #expect(document["newestPassing"] == .null)
      #expect(document["pinPasses"] == .bool(true))
    } else {
      #expect(document["newestPassing"] == .string(ids[planted - 2]))
    }
    #expect(tried(pair) <= 12)
    #expect(document["runs"] == .number(Double(tried(pair))))
    #expect(try pair.state() == before)
    #expect(try pair.leftovers().isEmpty)
    // What is known isn't tried again.
    let count = tried(pair)
    let again = try pair.run("check", "--bisect")
    #expect(again.status == 0)
    #expect(again.text.contains("broken by: \(ids[planted - 1].prefix(7))"), "\(again.text)")
    #expect(tried(pair) == count)
  }

  @Test func findsItWhereOneInTenCantBeTried() throws {
    let planted = 618
    let (pair, ids) = try pair(1000) { number in
      // Spread as by chance; half of them are refused before anything runs.
      let mixed = number &* 7919 % 1009
      if number != planted, number != planted - 1, mixed % 10 == 0 {
        return mixed % 20 == 0 ? nil : "\(number) untriable\n"
      }
      return "\(number) \(number < planted ? "fine" : "broken")\n"
    }
    let outcome = try pair.run("check", "--bisect", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let document = try JSON(parsing: outcome.output)
    #expect(document["broke"] == .string(ids[planted - 1]))
    #expect(document["newestPassing"] == .string(ids[planted - 2]))
    #expect(document["suspects"].elements.isEmpty)
    #expect(tried(pair) <= 12)
  }

  @Test func whereTheNewestPassesThatIsAll() throws {
    let (pair, ids) = try pair(20) { "\($0) fine\n" }
    let outcome = try pair.run("check", "--bisect")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("newest that passes: \(ids[19].prefix(7))"))
    #expect(tried(pair) == 1)
    // Taken as told, at a terminal.
    let command = try Remedy(pair: pair).command("edgesync pin ", of: outcome)
    let session = try TerminalSession(
      command.split(separator: " ").dropFirst().map(String.init), in: pair.edge.git.folder,
      columns: 140, waits: false)
    try session.waits(for: "[y/N]")
    try session.answer("y")
    #expect(try session.waitsForEnd() == 0)
    #expect(pair.folder.text(of: "edge/edgesync.lock")?.contains(ids[19]) == true)
  }

  @Test func whereThePinFailsAsWellThatIsSaid() throws {
    let (pair, _) = try pair(5) { "\($0) broken\n" }
    try pair.write("echo broken\n", to: "README.md")
    let manifest = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    try pair.write(manifest.replacing("! grep -q broken", with: "false #"), to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "-am", "Break it")
    let outcome = try pair.run("check", "--bisect")
    #expect(outcome.status == 2)
    #expect(outcome.text.contains("nothing passes: the current tree fails too"))
  }

  @Test func suspectsAreNamed() throws {
    let (pair, ids) = try pair(8) { number in
      [4, 5].contains(number)
        ? "\(number) untriable\n" : "\(number) \(number < 6 ? "fine" : "broken")\n"
    }
    let document = try JSON(parsing: pair.run("check", "--bisect", "--json").output)
    #expect(document["newestPassing"] == .string(ids[2]))
    #expect(document["broke"] == .string(ids[5]))
    #expect(document["suspects"].elements == [.string(ids[3]), .string(ids[4])])
  }

  @Test func withoutAnythingToTryByItSaysWhatToDo() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let outcome = try pair.run("check", "--bisect")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("Declare one under `checks`"))
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(try pair.run("check", "--bisect", "--fresh").status == 64)
  }
}
