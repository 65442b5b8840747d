import Support
import Testing

/// What the user sets in `config.yml`.
@Suite struct ConfigurationTests {
  /// Broken files: the text, the line at fault, and the reason.
  private static let broken: [(text: String, says: String)] = [
    ("theme: nord\nascii: perhaps\n", "config.yml:2: ascii has to be true or false"),
    ("diff: { tabs: 4 }\nkeys:\n  fly: F\n", "config.yml:3: there is no action `fly`"),
    ("keys:\n  pin: hyper-p\n", "config.yml:2: there is no key `hyper-p`"),
    ("colour: red\n", "config.yml:1: there is no setting `colour`"),
    ("keys: [\n", "config.yml:"),
  ]

  @Test(arguments: broken.indices)
  func brokenFileIsToldByLine(_ index: Int) throws {
    let pair = try EdgePair()
    let session = try TerminalSession(
      in: pair.edge.git.folder, columns: 200, configuration: Self.broken[index].text, waits: false)
    #expect(try session.waitsForEnd() == 78)
    try session.waits(for: Self.broken[index].says)
  }

  @Test func theListOfKeysIsTheUsersOwn() throws {
    let folder = try TemporaryFolder()
    let program = EdgesyncProgram(
      home: folder.path, temporary: folder.path, variables: ["XDG_CONFIG_HOME": folder.name])
    let usual = try program.run(["review", "--keys"], in: folder.path).lines
    try folder.write(
      Array("keys:\n  pin: P\n  changelog: [f5, ctrl-g]\n  scope: []\n".utf8),
      to: "edgesync/config.yml")
    let own = try program.run(["review", "--keys"], in: folder.path).lines
    let changed = zip(usual, own).filter { $0 != $1 }.map(\.1)
    #expect(usual.count == own.count)
    #expect(
      changed.map { $0.split(separator: " ").prefix(3).joined(separator: " ") } == [
        "scope this commit", "pin P pin", "changelog f5, ctrl-g",
      ])
    try folder.write(Array("keys: 1\n".utf8), to: "edgesync/config.yml")
    #expect(try program.run(["review", "--keys"], in: folder.path).status == 78)
  }

  @Test func changedKeysWorkAndShow() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(
      in: pair.edge, columns: 140, rows: 40,
      configuration: "keys:\n  pin: P\n  changelog: [f5, ctrl-g]\n  scope: []\n")
    let panes = try session.shows { $0.footer.contains("q quit") }
    #expect(panes.footer.contains("P pin"))
    for key in ["p", "c", "s"] {
      try session.press(key)
      let shown = try session.shows { $0.footer.contains("\(key) does nothing here") }
      #expect(shown.rows.dropLast() == panes.rows.dropLast())
    }
    try session.press("F5")
    try session.waits(for: "┌ Changelog ─")
    try session.press("Escape", "C-g")
    try session.waits(for: "┌ Changelog ─")
    try session.press("Escape", "P")
    try session.waits(for: "┌ Pin ")
    try session.press("Escape", "?")
    var rows = Set(try session.waits(for: "┌ Help ─"))
    for _ in 0..<20 where !rows.contains(where: { $0.contains("Keys can be changed under") }) {
      try session.press("NPage")
      rows.formUnion(try session.screen)
    }
    #expect(rows.contains { $0.contains("f5, ctrl-g        changelog") })
    #expect(rows.contains { $0.contains("P                 pin") })
    #expect(!rows.contains { $0.contains("this commit only") })
  }
}
