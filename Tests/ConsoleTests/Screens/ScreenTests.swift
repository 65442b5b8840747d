@testable import Console
import Journal
import Support
import SystemPackage
import Terminal
import Testing

/// Every screen of the console on the practice pair, at the sizes people use and the least there is.
@Suite struct ScreenTests {
  /// An extent with its name.
  enum Extent: String, CaseIterable {
    case largest = "300x80"
    case large = "220x55"
    case wide = "140x40"
    case usual = "80x24"
    case least = "40x10"

    var size: Size {
      switch self {
      case .largest: Size(width: 300, height: 80)
      case .large: Size(width: 220, height: 55)
      case .wide: Size(width: 140, height: 40)
      case .usual: Size(width: 80, height: 24)
      case .least: Size(width: 40, height: 10)
      }
    }
  }

  /// A screen: its name and the keys that lead to it.
  struct Screen {
    let name: String
    let keys: [String]
  }

  static let screens = [
    Screen(name: "review", keys: []),
    Screen(name: "files", keys: ["2", "down", "down"]),
    Screen(name: "tree", keys: ["2", "t", "up"]),
    Screen(name: "tree-outside", keys: ["2", "t", "end", "enter", "down", "down", "space"]),
    Screen(name: "diff", keys: ["2", "down", "3"]),
    Screen(name: "lens-yours", keys: ["2", "/", "r", "e", "q", "enter", "3", "tab"]),
    Screen(name: "lens-merge", keys: ["2", "/", "r", "e", "q", "enter", "3", "tab", "tab"]),
    Screen(name: "commit-alone", keys: ["down", "s"]),
    Screen(name: "message", keys: ["end", "up", "up", "up", "up", "up", "up", "m"]),
    Screen(name: "outside-unfolded", keys: ["2", "end", "enter"]),
    Screen(name: "pin-under-cursor", keys: ["end", "up"]),
    Screen(name: "pending-override", keys: ["end"]),
    Screen(name: "validation", keys: ["4"]),
    Screen(name: "pin-dialog", keys: ["p"]),
    Screen(name: "plan", keys: ["p", "d"]),
    Screen(name: "changelog", keys: ["c"]),
    Screen(name: "event", keys: ["c", "down", "enter"]),
    Screen(name: "status", keys: ["S"]),
    Screen(name: "help", keys: ["?"]),
    Screen(name: "palette", keys: [":", "p", "i", "n"]),
    Screen(name: "themes", keys: ["T"]),
    Screen(name: "choose-checks", keys: ["V"]),
    Screen(name: "search", keys: ["/", "r", "e", "t"]),
    Screen(name: "filter", keys: ["F"]),
    Screen(name: "filtered", keys: ["F", "h", "o", "r", "i", "z", "o", "n", "enter"]),
    Screen(name: "commits-of-file", keys: ["2", "down", "L"]),
    Screen(name: "where-from", keys: ["2", "down", "3", "}", "down", "down", "down", "down", "B"]),
  ]

  static func console(
    _ size: Size, theme: Theme = .terminal
  ) async throws -> (MemoryConsole, PracticePair) {
    let pair = try PracticePair()
    let console = try MemoryConsole(
      at: pair.edge, size: size, theme: theme, consents: .always, clock: { PracticePair.now })
    await console.settle()
    return (console, pair)
  }

  /// Its text, and its colours in the terminal's own sixteen and in a scheme in true colour.
  @Test(arguments: Extent.allCases)
  func looksAsItDid(_ extent: Extent) async throws {
    let (console, pair) = try await Self.console(extent.size)
    let start = console.model
    for screen in Self.screens {
      await console.goBack(to: start)
      #expect(await console.press(screen.keys) == nil)
      let name = "\(screen.name)-\(extent.rawValue)"
      try Golden.expect(console.surface.text, matches: name)
      try Golden.expectColours(of: console.model, matching: name)
    }
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  @Test func saysWhatTooSmallIs() async throws {
    let (console, pair) = try await Self.console(Size(width: 39, height: 9))
    #expect(console.surface.text.contains("edgesync needs 40×10; this is 39×9."))
    await console.send(.resize(Size(width: 40, height: 10)))
    try Golden.expect(console.surface.text, matches: "review-40x10")
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// Whatever the way to a size, the screen is the one that a fresh start at that size shows.
  @Test func resizingLeavesNothingBehind() async throws {
    let (console, pair) = try await Self.console(Extent.wide.size)
    for (width, height) in [(39, 9), (109, 30), (70, 20), (300, 100), (69, 12), (140, 40)] {
      await console.send(.resize(Size(width: width, height: height)))
    }
    try Golden.expect(console.surface.text, matches: "review-140x40")
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}

extension MemoryConsole {
  /// Shows what it showed before, on the same open repo: as many screens can be looked at as keys lead to.
  func goBack(to earlier: Model) async {
    await settle()
    model = earlier
    await settle()
  }
}
