import ArgumentParser
import Fleet
import Foundation
import Git
import SystemPackage

/// The options that say which edge repos a fleet has, and how many are worked on at once.
struct FleetOptions: ParsableArguments {
  /// Edge repos that are worked on at once at the most.
  private static let mostJobs = 256

  @Option(
    name: .customShort("C"),
    help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
  var directories: [String] = []
  @Option(help: ArgumentHelp("The fleet's file; fleet.yml unless given.", valueName: "file"))
  var file: String?
  @Option(
    name: .customLong("from-dir"),
    help: ArgumentHelp(
      "Take each folder below this one that has an edgesync.yml.", valueName: "dir"))
  var fromDirectory: String?
  @Option(
    help: ArgumentHelp(
      "Take the edge repos with this label; may be repeated.", valueName: "label=value"))
  var only: [FleetLabel] = []
  @Option(
    help: ArgumentHelp("Take one of several equal shares, such as 1/4.", valueName: "i/n"))
  var shard: FleetShard?
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "How many edge repos are worked on at once; as many as there are processors unless given.",
      valueName: "count"))
  var jobs: Int?

  func validate() throws {
    if file != nil, fromDirectory != nil {
      throw ValidationError("--file can't be combined with --from-dir.")
    }
    if let jobs, !(1...Self.mostJobs).contains(jobs) {
      throw ValidationError("--jobs needs a number from 1 to \(Self.mostJobs).")
    }
  }

  /// How many edge repos are worked on at once.
  var atOnce: Int { jobs ?? ProcessInfo.processInfo.activeProcessorCount }

  /// The folder that paths are taken from.
  var folder: FilePath {
    directories.reduce(DirectoryOptions.start) { $0.pushing(FilePath($1)) }
  }

  /// The whole fleet.
  func whole() throws -> Fleet {
    if let fromDirectory {
      return try FleetFolder.read(folder.pushing(FilePath(fromDirectory)).normalized)
    }
    return try FleetFile.read(folder.pushing(FilePath(file ?? FleetFile.fileName)).normalized)
  }

  /// The edge repos that were asked for.
  func fleet() throws -> Fleet {
    let chosen = try whole().selecting(only)
    if chosen.edges.isEmpty { throw FleetError.nothingSelected }
    // A share can be empty: there are more machines than edge repos then.
    return shard.map { chosen.sharing($0) } ?? chosen
  }
}

extension FleetLabel: ExpressibleByArgument {
  /// A value of an option.
  package init?(argument: String) { self.init(argument) }
}

extension FleetShard: ExpressibleByArgument {
  /// A value of an option.
  package init?(argument: String) { self.init(argument) }
}
