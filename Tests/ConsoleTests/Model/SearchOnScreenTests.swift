import Console
import Support
import SystemPackage
import Terminal
import Testing
import Text

/// Looking for text on the main screen.
@Suite struct SearchOnScreenTests {
  /// Where nothing is found, and where the search is given up, the pane is where it was; the candidate with it.
  @Test(arguments: [
    ["/", "z", "z", "z", "z", "esc"], ["/", "z", "z", "z", "z"], ["/", "r", "e", "v", "esc"],
    ["/", "r", "e", "v", "backspace", "backspace", "backspace"], ["/", "z", "z", "enter"],
  ])
  func whatIsNotFoundMovesNothing(_ keys: [String]) async throws {
    for pane in ["1", "2", "3"] {
      let (console, pair) = try await ScreenTests.console(Size(width: 140, height: 16))
      await console.press(["down", pane, "down"])
      let before = (
        console.model.candidate, console.model.commits.cursor, console.model.files.cursor,
        console.model.diff.top
      )
      await console.press(keys)
      #expect(console.model.candidate == before.0)
      #expect(console.model.commits.cursor.index == before.1.index)
      #expect(console.model.files.cursor.index == before.2.index)
      #expect(console.model.diff.top == before.3)
      await console.finish()
      withExtendedLifetime(pair) {}
    }
  }

  /// In each theme what is found can be read, also in the row under the cursor, and only that stands out.
  @Test(arguments: ["terminal", "nord", "github", "solarized-light", "high-contrast"])
  func whatIsFoundStandsOut(_ theme: String) async throws {
    let (console, pair) = try await ScreenTests.console(
      Size(width: 140, height: 30), theme: ThemeLibrary(configuration: "/nonexistent").theme(theme))
    await console.press(["/", "r", "e", "v", "e", "r", "t"])
    let (match, surface) = (console.model.theme[.match], console.surface)
    let cells = (0..<30).map { y in
      (0..<140).map { surface[$0, y] }.filter { $0.style == match }.map(\.text).joined()
    }
    let found = cells.filter { !$0.isEmpty }
    #expect(!found.isEmpty, "\(surface.text)")
    #expect(found.allSatisfy { $0.lowercased() == "revert" }, "\(found)")
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}
