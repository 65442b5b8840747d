import ArgumentParser
import Console
import Demo
import Foundation
import Git
import SystemPackage
import Text

/// `edgesync demo`: a practice pair of repos, and the console on it.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Make a practice pair of repos and open the console on it.",
    discussion:
      "Pairs made on one day are identical, commit ids included. An existing one is opened as it is."
  )

  @Argument(help: "Where to make it.")
  var folder = "edgesync-demo"
  @Flag(name: .customLong("no-open"), help: "Only make it.")
  var noOpen = false

  func run() async throws {
    let start = FilePath(FileManager.default.currentDirectoryPath)
    let place = start.pushing(FilePath(folder)).lexicallyNormalized()
    let output = StandardOutput()
    let pair: DemoPair
    if let present = DemoPair(existingIn: place) {
      pair = present
    } else {
      pair = try await DemoPair(makingIn: place, now: SystemClock.now())
      try output.line("made \(pair.platform.text) and \(pair.edge.text)")
    }
    try output.flush()
    if noOpen { return }
    try await ReviewCommand.openConsole(at: pair.edge)
  }
}
