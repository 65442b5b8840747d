import ArgumentParser
import Foundation
import Git
import Rules
import SystemPackage
import Text

/// `edgesync manual`: writes manual pages and completions, for who makes a package.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Write manual pages and completions into a folder.",
    shouldDisplay: false)

  @Argument(help: "The folder, which is made where it is missing.")
  var folder: String

  func run() throws {
    let base = FilePath(FileManager.default.currentDirectoryPath).pushing(FilePath(folder))
    for page in try Self.pages() { try write(page.text, to: "man/" + page.fileName, below: base) }
    for (shell, name) in Self.completions {
      try write(
        EdgesyncCommand.completionScript(for: shell), to: "completions/" + name, below: base)
    }
  }

  /// The shells with the names that they look for.
  private static let completions: [(CompletionShell, String)] = [
    (.bash, "edgesync.bash"), (.zsh, "_edgesync"), (.fish, "edgesync.fish"),
  ]

  /// All pages.
  static func pages() throws -> [ManualPage] {
    let program = try CommandInfo.ofEdgesync()
    let day = Timestamp.day(SystemClock.now())
    func pages(_ command: CommandInfo, _ words: [String]) -> [ManualPage] {
      [ManualPage(command, called: words, day: day)]
        + command.commands.flatMap { pages($0, words + [$0.commandName]) }
    }
    return [.program(program, day: day), .manifest(day: day)]
      + program.commands.flatMap { pages($0, ["edgesync", $0.commandName]) }
  }

  private func write(_ text: String, to name: String, below base: FilePath) throws {
    let path = base.pushing(FilePath(name))
    try FileManager.default.createDirectory(
      atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
    try FileSync.replaceFile(path, with: Array(text.utf8))
  }
}
