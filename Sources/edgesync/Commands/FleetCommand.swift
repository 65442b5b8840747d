import ArgumentParser

/// `edgesync fleet`: many edge repos at once.
struct FleetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleet", abstract: "Look at and sync many edge repos at once.",
    discussion: """
      The fleet is listed in fleet.yml, or is each folder below one that has an edgesync.yml \
      (--from-dir). Exit status of `run`: the worst of all repos'.
      """,
    subcommands: [
      FleetStatusCommand.self, FleetRunCommand.self, FleetMatrixCommand.self,
      FleetSystemdCommand.self, FleetBuildbotCommand.self,
    ])
}
