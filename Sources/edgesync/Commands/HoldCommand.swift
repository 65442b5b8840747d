import ArgumentParser
import Git
import Landing
import Rules
import Text
import Upstream

/// `edgesync hold`: a commit isn't to be taken.
struct HoldCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Hold an upstream commit and its descendants: no sync takes them.",
    discussion: """
      The hold is recorded in edgesync.lock, as a commit of its own, until `edgesync unhold` lifts it. With \
      --fixed-by, that commit and its descendants can be taken again.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "The upstream commit.")
  var commit: String
  @Option(help: ArgumentHelp("Why; recorded with your name.", valueName: "text"))
  var reason: String?
  @Option(
    name: [.customLong("fixed-by"), .customLong("mended-by")],
    help: ArgumentHelp("A later upstream commit that fixes or reverts it.", valueName: "commit"))
  var fixedBy: String?

  func run() async throws {
    let session = try directory.session(for: "hold")
    let id = try session.upstream.resolveCommit(commit)
    let fix = try fixedBy.map { try session.upstream.resolveCommit($0) }
    if let fix, try fix == id || !session.upstream.isAncestor(id, of: fix) {
      throw LockEditError.fixesNothing(commit: id.short, fix: fix.short)
    }
    let reason = reason.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
    try await LockEditing.land(
      try LockEdit.hold(
        session.upstream.commit(id), reason: reason, fixedBy: fix, in: session.edge.lock,
        by: session.who), session)
    // The hold stands, whatever can't be read of what came later.
    if fix == nil, let revert = try? revert(of: id, in: session) {
      StandardError.write(
        "edgesync: \(revert.short) reverts it and is held as well. To allow it: `edgesync hold \(id.short) --fixed-by \(revert.short)`."
      )
    }
  }

  /// A later commit that takes it back, unless the lock says already which one does.
  private func revert(of commit: ObjectID, in session: SyncSession) throws -> ObjectID? {
    let known = session.edge.lock.held.first { $0.id == commit }
    guard known?.fixedBy == nil else { return nil }
    let tip = try session.edge.upstream.tip(in: session.upstream)
    return try Reverts(after: commit, upTo: tip, in: session.upstream).revert(
      of: commit, in: session.upstream)
  }
}
