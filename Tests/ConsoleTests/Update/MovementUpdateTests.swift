import Rules
import Testing

@testable import Console

/// Each key that moves, in each list that is longer than the screen.
@Suite struct MovementUpdateTests {
  /// A list: what opens it, how many rows it has, and how many of them are seen at once.
  struct Place {
    let name: String
    let opening: [UpdateRow.Step]
    var first = 0
    let count: Int
    let visible: Int
    /// What is so where the cursor is on a row.
    let fact: @Sendable (_ row: Int) -> Fact
  }

  private static func marked(_ word: String) -> @Sendable (_ row: Int) -> Fact {
    { .marked("\(word)\(LiteralModel.name($0))") }
  }

  private static let count = LiteralModel.count

  static let places = [
    Place(name: "commits", opening: [], count: 2 * count + 1, visible: 12) { row in
      if row == count { return .commit("pin") }
      let name = LiteralModel.name(row < count ? row : row - count - 1)
      return row < count ? .marked("Change \(name)") : .commit("a/req\(name)")
    },
    Place(name: "files", opening: ["2"], first: 1, count: count + 1, visible: 13) { row in
      .file(row == 0 ? "synced" : "a/file\(LiteralModel.name(row - 1))")
    },
    Place(name: "checks", opening: ["4"], count: count + 3, visible: 36) { row in
      .check(
        row < 3 ? CheckDefinition.builtInNames[row] : "check\(LiteralModel.name(row - 3))")
    },
    Place(
      name: "choosing checks", opening: ["V"], count: count, visible: 36,
      fact: marked("[x] check")),
    Place(
      name: "pending", opening: ["A"], count: count, visible: 34, fact: marked("[ ] ! a/req")),
    Place(name: "notes", opening: ["@"], count: count, visible: 36, fact: marked("Note ")),
    Place(name: "themes", opening: ["T"], count: count, visible: 36, fact: marked("theme")),
    Place(
      name: "changelog", opening: ["c", .message(.text(.events(LiteralModel.events)))],
      count: count, visible: 36, fact: marked("Ana ")),
    // Of a text, the first row that is seen goes no further than the last page's.
    Place(name: "a text", opening: [MouseUpdateTests.text], count: 100 - 35, visible: 36) { row in
      Fact(name: "first", wanted: "text \(LiteralModel.name(row))") { seen in
        let start = seen.screen.firstRange(of: "text ")?.lowerBound ?? seen.screen.startIndex
        return String(seen.screen[start...].prefix(7))
      }
    },
  ]

  static let rows = places.flatMap { place in
    let (first, last, page) = (place.first, place.count - 1, place.visible - 1)
    let half = place.visible / 2
    let fromTop = [
      ("down", first + 1), ("j", first + 1), ("pgdn", first + page), ("ctrl-d", first + half),
      ("end", last), ("G", last),
    ]
    let fromEnd = [
      ("up", last - 1), ("k", last - 1), ("pgup", last - page), ("ctrl-u", last - half),
      ("home", 0), ("g", 0),
    ]
    func row(_ steps: [UpdateRow.Step], _ key: String, _ target: Int) -> UpdateRow {
      UpdateRow(
        .long, place.opening + steps + [.keys(key)], [place.fact(target)], isChange: true,
        #_sourceLocation)
    }
    return fromTop.map { row([], $0, $1) } + fromEnd.map { row(["end"], $0, $1) }
  }

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
