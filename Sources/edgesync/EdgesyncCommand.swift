import ArgumentParser

/// The root command.
struct EdgesyncCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edgesync",
    abstract: "Keeps an edge repo in step with the platform repo that owns its service code.",
    discussion: """
      Without a command, edgesync opens the review console on the repo you are in.

      Exit status: 0 done, 1 failed, 2 a check failed, 3 drift or uncommitted changes stand in the \
      way, 4 another edgesync is at work, 5 upstream can't be reached, 64 usage, 78 manifest or lock \
      invalid.
      """,
    version: Version.number,
    subcommands: [
      ReviewCommand.self, InitCommand.self, DemoCommand.self, FetchCommand.self, LogCommand.self,
      DiffCommand.self,
      VerifyCommand.self, CheckCommand.self, PinCommand.self, DailyCommand.self,
      EmergencyCommand.self, RecoverCommand.self, HoldCommand.self, UnholdCommand.self,
      AcknowledgeCommand.self, CarryCommand.self, NoteCommand.self, NotesCommand.self,
      ChangelogCommand.self, StatusCommand.self, DoctorCommand.self, AlertCommand.self,
      FleetCommand.self,
      SchemaCommand.self, ScreenshotCommand.self, ManualCommand.self,
    ], defaultSubcommand: ReviewCommand.self)
}
