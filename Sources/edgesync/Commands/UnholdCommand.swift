import ArgumentParser
import Landing
import Text
import Upstream

/// `edgesync unhold`: a held commit may be taken again.
struct UnholdCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "unhold", abstract: "Lift the hold on an upstream commit.")

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "The held commit, by its id or the beginning of it.")
  var commit: String

  func run() async throws {
    let session = try directory.session(for: "unhold")
    try await LockEditing.land(try LockEdit.unhold(commit, in: session.edge.lock), session)
  }
}
