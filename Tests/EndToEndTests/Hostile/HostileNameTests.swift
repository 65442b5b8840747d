import Support
import Testing

/// Names that would be git's own folder, or lead out of the work tree.
@Suite struct HostileNameTests {
  enum Shape: CaseIterable {
    case file, folder, link

    var entry: RawRepository.Entry {
      switch self {
      case .file: .text("hostile\n")
      case .folder: .folder(["config": .text("[core]\n\tfsmonitor = false\n")])
      case .link: .link(to: "../..")
      }
    }
  }

  /// The service with names in two of its folders.
  private func service(_ names: [[UInt8]], _ shape: Shape) -> RawRepository.Entry {
    let hostile = names.map { (name: $0, entry: shape.entry) }
    return .folder(
      [
        (Array("app.py".utf8), .text("one\ntwo\nthree\n")),
        (Array("utils".utf8), .folder(hostile)),
      ] + hostile)
  }

  @Test(arguments: Shape.allCases)
  func areRefusedByName(_ shape: Shape) throws {
    let pair = try EdgePair()
    let names = HostileNames.wellFormed
    try pair.advance(entry: service(names, shape), message: Array("Add names".utf8))
    let state = try pair.state()
    let git = try pair.gitFolder()
    let around = try pair.surroundings()
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.isOneSentence)
    #expect(outcome.unsafeText.isEmpty)
    #expect(
      outcome.errorText.contains(
        "upstream has \(2 * names.count) paths that no sync may write"))
    for name in [".git", "..", "GIT~1", ".git::$INDEX_ALLOCATION", "..\\x", ".g<U+200C>it"] {
      #expect(outcome.errorText.contains("services/api/utils/\(name)"), "\(name)")
    }
    for (arguments, outcome) in try pair.look() where arguments[0] != "pin" {
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      #expect(outcome.unsafeText.isEmpty, "\(arguments)")
    }
    #expect(try pair.state() == state)
    #expect(try pair.gitFolder() == git)
    #expect(try pair.surroundings() == around)
  }

  @Test(arguments: HostileNames.malformed)
  func malformedTreesAreRefused(_ name: [UInt8]) throws {
    let pair = try EdgePair()
    try pair.advance(entry: service([name], .file), message: Array("Add a name".utf8))
    let state = try pair.state()
    let around = try pair.surroundings()
    for arguments in [
      ["pin", "main", "--yes"], ["check", "main"], ["diff", "--json"], ["log", "--files"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 1, "\(arguments): \(outcome.errorText)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(outcome.errorText.contains("a tree is malformed"), "\(outcome.errorText)")
    }
    #expect(try pair.state() == state)
    #expect(try pair.surroundings() == around)
  }

  @Test(arguments: ["a\\b", "CON", "a:b", "nul.txt", "trailing.", "trailing ", "what?"])
  func windowsNamesLandAndAreSaid(_ name: String) throws {
    let pair = try EdgePair()
    try pair.advance(
      ["app.py": .text("one\ntwo\nthree\n"), name: .text("x\n")], subject: "Add a name")
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("note: services/api/\(name): Windows"), "\(outcome.text)")
    #expect(pair.folder.text(of: "edge/services/api/\(name)") == "x\n")
    #expect(try pair.run("verify").status == 0)
  }

  @Test func duplicateAndMixedEntriesAreRefused() throws {
    for other: RawRepository.Entry in [.text("two\n"), .folder(["x": .text("x")])] {
      let pair = try EdgePair()
      try pair.advance(
        entry: .folder([
          (Array("twin".utf8), .text("one\n")), (Array("twin".utf8), other),
          (Array("app.py".utf8), .text("one\ntwo\nthree\n")),
        ]), message: Array("Add twins".utf8))
      let state = try pair.state()
      let outcome = try pair.run("pin", "main", "--yes")
      #expect(outcome.status != 0)
      #expect(outcome.errorText.contains("twin"), "\(outcome.errorText)")
      #expect(try pair.state() == state)
    }
  }
}
