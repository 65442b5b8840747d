import ArgumentParser
import Git
import Landing
import Pipeline
import Rules
import Text
import Upstream

/// `edgesync emergency`: a hotfix, landed and pushed now.
struct EmergencyCommand: AsyncParsableCommand, WatchedCommand {
  static let configuration = CommandConfiguration(
    commandName: "emergency",
    abstract: "Land and push an upstream commit now, with only the checks marked for it.",
    discussion: """
      Runs the built-in checks and those marked `emergency: true`, lands on the current branch and \
      pushes it (`land.emergency` in edgesync.yml may say otherwise). It asks nothing. Its review is \
      pending until somebody runs `edgesync acknowledge COMMIT`.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "The upstream commit to take; the branch's tip unless given.")
  var commit: String?
  @Option(help: ArgumentHelp("Why it can't wait; recorded with your name.", valueName: "text"))
  var reason: String
  @OptionGroup var handOver: HandOverOptions
  @Flag(name: .customLong("dry-run"), help: "Print the plan and change nothing.")
  var dryRun = false
  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("--reason needs a text.")
    }
  }

  var isWatched: Bool { !dryRun }
  var syncKind: SyncKind? { .emergency }

  func run() async throws {
    let command = self
    try await cancellingOnInterrupt {
      try await FailureRecord.keeping(
        .emergency, at: command.directory.folder, isDryRun: command.dryRun
      ) { started in try await command.sync(started) }
    }
  }

  private func sync(_ started: (SyncRun) -> Void) async throws {
    if handOver.fetches { try await directory.fetch(prompting: Confirmation.prompting) }
    let run = try SyncRun(
      directory, kind: .emergency, json: json, isDryRun: dryRun,
      handOver: handOver.handOver(from: directory.folder))
    started(run)
    let session = run.session
    let candidate =
      try commit.map { try session.upstream.resolveCommit($0) }
      ?? session.edge.upstream.tip(in: session.upstream)
    // A commit that a person names is that one; the newest may have changed since it was checked.
    try await run.carryOut(
      SyncRequest(
        to: commit == nil ? run.handedCandidate(upTo: candidate) : candidate, kind: .emergency,
        reason: reason))
  }
}
