import Checks
import Git
import Journal
import Rules
import Support
import Terminal
import Testing
import Text

@testable import Console

/// Marks beside what is read: hunks that were reviewed, and tests that failed at a line.
@Suite struct MarksOnScreenTests {
  /// Each hunk is marked by itself; the last makes the file a reviewed one, and taking one back makes it none.
  @Test func hunksAreMarkedOneByOne() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 140, height: 40))
    await console.press(["2", "/", "a", "p", "p", ".", "p", "y", "enter", "3"])
    let file = try #require(console.model.readFile)
    #expect(file.shownPath.name.elementsEqual("app.py".utf8))
    func isReviewed() -> Bool { console.model.reviewed.contains(file.reviewKey) }
    await console.press(["."])
    #expect(console.surface.text.contains("◑"))
    #expect(!isReviewed())
    await console.press(["{"])
    #expect(console.surface.text.contains("● reviewed"))
    // Other context, another start: the mark stays.
    await console.press(["+", "-", "r"])
    #expect(console.surface.text.contains("◑"))
    #expect(console.surface.text.contains("● reviewed"))
    await console.press(["}", "."])
    while console.model.readFile == file, !isReviewed() { await console.press(["."]) }
    #expect(isReviewed())
    #expect(console.model.readFile != file)
    // Opened again, one mark is taken back.
    await console.press(["[", "enter", "}", "."])
    #expect(console.model.readFile == file && !isReviewed())
    #expect(console.surface.text.contains("◑"))
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  @Test func aFailingTestStandsAtItsLine() async throws {
    let report = """
      <testsuite><testcase name="halves" file="api/app.py"><failure>api/app.py:2: no</failure></testcase></testsuite>
      """
    let pair = try EdgePair(
      manifest: """
        checks:
          - { name: tests, run: "echo '\(report.replacing("\"", with: "\\\""))' > r.xml; exit 1", junit: r.xml }

        """)
    try pair.advanceAsUsual()
    let console = try MemoryConsole(
      at: pair.edge.git.folder, size: Size(width: 140, height: 30), consents: .always,
      clock: { EdgesyncProgram.now })
    await console.settle()
    #expect(!console.surface.text.contains("halves"))
    await console.press(["v"])
    let row = console.surface.text.split(separator: "\n").first { $0.contains("two and a half") }
    #expect(row?.contains("✗ halves") == true, "\(console.surface.text)")
    // Another candidate's tree is another.
    await console.press(["down"])
    #expect(!console.surface.text.contains("✗ halves"))
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// Held by the mouse, the bar leads to where it is held, from one end to the other.
  @Test func theBarIsDragged() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 140, height: 40))
    func mouse(_ kind: MouseEvent.Kind, _ y: Int) async {
      await console.send(.mouse(MouseEvent(kind, at: Point(x: 139, y: y))))
    }
    await mouse(.press, 37)
    #expect(console.model.diff.cursor == console.model.diff.end)
    await mouse(.drag, 20)
    let middle = Double(console.model.diff.offset(of: console.model.diff.top))
    #expect(abs(middle / Double(console.model.diff.count) - 0.4) < 0.2)
    await mouse(.drag, 0)
    #expect(console.model.diff.offset(of: console.model.diff.top) <= 1)
    await mouse(.release, 0)
    await mouse(.drag, 30)
    #expect(console.model.diff.offset(of: console.model.diff.top) <= 1)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// Where a list has room for all of its rows there is no bar: beside a row is that row.
  @Test func aShortListHasNoBar() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 80, height: 24))
    let count = console.model.commits.count
    #expect(count < 19)
    for y in 3..<3 + count {
      await console.send(.mouse(MouseEvent(.press, at: Point(x: 79, y: y))))
      #expect(console.model.commits.cursor.index == y - 3)
    }
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}
