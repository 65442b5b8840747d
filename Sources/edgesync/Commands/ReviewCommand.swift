import ArgumentParser
import Console
import Foundation
import SystemPackage
import Text

/// `edgesync review`: the review console.
struct ReviewCommand: AsyncParsableCommand, MainThreadCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Open the review console; the default.",
    discussion: """
      Shows the upstream commits since the last sync, each file as synced or edge-specific with the \
      rule that says so, the diff and the checks, and pins the commit you choose. Press ? for the \
      keys. Settings are read from $XDG_CONFIG_HOME/edgesync/config.yml.
      """)

  @OptionGroup var directory: DirectoryOptions
  @Flag(help: "List the actions that keys can be given to, with the keys they have.")
  var keys = false

  func run() async throws {
    if keys {
      try Self.printKeys()
      return
    }
    try await Self.openConsole(at: directory.folder)
  }

  /// Opens the console on the edge repo that a folder lies in, until it is closed; ends the program where a signal did.
  static func openConsole(at folder: FilePath) async throws {
    let status = try await ReviewConsole(at: folder, clock: SystemClock.now).run()
    if status != 0 { Foundation.exit(status) }
  }

  private static func printKeys() throws {
    let output = StandardOutput()
    for row in KeyTable.rows(try ConfigurationFile().read().keys) {
      try output.line(
        (row.name.padded(to: 16), .heading), (row.keys.padded(to: 18), .key), (row.title, .text))
    }
    try output.flush()
  }
}
