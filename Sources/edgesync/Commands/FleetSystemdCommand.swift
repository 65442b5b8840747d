import ArgumentParser
import Engines
import Fleet
import Foundation
import Git
import SystemPackage
import Text

/// `edgesync fleet systemd`: units for a fleet.
struct FleetSystemdCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "systemd",
    abstract: "Print systemd units that sync each edge repo every night, at a moment of its own.",
    discussion: """
      A template of a service, one of a timer, and a target that starts a timer for each edge repo; with \
      --shards, for each share of the fleet. --output writes them into a folder, such as \
      ~/.config/systemd/user, over none that somebody else wrote.
      """)

  @OptionGroup var options: FleetOptions
  @Option(
    help: ArgumentHelp(
      "Sync the fleet in so many shares, and not each edge repo alone.", valueName: "count"))
  var shards: Int?
  @Option(help: ArgumentHelp("Write them here.", valueName: "dir"))
  var output: String?
  @Option(help: ArgumentHelp("The program; this one unless given.", valueName: "path"))
  var program: String?

  func validate() throws {
    if let shards, FleetShard(1, of: shards) == nil {
      throw ValidationError("--shards needs a number from 1 to \(FleetShard.most).")
    }
    if shards != nil, options.shard != nil {
      throw ValidationError("--shards can't be combined with --shard.")
    }
  }

  func run() throws {
    let place =
      options.fromDirectory.map { ["--from-dir", path($0)] }
      ?? ["--file", path(options.file ?? FleetFile.fileName)]
    let labels = options.only.flatMap { ["--only", "\($0.name)=\($0.value)"] }
    let units = SystemdUnits(
      try options.fleet(), shares: shards,
      program: program ?? Bundle.main.executablePath ?? "edgesync",
      fleetOptions: place + (shards == nil ? [] : labels))
    let printed = StandardOutput()
    if let output {
      let folder = options.folder.pushing(FilePath(output))
      for file in units.files { try Self.write(file, into: folder) }
      for file in units.files { try printed.line("wrote     \(file.name)") }
      try printed.line(
        "Next: systemctl --user daemon-reload && systemctl --user enable --now \(SystemdUnits.target)"
      )
    } else {
      for file in units.files { try printed.write(Array("# \(file.name)\n\(file.text)\n".utf8)) }
    }
    try printed.flush()
  }

  private func path(_ name: String) -> String {
    options.folder.pushing(FilePath(name)).lexicallyNormalized().string
  }

  /// Writes a file, over one of edgesync's own or none.
  private static func write(_ file: SystemdUnits.File, into folder: FilePath) throws {
    let path = folder.appending(file.name)
    if let present = try FileSync.readFile(path),
      !present.starts(with: SystemdUnits.beginning.utf8)
    {
      throw ForeignUnit(path: path.text)
    }
    try FileSync.replaceFile(path, with: Array(file.text.utf8))
  }

  /// A file of somebody else's stands where a unit would go.
  private struct ForeignUnit: ActionableError {
    let path: SafeText
    var what: SafeText { "\(path) can't be written" }
    var why: SafeText { "edgesync didn't write what is there" }
    var remedy: SafeText { "Move it away, or give another folder with --output" }
    var exitStatus: ExitStatus { .inTheWay }
  }
}
