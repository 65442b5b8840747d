import ArgumentParser
import Console
import Foundation
import Git
import SystemPackage
import Terminal
import Text

/// `edgesync screenshot`: a picture of the console, drawn from the screen in memory.
struct ScreenshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "screenshot", abstract: "Draw the console into an SVG, for documents.",
    shouldDisplay: false)

  /// The terminal's own colours as the picture shows them: its text, its ground, and its sixteen.
  private static let foreground = color(0xD8DEE9)
  private static let background = color(0x171B22)
  private static let palette = [
    0x2E3440, 0xE06C75, 0x98C379, 0xE5C07B, 0x61AFEF, 0xC678DD, 0x56B6C2, 0xD8DEE9, 0x5C6370,
    0xFF7B86, 0xB5E890, 0xFFD68A, 0x82C7FF, 0xDF9BF5, 0x7AD7E3, 0xFFFFFF,
  ].map(color)

  private static func color(_ value: Int) -> Color {
    .rgb(UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
  }

  @OptionGroup var directory: DirectoryOptions
  @Option(help: ArgumentHelp("The screen's size.", valueName: "columns×rows"))
  var size = "140x40"
  @Option(help: "The theme.")
  var theme = Theme.terminal.name
  @Option(help: ArgumentHelp("Keys to press first, with commas between.", valueName: "names"))
  var keys = ""
  @Argument(help: ArgumentHelp("Where to write the picture.", valueName: "file"))
  var file: String

  func run() async throws {
    let numbers = size.split(separator: "x").compactMap { Int($0) }
    guard numbers.count == 2, numbers.allSatisfy({ (1...500).contains($0) }) else {
      throw ValidationError("--size can't be \(size): write it as 140x40.")
    }
    let library = ThemeLibrary(configuration: ConfigurationFile().folder)
    let theme = try library.theme(theme)
    let console = try MemoryConsole(
      at: directory.folder, size: Size(width: numbers[0], height: numbers[1]), theme: theme,
      wantsSyntax: true,
      clock: SystemClock.now)
    await console.settle()
    if let unknown = await console.press(keys.split(separator: ",").map(String.init)) {
      throw ValidationError("There is no key \(unknown).")
    }
    let ground = theme[.text].background
    let svg = console.surface.svg(
      foreground: Self.foreground, background: ground == .standard ? Self.background : ground,
      palette: Self.palette)
    let start = FilePath(FileManager.default.currentDirectoryPath)
    try FileSync.replaceFile(start.pushing(FilePath(file)), with: Array(svg.utf8))
    await console.finish()
  }
}
