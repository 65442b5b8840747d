import ArgumentParser
import Foundation
import Git
import Landing
import Pipeline
import Rules
import Text
import Upstream

/// `edgesync pin`: the weekly sync, from plan to record.
struct PinCommand: AsyncParsableCommand, WatchedCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Take an upstream commit: plan, propose, check, land, record.",
    discussion: """
      What was checked is exactly what lands, as one commit on the current branch. Whatever a person \
      has changed stays; where that stands in the way, nothing is done and each path is named.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Argument(help: "The upstream commit to take.")
  var commit: String
  @Flag(help: "Follow folders that upstream moved: change their mappings in edgesync.yml too.")
  var follow = false
  @Flag(name: .customLong("dry-run"), help: "Print the plan and change nothing.")
  var dryRun = false
  @Flag(name: .shortAndLong, help: "Ask nothing.")
  var yes = false
  @Option(
    help: ArgumentHelp("Land past this check if it fails; may be repeated.", valueName: "check"))
  var override: [String] = []
  @Option(
    help: ArgumentHelp("Why a check is overridden; recorded with your name.", valueName: "text"))
  var reason: String?
  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    let hasReason = reason?.contains { !$0.isWhitespace } ?? false
    if !override.isEmpty, !hasReason {
      throw ValidationError("--override needs --reason TEXT.")
    }
    if override.isEmpty, reason != nil {
      throw ValidationError("--reason needs --override CHECK.")
    }
  }

  var isWatched: Bool { !dryRun }
  var syncKind: SyncKind? { .weekly }

  func run() async throws {
    let command = self
    try await cancellingOnInterrupt { try await command.pin() }
  }

  private func pin() async throws {
    let run = try SyncRun(directory, kind: .weekly, json: json, isDryRun: dryRun)
    let known = CheckDefinition.builtInNames + run.session.edge.manifest.checks.map(\.name)
    if let unknown = override.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "There is no check \(unknown); there are \(known.joined(separator: ", ")).")
    }
    let overriding = reason.map {
      SyncSession.Overriding(checks: Set(override), reason: $0)
    }
    try await run.carryOut(
      SyncRequest(
        to: run.session.upstream.resolveCommit(commit), kind: .weekly, followsMoves: follow,
        overriding: overriding), asking: !yes)
  }
}
