import ArgumentParser
import Git
import Landing
import Pipeline
import Rules
import Setup
import Text
import Upstream

/// `edgesync daily`: the unattended sync.
struct DailyCommand: AsyncParsableCommand, WatchedCommand {
  static let configuration = CommandConfiguration(
    commandName: "daily",
    abstract: "Unattended: fetch, propose the tip, check, offer it for review.",
    discussion: """
      How it is offered is `land.daily` in edgesync.yml: commit, push, branch or pull-request. The \
      offered branch is replaced each day and never piled up; somebody's work on it is left alone. \
      Held commits, and what descends from them, are not offered. Nothing to sync is success. Exits 2 \
      if a required check doesn't pass; it is offered all the same, unless `land.failing` is hold.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @OptionGroup var handOver: HandOverOptions
  @Flag(name: .customLong("dry-run"), help: "Print the plan and change nothing.")
  var dryRun = false
  @Flag(help: "Print one JSON document.")
  var json = false

  var isWatched: Bool { !dryRun }
  var syncKind: SyncKind? { .daily }
  var isForNobody: Bool { true }

  func run() async throws {
    let command = self
    try await cancellingOnInterrupt {
      try await FailureRecord.keeping(
        .daily, at: command.directory.folder, isDryRun: command.dryRun
      ) { started in try await command.sync(started) }
    }
  }

  private func sync(_ started: (SyncRun) -> Void) async throws {
    if handOver.fetches { try await directory.fetch(prompting: .never) }
    let run = try SyncRun(
      directory, kind: .daily, json: json, isDryRun: dryRun,
      handOver: handOver.handOver(from: directory.folder))
    started(run)
    let session = run.session
    let place = try EdgeRepo.Place(at: session.edge.root)
    for file in HelperSetup.outdated(in: place, session.edge.manifest) {
      StandardError.write("edgesync: \(HelperSetup.advice(on: file)).")
    }
    guard let candidate = try session.newestCandidate() else {
      let tip = try session.edge.upstream.tip(in: session.upstream)
      try run.endWithNothing(
        at: tip, "nothing to sync: all that is past the pin is held, see `edgesync status`")
      return
    }
    try await run.carryOut(SyncRequest(to: run.handedCandidate(upTo: candidate), kind: .daily))
  }
}
