import Git
import Rules
import Support
import Terminal
import Testing

@testable import Console

/// Upstream's tip, which may be a merge that touches nothing itself.
@Suite struct TipOnScreenTests {
  typealias Files = [String: HistoryFile]

  /// A history that ends with a merge, or without one.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let history: RandomHistory
    let pin: Int
    /// The commits that are listed beside a tip that touches nothing, by their places in the history.
    let listed: [Int]
    let hasOwnTip: Bool
    /// Those of them that the newest one leaves out.
    let leftOut: [Int]

    fileprivate init(
      _ description: String, _ trees: [Files], _ parents: [[Int]], pin: Int = 0,
      lists listed: [Int],
      hasOwnTip: Bool, leavesOut leftOut: [Int] = []
    ) {
      testDescription = description
      history = RandomHistory(trees, parents: parents)
      (self.pin, self.listed, self.hasOwnTip, self.leftOut) = (pin, listed, hasOwnTip, leftOut)
    }
  }

  private static let base: Files = ["svc/a": "a\n", "svc/b": "b\n"]
  private static let onMain: Files = ["svc/a": "changed\n", "svc/b": "b\n"]
  private static let onSide: Files = ["svc/a": "a\n", "svc/b": "changed\n"]
  private static let both: Files = ["svc/a": "changed\n", "svc/b": "changed\n"]
  private static let other = base.merging(["other": "x\n"]) { $1 }

  static let cases = [
    Case(
      "of two branches, each with a change", [base, onMain, onSide, both], [[], [0], [0], [1, 2]],
      lists: [2, 1], hasOwnTip: true, leavesOut: [1]),
    Case(
      "of a branch that had all of it", [base, onMain, both, both], [[], [0], [1], [1, 2]],
      lists: [2, 1], hasOwnTip: false),
    Case(
      "that leaves out what a branch changed", [base, onMain, onSide, onMain],
      [[], [0], [0], [1, 2]], lists: [2, 1], hasOwnTip: true, leavesOut: [1]),
    Case(
      "that leaves out what a branch with all of it changed", [base, onMain, both, onMain],
      [[], [0], [1], [1, 2]], lists: [2, 1], hasOwnTip: true),
    Case(
      "that takes back what the pin had, with no commit that does", [base, onMain, other, other],
      [[], [0], [0], [1, 2]], pin: 1, lists: [], hasOwnTip: true),
    Case(
      "with a change of its own",
      [base, onMain, onSide, ["svc/a": "merged\n", "svc/b": "changed\n"]],
      [[], [0], [0], [1, 2]], lists: [3, 2, 1], hasOwnTip: false),
    Case(
      "one after the other", [base, onMain, both], [[], [0], [1]], lists: [2, 1], hasOwnTip: false),
  ]

  /// It can be taken wherever the newest of the listed commits isn't all of it, and the list begins with it then.
  @Test(arguments: cases)
  func theTipCanBeTaken(_ merge: Case) async throws {
    try await MemoryConsole.on(merge.history, pin: merge.pin, size: Size(width: 140, height: 40)) {
      console, upstream in
      let ids = upstream.ids[0]
      let tip = try #require(ids.last)
      let rows = console.model.commits.all
      #expect(rows.filter { !$0.isTipOnly }.map(\.id.hex) == merge.listed.map { ids[$0] })
      #expect(rows.map(\.isTipOnly) == rows.indices.map { $0 == 0 && merge.hasOwnTip })
      let first = try #require(rows.first)
      // Whichever it is, the first row has what the tip has.
      let left = try upstream.git.run("diff", "--raw", first.id.hex, tip, "--", "svc").output
      #expect(left.isEmpty && console.model.candidate == first.id)
      var text = console.surface.text
      #expect(text.contains("Commits \(merge.listed.count) "))
      #expect(text.contains("\(merge.listed.count) behind: ") && !text.contains("up to date"))
      #expect(text.contains(" tip ") == merge.hasOwnTip)
      await console.press(["p"])
      #expect(!console.surface.text.contains("Not in it"))
      await console.press(["esc"])
      guard merge.hasOwnTip, !merge.listed.isEmpty else { return }
      #expect(first.id.hex == tip && first.counts?.synced == 0)
      // The next one may be less, and the dialog says so.
      await console.press(["down", "p"])
      text = console.surface.text
      let names = merge.leftOut.map { String(ids[$0].prefix(7)) }.joined(separator: ", ")
      #expect(
        names.isEmpty
          ? !text.contains("Not in it")
          : text.contains("Not in it, though listed below it: \(names)"), "\(text)")
      await console.press(["esc"])
    }
  }
}
