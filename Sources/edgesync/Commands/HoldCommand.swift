import ArgumentParser
import Git
import Sync
import Text

/// `edgesync hold`: a commit isn't to be taken.
struct HoldCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Mark an upstream commit as not to be taken, with what descends from it.",
    discussion: """
      The hold stands in edgesync.lock, as a commit of its own, until `edgesync unhold` lifts it. With \
      --mended-by, what descends from that commit may be taken again.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "The upstream commit.")
  var commit: String
  @Option(help: ArgumentHelp("Why; recorded with your name.", valueName: "text"))
  var reason: String?
  @Option(
    name: .customLong("mended-by"),
    help: ArgumentHelp("A later upstream commit that mends it.", valueName: "commit"))
  var mendedBy: String?

  func run() async throws {
    let session = try LockEditing.session(directory, "hold")
    let id = try session.upstream.resolveCommit(commit)
    let mend = try mendedBy.map { try session.upstream.resolveCommit($0) }
    if let mend, try mend == id || !session.upstream.isAncestor(id, of: mend) {
      throw LockEditError.mendsNothing(commit: id.short, mend: mend.short)
    }
    let reason = reason.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
    try await LockEditing.land(
      try LockEdit.hold(
        session.upstream.commit(id), reason: reason, mendedBy: mend, in: session.edge.lock,
        by: session.who), session)
  }
}
