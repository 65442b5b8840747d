import ArgumentParser
import Fleet
import Foundation
import SystemPackage
import Text

/// `edgesync fleet run`: a command in each edge repo.
struct FleetRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run daily, check, verify or status in each edge repo.",
    discussion: """
      Each edge repo is worked on in a clone of its own in the cache, with upstream fetched once for all \
      that follow it. Prints a JSON document a line for each edge repo as it is done. One that fails \
      doesn't stop the others; the exit status is the worst, from best to worst: 0, 2, 3, 4, 5, 78, 64, \
      1. A run that was cut off is run again: what is done isn't done twice.
      """)

  @OptionGroup var options: FleetOptions
  @OptionGroup var cache: FleetCacheOptions
  @Option(
    help: ArgumentHelp(
      "End the command in an edge repo after this time: 90s, 30m; 2h unless given.",
      valueName: "time"))
  var deadline: TimeLimit?
  @Argument(help: "What to run: daily, check, verify or status.")
  var task: FleetTask
  @Argument(parsing: .postTerminator, help: "Further arguments of it, after --.")
  var arguments: [String] = []

  func run() async throws {
    let fleet = try options.fleet()
    var runner = try FleetRunner(
      task, in: cache.open(), program: Self.program, jobs: options.atOnce,
      deadline: deadline?.seconds ?? DeadlineOptions.standard, clock: SystemClock.now)
    runner.arguments = arguments
    let worst = try await cancellingOnInterrupt { [runner] in
      try await Self.run(runner, on: fleet)
    }
    if let status = ExitStatus(rawValue: worst) {
      if status != .done { throw Ending(status: status) }
    } else {
      throw Ending(status: .failed)
    }
  }

  private static func run(_ runner: FleetRunner, on fleet: Fleet) async throws -> Int32 {
    let output = StandardOutput()
    var progress = FleetProgress(of: fleet.edges.count)
    let worst = try await runner.run(fleet.edges) { outcome in
      try output.write(outcome.line)
      try output.flush()
      progress.take(outcome)
    }
    progress.finish()
    return worst
  }

  /// This program.
  private static var program: FilePath {
    FilePath(Bundle.main.executablePath ?? CommandLine.arguments[0])
  }
}

extension FleetTask: ExpressibleByArgument {}
