import Git
import Rules
import Support
import Terminal
import Testing

@testable import Console

/// Upstream's tip, which may be a merge that touches nothing itself.
@Suite struct TipOnScreenTests {
  /// A history of which the first commit is the pin.
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let history: RandomHistory
    /// How many commits are listed, beside a tip that merges alone.
    let listed: Int
    let hasOwnTip: Bool
    /// How many of them the newest one leaves out.
    var leftOut = 0
  }

  private static let base: [String: HistoryFile] = ["svc/a": "a\n", "svc/b": "b\n"]
  private static let onMain: [String: HistoryFile] = ["svc/a": "changed\n", "svc/b": "b\n"]
  private static let onSide: [String: HistoryFile] = ["svc/a": "a\n", "svc/b": "changed\n"]
  private static let both: [String: HistoryFile] = ["svc/a": "changed\n", "svc/b": "changed\n"]

  static let cases = [
    Case(
      testDescription: "of two branches, each with a change",
      history: RandomHistory([base, onMain, onSide, both], parents: [[], [0], [0], [1, 2]]),
      listed: 2, hasOwnTip: true, leftOut: 1),
    Case(
      testDescription: "of a branch that had all of it",
      history: RandomHistory([base, onMain, both, both], parents: [[], [0], [1], [1, 2]]),
      listed: 2, hasOwnTip: false),
    Case(
      testDescription: "that leaves a branch's change out",
      history: RandomHistory([base, onMain, onSide, onMain], parents: [[], [0], [0], [1, 2]]),
      listed: 2, hasOwnTip: true, leftOut: 1),
    Case(
      testDescription: "with a change of its own",
      history: RandomHistory(
        [base, onMain, onSide, ["svc/a": "merged\n", "svc/b": "changed\n"]],
        parents: [[], [0], [0], [1, 2]]),
      listed: 3, hasOwnTip: false),
    Case(
      testDescription: "one after the other",
      history: RandomHistory([base, onMain, both], parents: [[], [0], [1]]), listed: 2,
      hasOwnTip: false),
  ]

  /// It can be taken wherever the newest of the listed commits isn't all of it, and the list begins with it then.
  @Test(arguments: cases)
  func theTipCanBeTaken(_ merge: Case) async throws {
    try await MemoryConsole.on(merge.history, size: Size(width: 140, height: 40)) {
      console, upstream in
      let tip = try #require(upstream.ids[0].last)
      let rows = console.model.commits.all
      #expect(rows.count == merge.listed + (merge.hasOwnTip ? 1 : 0))
      #expect(rows.map(\.isTip) == rows.indices.map { $0 == 0 && merge.hasOwnTip })
      let first = try #require(rows.first)
      // Whichever it is, the first row has what the tip has.
      let left = try upstream.git.run("diff", "--raw", first.id.hex, tip, "--", "svc").output
      #expect(left.isEmpty && console.model.candidate == first.id)
      #expect(console.surface.text.contains("Commits \(merge.listed) "))
      #expect(console.surface.text.contains(" tip ") == merge.hasOwnTip)
      #expect(!console.surface.text.contains("Not in it"))
      #expect(console.model.files.shownKey?.candidate == first.id)
      guard merge.hasOwnTip else { return }
      #expect(first.id.hex == tip && first.counts?.synced == 0)
      // The next one is less, and the dialog says so.
      await console.press(["down", "p"])
      #expect(
        console.surface.text.contains("Not in it: 1 commit that the list shows below it")
          == (merge.leftOut == 1), "\(console.surface.text)")
      await console.press(["esc"])
    }
  }
}
