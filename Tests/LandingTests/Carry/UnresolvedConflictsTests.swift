import Git
import Landing
import Support
import Testing
import Upstream

/// Conflicts that stand in a text, and those that git's index tells of.
@Suite struct UnresolvedConflictsTests {
  private static let own = "a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> upstream now\n"
  private static let gits = "<<<<<<< HEAD\r\nb\r\n=======\r\nc\r\n>>>>>>> other\r\n"

  /// A text, whether git's index has it unmerged, and the lines of its conflicts; nil for none.
  @Test(
    arguments: [
      (own, false, [2...6]), (own, true, [2...6]), (own + own, false, [2...6, 8...12]),
      (own.replacing("\n", with: "\r\n"), false, [2...6]),
      // A text may be about marks; git's index knows better.
      (gits, false, nil), (gits, true, [1...5]),
      ("a\n", true, []), ("a\n", false, nil), ("", false, nil), ("", true, []),
      // Whatever a person has deleted of it, it isn't resolved while both marks are there.
      (String(own.dropFirst(2)) + "<<<<<<< yours\n", false, [1...5, 6...6]),
      ("<<<<<<< yours\n" + own, false, [1...1, 3...7]),
      ("a\n<<<<<<< yours\n", false, nil), (">>>>>>> upstream now\n", false, nil),
    ] as [(String, Bool, [ClosedRange<Int>]?)])
  func standInLines(_ text: String, _ isUnmerged: Bool, _ lines: [ClosedRange<Int>]?) {
    let found = UnresolvedConflicts(in: Array(text.utf8), at: "a", isUnmerged: isUnmerged)
    #expect(found?.lines == lines)
  }

  /// Of files as they stand in the work tree; what isn't there, or is no file, has none.
  @Test func areLookedForInTheWorkTree() throws {
    let pair = try EdgePair()
    try pair.write(Self.own, to: "services/api/requirements.txt")
    let edge = try EdgeRepo(at: pair.edge.git.folder)
    let found = try UnresolvedConflicts.of(
      ["services/api", "services/api/requirements.txt", "services/api/none"], in: edge)
    #expect(found.map(\.path) == ["services/api/requirements.txt"])
    #expect(found.map(\.lines) == [[2...6]])
  }
}
