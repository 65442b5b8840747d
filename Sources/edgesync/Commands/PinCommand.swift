import ArgumentParser
import Checks
import Foundation
import Git
import Sync
import Text

/// `edgesync pin`: the weekly sync, from plan to record.
struct PinCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin", abstract: "Take an upstream commit: plan, propose, check, land, record.",
    discussion: """
      What was checked is exactly what lands, as one commit on the current branch. Whatever a person \
      has changed stays; where that stands in the way, nothing is done and each path is named.
      """)

  @OptionGroup var directory: DirectoryOptions
  @Argument(help: "The upstream commit to take.")
  var commit: String
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
      throw ValidationError("--reason goes with --override CHECK.")
    }
  }

  func run() async throws {
    let command = self
    try await cancellingOnInterrupt { try await command.pin() }
  }

  private func pin() async throws {
    try directory.settle()
    let session = try SyncSession(
      at: directory.folder, purpose: "edgesync pin", clock: SystemClock.now)
    if let holder = session.takenOverFrom {
      StandardError.write("edgesync: took over the lock of \(holder), which has ended.")
    }
    let known = CheckDefinition.builtInNames + session.edge.manifest.checks.map(\.name)
    if let unknown = override.first(where: { !known.contains($0) }) {
      throw ValidationError(
        "There is no check \(unknown); there are \(known.joined(separator: ", ")).")
    }
    let candidate = try session.upstream.resolveCommit(commit)
    var report = PinReport(session: session, candidate: candidate)
    do {
      let plan = try session.plan(to: candidate, kind: .weekly, isDryRun: dryRun)
      report.plan = plan
      try await carryOut(plan, session, &report)
    } catch let error as any ActionableError where error.isRefusal {
      report.outcome = .refused
      report.reason = error.message.string
      if json { try printJSON(report) }
      throw error
    }
    if json { try printJSON(report) }
  }

  private func carryOut(
    _ plan: Plan, _ session: SyncSession, _ report: inout PinReport
  ) async throws {
    let output = StandardOutput()
    if plan.isEmpty {
      report.outcome = .nothing
      if !json { try output.line("nothing to do: the pin is \(plan.from.short) already") }
      try output.flush()
      return
    }
    if !json { try PlanText.write(plan, session.edge, to: output) }
    try output.flush()
    if dryRun {
      report.outcome = .planned
      return
    }
    if !yes {
      guard Confirmation.canAsk else {
        throw ValidationError("Nobody is there to ask: give --yes to land, or --dry-run to look.")
      }
      guard Confirmation.ask("Check and land this?") else {
        report.outcome = .refused
        throw Ending(status: .failed)
      }
    }
    let proposal = try session.propose(plan, kind: .weekly, reason: nil)
    let printer = CheckPrinter(showsOutput: false) { line in StandardError.write(line) }
    let runner = CheckRunner(
      try StateDatabase(in: session.edge.state), isFresh: false, clock: SystemClock.now)
    let results = try await ProposalChecks.run(
      proposal, in: session.edge, session.upstream, by: runner, now: session.who.time
    ) { [json] progress in
      if !json { printer.take(progress) }
    }
    report.checks = results
    let overriding = reason.map {
      SyncSession.Overriding(checks: Set(override), reason: $0)
    }
    let (landed, checks) = try await session.land(
      proposal, checks: results, overriding: overriding)
    report.checks = checks
    report.outcome = .landed
    report.commit = landed.commit
    report.reason = checks.contains { $0.state == .overridden } ? reason : nil
    if !json { try printLanded(landed, plan, session, output) }
  }

  private func printLanded(
    _ landed: Lander.Landed, _ plan: Plan, _ session: SyncSession, _ output: StandardOutput
  ) throws {
    let branch = try session.edge.repository.head().name
    try output.line(
      ("landed", .green), (" as \(landed.commit.short) on \(branch): \(plan.summary)", .plain))
    for path in landed.leftAlone {
      try output.line(
        ("left as it is", .red),
        (": \(path.text) was saved at that moment; compare it with `git diff`", .plain))
    }
    if !plan.overrides.isEmpty {
      try output.line("to carry over by hand, for upstream changed its version:")
      for path in plan.overrides { try output.line(("  ! \(path.text)", .red)) }
    }
    try output.flush()
  }

  private func printJSON(_ report: PinReport) throws {
    let output = StandardOutput()
    try output.write(report.document.encoded + [0x0A])
    try output.flush()
  }
}

/// What `pin` says in JSON.
struct PinReport {
  let from: ObjectID
  let to: ObjectID
  let branch: String
  var outcome = SyncEvent.Outcome.failed
  var commit: ObjectID?
  var plan: Plan?
  var checks: [CheckResult] = []
  var reason: String?

  init(session: SyncSession, candidate: ObjectID) {
    from = session.edge.lock.pin.id
    to = candidate
    branch = (try? session.edge.repository.head().name.string) ?? ""
  }

  var document: JSONValue {
    var object: JSONObject = [
      "kind": .string(SyncKind.weekly.rawValue), "outcome": .string(outcome.rawValue),
      "from": .string(from.hex), "to": .string(to.hex), "commit": .optional(commit),
      "branch": .string(branch), "plan": .plan(plan),
    ]
    object.addPathLists([("overrides", plan?.overrides ?? [])])
    object.add("checks", .array(checks.map { .check($0) }))
    object.add("reason", .optional(reason))
    return .object(object)
  }
}

extension ActionableError {
  /// Whether edgesync refused, rather than failed or was called wrongly.
  fileprivate var isRefusal: Bool {
    self is PlanError || exitStatus == .checkFailed || exitStatus == .inTheWay
  }
}
