import Git
import Terminal
import Testing
import Text
import Upstream

@testable import Console

/// What stands in the rows of commits beside their subjects, by their width; and when lines are counted for it.
@Suite struct CommitColumnsTests {
  /// A screen's width, and the rows of two commits and of the pin.
  struct Row: CustomTestStringConvertible {
    let width: Int
    let tags: [Int: [String]]
    let rows: [String]

    var testDescription: String { "\(width) \(tags)" }
  }

  private static let plain = [4: ["v2.4"], 1: ["v2.3"]]
  private static let many = [
    4: ["v2.4", "v2.4-rc1", "v2.4-rc2"], 3: ["nightly/2026-11-28-a-long-name"],
    1: ["v2.2", "v2.3", "v2.1"],
  ]

  static let rows = [
    Row(
      width: 40, tags: plain,
      rows: [
        "▌ 4444444 A  Change 4           [v2.4]", "  3333333 A  Change 3",
        "═ 1111111 pin · v2.3 ═",
      ]),
    Row(
      width: 40, tags: many,
      rows: [
        "▌ 4444444 A  Change 4     [v2.4-rc2 …]", "  3333333 A  Change 3 [nightly/2026-…]",
        "═ 1111111 pin · v2.3 v2.2 … ═",
      ]),
    Row(
      width: 72, tags: many,
      rows: [
        "▌ 4444444 00:16    A  Change 4", "  3333333 00:16    A  Change 3",
        "═ 1111111 pin · v2.3 v2.2 … ═",
      ]),
    Row(
      width: 100, tags: plain,
      rows: [
        "▌ 4444444 00:16    Ada            Change 4", "[v2.4] +120  −7", "+3 −14", "…",
        "═ 1111111 pin · v2.3 ═",
      ]),
  ]

  private static func model(_ row: Row) throws -> Model {
    var model = try LiteralModel.make()
    model.size = Size(width: row.width, height: 12)
    model.focus = .commits
    let tags = row.tags.map { (LiteralModel.id($0), CommitTags($1)) }
    _ = update(
      &model, .commits(.tagged(Dictionary(tags) { first, _ in first }, listing: 1)))
    _ = update(
      &model,
      .commits(
        .linesCounted(
          [
            LiteralModel.id(4): .lines(LineTotals(additions: 120, deletions: 7)),
            LiteralModel.id(3): .lines(LineTotals(additions: 3, deletions: 14)),
            LiteralModel.id(2): .uncounted,
          ], listing: 1)))
    return model
  }

  @Test(arguments: rows)
  func rowsHaveWhatTheyHaveRoomFor(_ row: Row) throws {
    var model = try Self.model(row)
    let text = ConsoleView.draw(&model).text
    for part in row.rows { #expect(text.contains(part), "\(part)\n\(text)") }
    #expect(text.contains("+120") == (row.width == 100))
  }

  /// A tag is found as what it is written on is, and stands in the header.
  @Test func tagsAreFoundAndInTheHeader() throws {
    var model = try Self.model(Row(width: 140, tags: [3: ["v2.4"], 1: ["v2.3"]], rows: []))
    #expect(ConsoleView.draw(&model).text.contains("pin 1111111 v2.3 · 16 minutes"))
    for name in ["/", "2", ".", "4", "enter"] {
      _ = update(&model, .input(.key(try #require(Key(name: name)))))
    }
    #expect(model.pointed == LiteralModel.id(3))
    // As the header narrows, the tag goes first, then the words.
    for (width, text) in [(83, "pin 1111111 · 16 minutes"), (60, "1111111 16m")] {
      model.size.width = width
      let header = ConsoleView.draw(&model).text.prefix(width)
      #expect(header.contains(text), "\(header)")
    }
  }

  /// Names do nothing to the screen, and none looks like a mark.
  @Test func aHostileTagIsText() throws {
    for name in ["\u{202E}evil", "✓", "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}", "世界世界世界世界"] {
      for width in [40, 80, 140] {
        var model = try Self.model(Row(width: width, tags: [4: [name], 1: [name]], rows: []))
        let surface = ConsoleView.draw(&model)
        #expect(!surface.text.contains("\u{202E}"))
        #expect(!surface.text.contains(" ✓ │"))
        #expect(surface.text.contains("Change 4"), "\(surface.text)")
      }
    }
  }

  private static func asked(_ effects: [Effect]) -> [[ObjectID]] {
    effects.compactMap { effect in
      if case .commits(.countLines(let ids, _)) = effect { return ids }
      return nil
    }
  }

  /// Only what is seen is counted, once, and what isn't seen any more is dropped.
  @Test func linesAreCountedForWhatIsSeen() throws {
    var model = try LiteralModel.make()
    let rows = (10..<99).map { number in
      let id = ObjectID(hex: String(repeating: "\(number)", count: 20)) ?? .emptyTree
      return CommitList.Row(
        id: id, parent: nil, time: 0, author: "Ada", subject: "Change", counts: nil)
    }
    let ids = rows.map(\.id)
    model.commits = CommitList()
    func send(_ message: Message) -> [[ObjectID]] { Self.asked(update(&model, message)) }
    func press(_ name: String) throws -> [[ObjectID]] {
      send(.input(.key(try #require(Key(name: name)))))
    }
    func answer(_ ids: some Sequence<ObjectID>, listing: Int = 1) -> [[ObjectID]] {
      let counts = ids.map { ($0, CommitLines.Count.lines(LineTotals())) }
      return send(
        .commits(.linesCounted(Dictionary(counts) { first, _ in first }, listing: listing)))
    }
    // Side by side, there is no room.
    #expect(send(.commits(.found(rows, listing: 1))) == [])
    #expect(send(.input(.resize(Size(width: 100, height: 15)))) == [Array(ids[..<10])])
    #expect(send(.tick(2000)) == [])
    #expect(answer(ids[..<4]) == [])
    #expect(try press("pgdn") == [])
    // Before it is drawn, it is known what is seen.
    #expect(try press("end") == [Array(ids[80...])])
    #expect(try press("home") == [Array(ids[4..<10])])
    // Nothing is left to count where none is seen.
    #expect(try press("3") == [[]])
    #expect(try press("1") == [Array(ids[4..<10])])
    #expect(answer(ids[4..<10], listing: 0) == [])
    #expect(answer(ids[4..<10]) == [])
    #expect(send(.tick(2000)) == [])
    // Listed anew, they stay until they are counted again.
    let summary = try #require(model.summary)
    #expect(send(.repo(.opened(summary, reviewed: []))) == [Array(ids[..<10])])
    #expect(model.commits.lines[ids[0]] == .lines(LineTotals()))
  }
}
