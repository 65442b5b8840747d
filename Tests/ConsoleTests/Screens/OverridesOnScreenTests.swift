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
    #expect(console.surface.text.contains("three versions and the merge"))
    await console.press(["g", "tab"])
    #expect(!console.surface.text.contains("three versions and the merge"))
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
    await console.press(["enter", "2", "g", "1", "a"])
    #expect(
      console.model.notice?.text.string.contains("go to one of your files that upstream changed")
        == true)
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}
