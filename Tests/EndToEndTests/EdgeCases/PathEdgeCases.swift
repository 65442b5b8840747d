import Support
import Testing

/// Names that are no text, too long, too deep, or look alike.
@Suite struct PathEdgeCases {
  @Test func namesThatAreNoTextLand() throws {
    let pair = try EdgePair()
    let checked = CheckedPair(pair)
    let names: [[UInt8]] =
      [[0xE9], [0xFF, 0xFE], Array("caf".utf8) + [0xE9], [0x01, 0x7F, 0x80]]
      + [
        "caf\u{E9}", "cafe\u{301}", "a b", " leading", "tab\there", "line\nend", "quote\"d",
        "back\\slash",
        "100%", "*", "?[x]", "-dash", "#hash", "!bang", "\u{202E}rtl", "emoji\u{1F600}",
      ].map { Array($0.utf8) }
    for round in ["first\n", "second\n"] {
      try pair.advance(
        entry: .folder(
          names.map { (name: $0, entry: .text(round)) } + [
            (name: [0xC3, 0x28], entry: .folder([(name: [0xE9], entry: .text(round))]))
          ]), message: Array("Add names".utf8))
      try checked.sync()
    }
    try checked.sync(["app.py": .text("all gone\n")])
  }

  /// A commit of a service that holds one file at each of some paths.
  private func advance(_ pair: EdgePair, _ paths: [String], _ content: String) throws {
    let blob = try pair.platform.blob(Array(content.utf8))
    let files = paths.map { (Array($0.utf8), ListedFile(mode: "100644", id: blob)) }
    let tree = try pair.platform.git.treeID(of: Dictionary(uniqueKeysWithValues: files))
    try pair.advance(entry: .object(mode: "40000", id: tree), message: Array("Go deep".utf8))
  }

  private func deep(_ folders: Int) -> String {
    String(repeating: "d/", count: folders) + "f"
  }

  private let long = String(repeating: "n", count: 255)

  @Test func longNamesAndDeepPathsLand() throws {
    let pair = try EdgePair()
    let checked = CheckedPair(pair)
    // The service lies in two folders itself.
    let paths = [deep(97), long, String(repeating: long + "/", count: 14) + long]
    for content in ["first\n", "second\n"] {
      try advance(pair, paths, content)
      try checked.sync()
    }
    try checked.sync(["app.py": .text("flat again\n")])
  }

  @Test(arguments: [98, 300])
  func pathsThroughTooManyFoldersAreRefused(_ folders: Int) throws {
    let pair = try EdgePair()
    try advance(pair, [deep(folders)], "x\n")
    try CheckedPair(pair).expectRefusal(
      folders == 98 ? "it lies over 99 folders deep" : "folders lie more than 256 deep", status: 1)
  }

  @Test func namesThatNoFileSystemHoldsAreRefused() throws {
    for path in [long + "n", String(repeating: long + "/", count: 16) + long] {
      let pair = try EdgePair()
      try advance(pair, [path], "x\n")
      try CheckedPair(pair).expectRefusal("bytes long", status: 1)
    }
  }
}
