import Git
import Rules
import Support
import Terminal
import Testing
import Text

@testable import Console

/// Files of the edge repo's own that upstream changed: what is pending below the pin, three ways to look, and the merge.
@Suite struct OverridesOnScreenTests {
  private static let path = "services/api/requirements.txt"

  /// A console on a pair whose pin has upstream's change of an override, which nobody has seen to.
  private static func console(
    size: Size = Size(width: 140, height: 40)
  ) async throws -> (MemoryConsole, EdgePair) {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let pinned = try pair.edgesync.run(["pin", commits[3], "--yes"], in: pair.edge.git.folder)
    try #require(pinned.status == 0, "\(pinned.text)")
    let console = try MemoryConsole(
      at: pair.edge.git.folder, size: size, clock: { EdgesyncProgram.now })
    await console.settle()
    return (console, pair)
  }

  @Test func whatIsPendingStandsBelowThePin() async throws {
    let (console, pair) = try await Self.console()
    await console.press(["O"])
    #expect(console.model.commits.selectedOverride?.lineText == Self.path)
    #expect(console.model.files.files.map(\.path?.lineText) == [Self.path])
    #expect(console.model.readFile?.path?.lineText == Self.path)
    #expect(console.surface.text.contains("fastapi==2"))
    // What is pending is that of the pin, whatever is the candidate.
    await console.press(["g", "space", "O"])
    #expect(console.model.files.files.map(\.path?.lineText) == [Self.path])
    // Once it is acknowledged, it is gone.
    await console.press(["x", "enter"])
    #expect(console.model.commits.overrides.isEmpty)
    #expect(console.model.commits.selectedOverride == nil)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// Each key shows the next of the three views, the last the three versions and the merge.
  @Test func theLensHasThreeViews() async throws {
    let (console, pair) = try await Self.console()
    await console.press(["O", "3", "tab"])
    #expect(console.surface.text.contains("yours against upstream's"))
    #expect(console.surface.text.contains("+ fastapi==1 # arm"))
    await console.press(["tab"])
    let text = console.surface.text
    let three = try #require(text.split(separator: "\n").first { $0.contains("− fastapi==1") })
    #expect(three.contains("+ fastapi==2") && three.contains("+ fastapi==1 # arm"))
    #expect(text.contains("1 conflict, marked"))
    #expect(text.contains("+ <<<<<<< yours") && text.contains("+ >>>>>>> upstream now"))
    // It scrolls, wraps, is searched, and comes back to the first.
    await console.press(["w", "/", "a", "r", "m", "enter"])
    #expect(console.model.notice?.text == "1/2")
    await console.press(["w", "esc", "G", "g", "}", "{", "|", "+", "-", "=", "W"])
    #expect(console.surface.text.contains("1 conflict · versions and merge"))
    await console.press(["g", "tab"])
    #expect(!console.surface.text.contains("1 conflict · versions and merge"))
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// The key writes what `carry --write` writes, and says how what stood there comes back.
  @Test func theMergeIsWritten() async throws {
    let (console, pair) = try await Self.console()
    let (other, otherPair) = try await Self.console()
    await other.finish()
    let carried = try otherPair.edgesync.run(
      ["carry", Self.path, "--write"], in: otherPair.edge.git.folder)
    #expect(carried.status == 2, "\(carried.text)")
    await console.press(["O", "2", "a"])
    #expect(
      try pair.edge.git.run("hash-object", Self.path).text
        == otherPair.edge.git.run("hash-object", Self.path).text)
    #expect(try pair.edge.git.run("status", "--porcelain").lines == [" M \(Self.path)"])
    let text = console.surface.text
    #expect(text.contains("with 1 conflict marked"))
    // On one line, so that it can be copied.
    let command = try #require(text.firstMatch(of: #/git restore .+ -- :\//#)).output
    _ = try pair.edge.git.shell(String(command))
    #expect(try pair.edge.git.run("status", "--porcelain").lines.isEmpty)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// Where nothing can be merged, it is said why, and nothing is written.
  @Test func whatCannotBeMergedIsSaid() async throws {
    let (console, pair) = try await Self.console()
    _ = try pair.edge.git.shell("rm \(Self.path); ln -s app.py \(Self.path)")
    let before = try pair.edge.git.run("status", "--porcelain").lines
    await console.press(["O", "3", "tab", "tab"])
    #expect(console.surface.text.contains("can't be merged"))
    await console.press(["a"])
    #expect(console.surface.text.contains("isn't merged"))
    #expect(try pair.edge.git.run("status", "--porcelain").lines == before)
    await console.press(["enter", "1", "up", "a"])
    #expect(
      console.model.notice?.text.string.contains("go to one of your files that upstream changed")
        == true)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// The styles of the screen's cells from where a text begins, in the row that has it.
  private static func styles(of text: String, _ console: MemoryConsole) throws -> [Style] {
    let rows = console.surface.text.split(separator: "\n", omittingEmptySubsequences: false)
    let y = try #require(rows.firstIndex { $0.contains(text) })
    let start = try #require(rows[y].firstRange(of: text)).lowerBound
    let x = rows[y].distance(from: rows[y].startIndex, to: start)
    return (x..<x + text.count).map { console.surface[$0, y].style }
  }

  /// What the footer offers.
  private static func footer(_ console: MemoryConsole) -> String {
    console.surface.text.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// The columns stay where conflicts were written, with those in place of the merge.
  @Test func theVersionsStayWhereConflictsAreWritten() async throws {
    let (console, pair) = try await Self.console()
    await console.press(["O", "3", "tab", "tab"])
    #expect(console.surface.text.contains("1 conflict · versions and merge"))
    let warning = console.model.theme[.warning]
    #expect(try Self.styles(of: "<<<<<<< yours", console).allSatisfy { $0 == warning })
    await console.press(["a", "esc"])
    let text = console.surface.text
    #expect(text.contains("1 unresolved conflict · three versions"))
    let columns = try #require(text.split(separator: "\n").first { $0.contains("− fastapi==1") })
    #expect(columns.contains("+ fastapi==2") && columns.contains("+ <<<<<<< yours"))
    #expect(
      text.contains("Not merged: yours has 1 conflict that isn't resolved: lines 1–5."), "\(text)")
    #expect(try Self.styles(of: ">>>>>>> upstream now", console).allSatisfy { $0 == warning })
    #expect(Self.footer(console).contains("e resolve its conflicts"))
    #expect(!Self.footer(console).contains("merge into yours"))
    // Its other views say so too, and it is merged again once they are resolved.
    await console.press(["tab", "tab"])
    #expect(console.surface.text.contains("1 unresolved conflict · yours against upstream's"))
    try pair.write("fastapi==1 # arm\n", to: Self.path)
    await console.press(["r", "tab"])
    #expect(console.surface.text.contains("1 conflict · versions and merge"))
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// What has conflicts isn't said to be done by itself.
  @Test func whatHasConflictsIsTickedByHandAlone() async throws {
    let (console, pair) = try await Self.console()
    await console.press(["O", "x"])
    #expect(console.surface.text.contains("[x] ! \(Self.path)  upstream changed its version"))
    await console.press(["esc", "a", "esc", "A"])
    #expect(console.surface.text.contains("[ ] ! \(Self.path)  conflicts not resolved: lines 1–5"))
    await console.press(["enter"])
    #expect(console.model.top(OwedChooser.self) != nil)
    #expect(!console.surface.text.contains("in what is ticked"))
    await console.press(["space"])
    #expect(console.surface.text.contains("[x] ! \(Self.path)  conflicts not resolved: lines 1–5"))
    #expect(console.surface.text.contains("! conflicts aren't resolved in what is ticked"))
    // Resolved by another program, it is ticked when the list is opened.
    await console.press(["esc"])
    try pair.write("fastapi==2 # arm\n", to: Self.path)
    await console.press(["A", "enter"])
    #expect(console.model.commits.overrides.isEmpty)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// What a person ticks before it is known whether it has conflicts stays as it is.
  @Test func aTickByHandStays() throws {
    let items = [OwedChooser.Item.override("a"), .override("b")]
    let model = try LiteralModel.make()
    var chooser = OwedChooser(items, marking: items[0])
    #expect(chooser.chosen.isEmpty)
    _ = chooser.perform(.tick, in: model)
    #expect(chooser.chosen == [items[0]])
    _ = chooser.perform(.tick, in: model)
    chooser.take([])
    #expect(chooser.chosen.isEmpty)
    var other = OwedChooser(items, marking: items[1])
    other.take([])
    #expect(other.chosen == [items[1]])
  }

  /// The key works on the row of what is pending, which offers it.
  @Test func theRowBelowThePinMerges() async throws {
    let (console, pair) = try await Self.console()
    await console.press(["O"])
    #expect(Self.footer(console).contains("a merge into yours"))
    await console.press(["a"])
    #expect(try pair.edge.git.run("status", "--porcelain").lines == [" M \(Self.path)"])
    await console.press(["esc"])
    #expect(console.model.commits.selectedOverride?.lineText == Self.path)
    // On the pin itself there is nothing to merge.
    await console.press(["up"])
    #expect(!Self.footer(console).contains("merge into yours"))
    await console.press(["a"])
    #expect(
      console.model.notice?.text.string.contains("go to one of your files that upstream changed")
        == true)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// The lens offers what works: nothing is pending before the change is pinned, and a commit alone isn't merged.
  @Test func theLensOffersWhatWorks() async throws {
    let pair = try EdgePair()
    _ = try pair.advanceAsUsual()
    let console = try MemoryConsole(
      at: pair.edge.git.folder, size: Size(width: 140, height: 40), clock: { EdgesyncProgram.now })
    await console.settle()
    await console.press(["2", "/", "r", "e", "q", "enter", "3"])
    #expect(Self.footer(console).contains("tab yours against it   a merge into yours"))
    #expect(!Self.footer(console).contains("acknowledge"))
    await console.press(["tab"])
    #expect(Self.footer(console).contains("tab merge"))
    let row = try #require(console.model.commits.rows.firstIndex { $0.subject == "Take fastapi 2" })
    await console.press(["1", "s", "home"] + Array(repeating: "down", count: row) + ["3"])
    #expect(console.model.scope == .commitAlone)
    #expect(console.model.readOverride?.lineText == Self.path)
    #expect(!Self.footer(console).contains("merge"))
    await console.press(["tab"])
    #expect(Self.footer(console).contains("tab upstream's change"))
    #expect(!Self.footer(console).contains("merge"))
    await console.finish()
    // What is pending is acknowledged from where it is read.
    let (pinned, other) = try await Self.console()
    await pinned.press(["O", "3"])
    #expect(Self.footer(pinned).contains("A acknowledge"))
    await pinned.finish()
    withExtendedLifetime((pair, other)) {}
  }
}
