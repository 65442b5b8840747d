import Testing

/// No message names a command that no test has run.
@Suite struct NamedCommandTests {
  @Test func everyNamedCommandHasItsRow() throws {
    let told = NamedCommandTable.rows.flatMap { row in
      row.files.map { NamedCommand(command: row.command, file: $0) }
    }
    let named = try NamedCommand.inSources()
    #expect(
      named.subtracting(told).sorted() == [],
      "run each in its situation, show that it helps, and write its row in NamedCommandTable")
    #expect(Set(told).subtracting(named).sorted() == [], "rows of what no message names any more")
    #expect(told.count == Set(told).count, "a command of a file has one row")
  }

  /// What a command has filled in is quoted for a shell, or is an id or a command that is made so elsewhere.
  @Test func everyFilledInWordIsQuoted() throws {
    let made: Set<String> = [
      // Ids.
      "DiffPane: id", "ManifestError: commit", "OfferError: candidate", "PinSearch+Choice: tip",
      "PatchText: (file.change.new ?? file.change.old)?.id.short ?? ''",
      // The program's own words.
      "AlertCondition: run.command",
      "HelperTemplate: helper.flag", "Main: $0", "SyncRun: name",
      // What is quoted where it is made.
      "HelperSetup: programs.joined(separator: ' ')", "PlanError: moving", "PlanError: place",
      "RepositoryForm: place(folder)", "SyncedFilesFacts: Self.words(tracked)",
      "HelperFacts: file.helper.flag",
      "UpstreamFacts: asking",
    ]
    let isQuoted = /(word|pathspec): .*|.*\.(short|hex)|.*\.hex\.prefix\(12\)/
    let bare = try NamedCommand.interpolationsInSources().filter { file, text in
      text.wholeMatch(of: isQuoted) == nil
    }
    #expect(
      Set(bare.map { "\($0): \($1)" }).subtracting(made).sorted() == [],
      "write it as \\(word: …) or \\(pathspec: …)")
  }

  @Test(
    arguments: [
      (#"case .a: "Run `git frobnicate \(path.text)`, or not""#, ["git frobnicate …"]),
      (#"return "`edgesync x` and `chmod u+w \(a(b(c)))`""#, ["edgesync x", "chmod u+w …"]),
      (#"  "`git config user.name \"Me\"`""#, [#"git config user.name "Me""#]),
      (#"private var pull: SafeText { "git lfs pull" }"#, ["git lfs pull"]),
      (#""git -c a=\(url) lfs pull x""#, ["git -c a=… lfs pull x"]),
      (#"isFlat ? move : "mkdir -p \(folder) && \(move)""#, ["mkdir -p … && …"]),
      (#"/// Run `git frobnicate`."#, []), (#""`\(key)` is missing, `land: x` too""#, []),
      (#"words: "git config""#, []), (#""git would run it as \(name)""#, []),
    ] as [(String, [String])])
  func aNamedCommandIsFound(_ source: String, _ commands: [String]) {
    #expect(NamedCommand.commands(in: source) == Set(commands))
  }
}
