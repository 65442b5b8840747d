import Support
import Testing

/// Small repositories that spell more than any machine can hold.
@Suite(.serialized) struct HostileSizeTests {
  enum Place: CaseIterable {
    case inside, outside
  }

  /// A folder of ten names that all hold the same folder, ten times over: 10^10 paths.
  private func bomb(_ repository: RawRepository, leaf: RawRepository.Entry) throws -> String {
    var entry = leaf
    for _ in 0..<10 {
      let names = (0..<10).map { (name: Array("d\($0)".utf8), entry: entry) }
      entry = .object(mode: "40000", id: try repository.tree(names))
    }
    return try repository.write(entry).id
  }

  private func advance(_ pair: EdgePair, _ tree: String, _ place: Place) throws {
    let tip = try pair.platform.git.line("rev-parse", "refs/heads/main")
    let bomb: RawRepository.Entry = .object(mode: "40000", id: tree)
    var service: [(name: [UInt8], entry: RawRepository.Entry)] = [
      (Array("app.py".utf8), .text("changed\n"))
    ]
    if place == .inside { service.append((Array("bomb".utf8), bomb)) }
    var root = EdgePair.root(.folder(service))
    if place == .outside { root.append((Array("bomb".utf8), bomb)) }
    let commit = try pair.platform.commit(
      tree: pair.platform.tree(root), parents: [tip], message: Array("Bomb".utf8))
    try pair.platform.point("main", at: commit)
  }

  private func expectQuickAnswers(_ pair: EdgePair) throws {
    let state = try pair.state()
    let commands = [
      ["log", "--files"], ["log", "--ids"], ["diff", "--json"], ["status"], ["check", "main"],
      ["pin", "main", "--dry-run"],
    ]
    for arguments in commands {
      let clock = ContinuousClock()
      let start = clock.now
      let outcome = try Program("/bin/sh", variables: pair.edgesync.variables).run(
        ["-c", "ulimit -t 60; exec \"$@\"", "sh", EdgesyncProgram.name] + arguments,
        in: pair.edge.git.folder)
      #expect([0, 1].contains(outcome.status), "\(arguments): \(outcome.status)")
      if outcome.status == 1 {
        #expect(outcome.isOneSentence, "\(outcome.errorText)")
        let isNamed = ["too large", "folders deep"].contains { outcome.errorText.contains($0) }
        #expect(isNamed, "\(outcome.errorText)")
        #expect(outcome.output.isEmpty)
      }
      #expect(clock.now - start < .seconds(60), "\(arguments)")
    }
    #expect(try pair.state() == state)
  }

  @Test(arguments: Place.allCases)
  func foldersWithoutFilesAreBounded(_ place: Place) throws {
    let pair = try EdgePair()
    try advance(pair, bomb(pair.platform, leaf: .folder([:])), place)
    try expectQuickAnswers(pair)
  }

  @Test(arguments: Place.allCases)
  func filesAreBounded(_ place: Place) throws {
    let pair = try EdgePair()
    try advance(pair, bomb(pair.platform, leaf: .text("x")), place)
    try expectQuickAnswers(pair)
  }

  @Test func largeFilesAreToldByTheirSize() throws {
    let pair = try EdgePair()
    let service: [(name: [UInt8], entry: RawRepository.Entry)] = [
      (Array("app.py".utf8), .text("changed\n")),
      (Array("large.bin".utf8), .file([UInt8](repeating: 0x78, count: 33 << 20))),
      (Array("lines.txt".utf8), .file([UInt8](repeating: 0x0A, count: 1_300_000))),
    ]
    let tip = try pair.platform.commit(
      tree: pair.platform.tree(EdgePair.root(.folder(service))), parents: [pair.pin],
      message: Array("Large".utf8))
    try pair.platform.point("main", at: tip)
    let plan = try pair.run("pin", "main", "--dry-run").text
    #expect(plan.contains("note: services/api/large.bin: 33.0 MiB"), "\(plan)")
    #expect(plan.contains("note: 34.2 MiB are written in all"), "\(plan)")
    let diff = try pair.run("diff", "--patch")
    #expect(diff.status == 0)
    for text in [
      "large.bin   too large to compare: 33.0 MiB", "lines.txt   too large to compare: 1.2 MiB",
      "large.bin is too large to compare: 33.0 MiB. Look at it with `git -C ", "+changed",
    ] {
      #expect(diff.text.contains(text), "\(text)")
    }
    // What is named shows it, here as in the console.
    let remedy = Remedy(pair: pair)
    let command = try remedy.command("git -C ", of: diff)
    #expect(try remedy.run(command + " | wc -c").text == "\(33 << 20)")
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 240)
    try session.press("2", "j")
    let rows = try session.waits(for: "Too large to compare: 33.0 MiB. Look at it with")
    #expect(try remedy.command("git -C ", in: rows.joined()) == command)
    let files = try JSON(parsing: pair.run("diff", "--json").output)["groups"]["synced"].elements
    let large = files.first { $0["path"].text == "services/api/large.bin" }
    #expect(large?["binary"] == .bool(true) && large?["additions"] == .number(0))
    #expect(large?["size"] == .number(33 * 1_048_576))
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    #expect(try pair.run("verify").status == 0)
  }

  /// A message that is larger than what is held of an object.
  @Test func aMessageBeyondMeasureIsCut() throws {
    let pair = try EdgePair()
    let git = pair.platform.git
    let tree = try pair.platform.tree(EdgePair.root(.folder(["app.py": .text("changed\n")])))
    let person = "Ana <ana@example.com> 1790000100 +0000\n"
    let head =
      "tree \(tree)\nparent \(pair.pin)\nauthor \(person)committer \(person)\nLong\n\n"
    try git.run("config", "core.looseCompression", "1")
    let tip = try git.line(
      "hash-object", "-t", "commit", "-w", "--stdin", "--literally",
      input: Array(head.utf8) + [UInt8](repeating: 0x78, count: 97 << 20))
    try pair.platform.point("main", at: tip)
    let log = try Program("/bin/sh", variables: pair.edgesync.variables).run(
      [
        "-c", "ulimit -d \(MemoryLimit.megabytes(300)); exec \"$0\" log --json",
        EdgesyncProgram.name,
      ],
      in: pair.edge.git.folder)
    #expect(log.status == 0, "\(log.errorText)")
    #expect(log.text.contains("\"subject\": \"Long\"") || log.text.contains("\"subject\":\"Long\""))
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    #expect(try pair.run("verify").status == 0)
  }

  @Test(arguments: [200, 700])
  func depthIsBounded(_ depth: Int) throws {
    let pair = try EdgePair()
    var entry: RawRepository.Entry = .text("x")
    for _ in 0..<depth {
      entry = .object(
        mode: "40000", id: try pair.platform.tree([(Array("d".utf8), entry)]))
    }
    let tree = try pair.platform.write(entry).id
    for place in Place.allCases {
      try advance(pair, tree, place)
      try expectQuickAnswers(pair)
    }
  }
}
