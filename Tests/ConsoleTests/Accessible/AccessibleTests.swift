import Checks
import Journal
import Support
import Terminal
import Testing
import Text

@testable import Console

/// The console for those to whom the screen is read: `accessible: true`.
@Suite struct AccessibleTests {
  private static let boxes = Set("─│┌┐└┘├┤┃▌█")

  private static var configuration: ConsoleConfiguration {
    var configuration = ConsoleConfiguration()
    configuration.isAccessible = true
    return configuration
  }

  private static func model(_ size: Size) throws -> Model {
    var model = try LiteralModel.make()
    model.size = size
    model.configuration = configuration
    return model
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 140, height: 40)])
  func onePaneAtATimeWithoutBoxes(_ size: Size) async throws {
    let pair = try PracticePair()
    let console = try MemoryConsole(
      at: pair.edge, size: size, configuration: Self.configuration, consents: .always,
      clock: { PracticePair.now })
    await console.settle()
    let start = console.model
    for screen in ScreenTests.screens {
      await console.goBack(to: start)
      #expect(await console.press(screen.keys) == nil)
      let rows = console.surface.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(Set(rows.joined()).isDisjoint(with: Self.boxes), "\(screen.name)")
      // One title, of a pane or of what lies on it, beside the row with the cursor.
      let marked = rows.indices.filter { rows[$0].hasPrefix("> ") }
      #expect(
        marked.count { $0 != console.surface.cursor?.y } == 1, "\(screen.name)")
      #expect(console.surface.cursor != nil || screen.name == "search", "\(screen.name)")
    }
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  @Test func whatChangesIsSaidOnOneLine() throws {
    var model = try Self.model(Size(width: 80, height: 24))
    func said(_ message: Message) -> String {
      _ = update(&model, message)
      let rows = ConsoleView.draw(&model).text.split(
        separator: "\n", omittingEmptySubsequences: false)
      return String(rows[22]).trimmingCharacters
    }
    #expect(said(.input(.key(Key("f")))) == "fetching upstream…")
    #expect(said(.notice(Notice(.done, "fetched"))) == "✓ fetched")
    // The keys stay where they are.
    #expect(ConsoleView.draw(&model).text.contains("? help"))
    #expect(said(.input(.key(Key(.down)))) == "")
    let key = FileList.Key(candidate: LiteralModel.id(3), scope: .sincePin)
    #expect(said(.files(.found(key, [LiteralModel.file("a/one")]))) == "1 file")
    #expect(said(.input(.key(Key("v")))) == "")
    let started = CheckProgress.started(name: "tests", lastSeconds: nil)
    #expect(said(.checks(.progress(LiteralModel.id(3), started))) == "tests: running")
    // Time that goes on is no change.
    let before = ConsoleView.draw(&model).text
    #expect(said(.tick(2010)) == "tests: running")
    #expect(ConsoleView.draw(&model).text == before)
    // On what lies on top, too.
    #expect(said(.input(.key(Key("?")))) == "")
    #expect(said(.notice(Notice(.failure, "the fetch failed"))) == "✗ the fetch failed")
  }
}
