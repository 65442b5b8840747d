import ArgumentParser
import Landing
import Pipeline
import Planning
import Rules
import Text
import Upstream

/// `edgesync recover`: back to an earlier state, by a new commit.
struct RecoverCommand: AsyncParsableCommand, WatchedCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover",
    abstract: "Take the synced files and the lock back to an earlier sync, by a new commit.",
    discussion: """
      Nothing is rewritten: edge-specific files stay, and history keeps what is left. What is left is \
      held, so that no daily sync brings it back; `edgesync unhold` lifts that. Runs the built-in \
      checks and those marked `emergency: true`, and lands as `land.weekly` says.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Flag(
    name: .customLong("last-good"),
    help: "To the newest landed sync whose required checks all passed (the default).")
  var lastGood = false
  @Option(
    help: ArgumentHelp(
      "To this sync: its commit, its pin, or a commit of this repo.", valueName: "sync"))
  var to: String?
  @Flag(
    help:
      "Replace drifted files too, after saving a copy under refs/edgesync/rescue/.")
  var force = false
  @Option(help: ArgumentHelp("Why; recorded with your name.", valueName: "text"))
  var reason: String?
  @Flag(name: .customLong("dry-run"), help: "Print the plan and change nothing.")
  var dryRun = false
  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if lastGood, to != nil { throw ValidationError("--last-good and --to can't be combined.") }
  }

  var isWatched: Bool { !dryRun }
  var syncKind: SyncKind? { .recovery }

  func run() async throws {
    let command = self
    try await cancellingOnInterrupt { try await command.recover() }
  }

  private func recover() async throws {
    let run = try SyncRun(directory, kind: .recovery, json: json, isDryRun: dryRun)
    let edge = run.session.edge
    let target = try RecoveryTarget(to.map { .sync($0) } ?? .lastGood, of: edge)
    if to == nil, !force, target.pin == edge.lock.pin.id {
      throw try RecoveryError.alreadyGood(of: edge)
    }
    try await run.carryOut(SyncRequest(backTo: target, overDrift: force, reason: reason))
  }
}
