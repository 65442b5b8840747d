@testable import Console
import Support
import SystemPackage
import Terminal
import Testing
import Text
import Themes

/// Whether all that is on a screen can be read, in each theme that comes with edgesync.
@Suite struct ContrastTests {
  /// What frames, bars and marks are drawn with, which needn't be read letter by letter.
  private static let frames = Set("─│┌┐└┘├┤═┃▌‹›↪")

  /// Text stands out from what is behind it (WCAG 2.2: 4.5 to 1; line numbers and frames 3 to 1).
  @Test func everythingCanBeRead() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 160, height: 44))
    let start = console.model
    let screens: [[String]] = [
      [], ["3", "down", "down", "|"], ["2", "x"], ["/", "r", "e"], ["3", "/", "t"], ["4"], ["p"],
      ["c"], ["S"], ["?"], [":"], ["E"], ["z", "space"],
      ["2", "down", "3", "down", "down", "i", "x", "enter"], ["@"], ["i", "x", "tab"],
    ]
    for keys in screens {
      await console.goBack(to: start)
      await console.press(keys)
      for name in BundledThemes.all.map(\.name) {
        var model = console.model
        model.theme = try ThemeLibrary(configuration: "/nonexistent").theme(name)
        let surface = ConsoleView.draw(&model)
        let number = model.theme[.lineNumber].foreground
        for y in 0..<surface.size.height {
          for x in 0..<surface.size.width {
            let cell = surface[x, y]
            guard let letter = cell.text.first, letter != " " else { continue }
            let contrast = try #require(
              cell.style.foreground.contrast(with: cell.style.background))
            let isMinor =
              Self.frames.contains(letter)
              || (letter.isNumber && cell.style.foreground == number)
            #expect(
              contrast >= (isMinor ? 3 : 4.5),
              "\(name) \(keys): \(letter) at \(x), \(y), \(cell.style)")
            // What is faint by the terminal's doing can't be measured.
            #expect(!cell.style.attributes.contains(.dim))
          }
        }
      }
    }
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}
