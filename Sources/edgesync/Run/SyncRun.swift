import ArgumentParser
import Checks
import Foundation
import Git
import Journal
import Landing
import Planning
import Rules
import Text
import Upstream
import WayOut

/// One sync from the command line, of whichever kind: plan, propose, check, land, and tell of it.
final class SyncRun {
  let session: SyncSession
  private let kind: SyncKind
  private let json: Bool
  private let isDryRun: Bool
  private let handOver: HandOver?
  private let output = StandardOutput()
  private(set) var report: SyncReport

  /// Takes the lock of the edge repo, after finishing what an earlier run left.
  init(
    _ directory: DirectoryOptions, kind: SyncKind, json: Bool, isDryRun: Bool,
    handOver: HandOver? = nil
  ) throws {
    try directory.settle()
    let name = kind == .weekly ? "pin" : kind == .recovery ? "recover" : kind.rawValue
    session = try SyncSession(
      at: directory.folder, purpose: "edgesync \(name)",
      prompting: kind == .daily ? .never : Confirmation.prompting, clock: SystemClock.now)
    if let holder = session.takenOverFrom {
      StandardError.write("edgesync: took over the lock of \(holder), which has ended.")
    }
    if let recovered = session.recovered {
      StandardError.write("edgesync: \(recovered.text).")
    }
    self.kind = kind
    self.json = json
    self.isDryRun = isDryRun
    self.handOver = handOver
    report = SyncReport(session, kind: kind)
  }

  /// The candidate whose results are taken, where it may be one: what descends from the pin and is reached
  /// from another.
  ///
  /// - Parameter newest: The candidate that it would be without them.
  func handedCandidate(upTo newest: ObjectID) throws -> ObjectID {
    guard case .taking(let path) = handOver else { return newest }
    let results = try HandedResults.read(path)
    guard let candidate = ObjectID(hex: results.commit), session.upstream.contains(candidate),
      try candidate == newest || session.upstream.isAncestor(candidate, of: newest),
      try session.upstream.isAncestor(session.edge.lock.pin.id, of: candidate)
    else {
      throw HandedResults.Refusal.ofAnother(
        path.text, "their commit is no candidate between the pin and \(newest.short)")
    }
    return candidate
  }

  /// Syncs to a candidate.
  ///
  /// - Parameters:
  ///   - isAsking: Whether a person has to say yes once the plan was shown.
  ///   - followsMoves: Whether mappings go with their files where upstream moved them.
  ///   - reason: Why, for an emergency.
  ///   - overriding: Failed checks to land past.
  func sync(
    to candidate: ObjectID, asking isAsking: Bool, followsMoves: Bool = false,
    reason: String? = nil, overriding: SyncSession.Overriding? = nil
  ) async throws {
    try await run(to: candidate, isAsking: isAsking, reason: reason, overriding: overriding) {
      try session.plan(
        to: candidate, kind: kind, followsMoves: followsMoves, isDryRun: isDryRun)
    }
  }

  /// Goes back to an earlier state.
  func recover(
    to target: RecoveryTarget, reason: String?, overDrift: Bool
  ) async throws {
    let why = reason ?? "back to \(target.pin.short)"
    try await run(to: target.pin, isAsking: false, reason: why, overriding: nil) {
      try session.plan(
        backTo: target, reason: reason, overDrift: overDrift, isDryRun: isDryRun)
    }
  }

  /// Says that there is nothing to do.
  func endWithNothing(at candidate: ObjectID, _ words: SafeText) throws {
    report.to = candidate
    report.outcome = .nothing
    report.reason = words.string
    if case .saving(let path) = handOver {
      try HandedResults(nothingAt: candidate, kind).write(to: path)
    }
    if !json { try output.line(words) }
    try finish()
  }

  private func run(
    to candidate: ObjectID, isAsking: Bool, reason: String?,
    overriding: SyncSession.Overriding?, plan: () throws -> Plan
  ) async throws {
    report.to = candidate
    report.reason = reason
    do {
      let plan = try plan()
      report.plan = plan
      try await carryOut(plan, isAsking: isAsking, reason: reason, overriding: overriding)
    } catch let error as any ActionableError where error.isRefusal {
      report.outcome = .refused
      report.reason = error.message.string
      if json { try finish() }
      if !json, case SourceError.moved(let sources, _) = error {
        for source in sources { try output.line(("moved     ", .dim), (source.text, .red)) }
        try output.flush()
      }
      throw error
    }
    try finish()
    if report.outcome == .offered, report.checks.contains(where: { !$0.allowsLanding }) {
      throw Ending(status: .checkFailed)
    }
  }

  private func carryOut(
    _ plan: Plan, isAsking: Bool, reason: String?, overriding: SyncSession.Overriding?
  ) async throws {
    var isSaving = false
    if case .saving(let path) = handOver {
      isSaving = true
      if plan.isEmpty { try HandedResults(nothingAt: plan.to.id, kind).write(to: path) }
    }
    if plan.isEmpty {
      report.outcome = .nothing
      let place = isDryRun || isSaving ? nil : try await session.pushLeftBehind(kind)
      let pushed = place.map { "; what had landed is pushed to " + $0 } ?? ""
      if !json { try output.line("nothing to do: the pin is \(plan.from.short) already" + pushed) }
      return
    }
    let edge = session.edge
    if !json { try PlanText.write(plan, edge, kind: kind, to: output) }
    try output.flush()
    if isDryRun {
      report.outcome = .planned
      return
    }
    // What is only checked needs no way to push.
    if !isSaving { try await session.refuseUnpushable(kind) }
    if isAsking {
      guard Confirmation.canAsk else {
        throw ValidationError("No terminal to confirm on; pass --yes, or --dry-run to preview.")
      }
      guard Confirmation.ask("Check and land this?") else {
        report.outcome = .refused
        throw Ending(status: .failed)
      }
    }
    // Told to end meanwhile, it goes on to where the proposal is discarded.
    let (proposal, results) = try await Shutdown.inOrder({}) {
      let proposal = try session.propose(plan, kind: kind, reason: reason)
      return (proposal, try await check(proposal))
    }
    report.rescue = proposal.rescue
    report.checks = results
    if case .saving(let path) = handOver {
      report.outcome = .planned
      try session.discard(proposal)
      try HandedResults(report.checks, of: proposal).write(to: path)
      if !json { try output.line("checked, and the results are in \(path.text)") }
      return
    }
    let result = try await session.land(
      proposal, checks: report.checks, overriding: overriding)
    report.checks = result.checks
    report.outcome = result.outcome
    report.commit = result.commit
    report.reason = result.checks.contains { $0.state == .overridden } ? overriding?.reason : reason
    if case .offered(let offer) = result.ending {
      report.branch = offer.branch
      report.url = offer.url
    }
    if !json { try print(result, plan, proposal) }
  }

  private func check(_ proposal: Proposal) async throws -> [CheckResult] {
    let checks = session.checks(for: kind)
    if case .taking(let path) = handOver {
      do {
        let results =
          try BuiltInChecks(session.edge, session.upstream, now: session.who.time).check(proposal)
          + HandedResults.read(path).results(
            of: proposal, checks, at: path, now: session.who.time)
        if !json { for result in results { StandardError.write(CheckPrinter.line(result)) } }
        return results
      } catch {
        try session.discard(proposal)
        throw error
      }
    }
    // Where nobody is there to be asked, the log says what runs.
    let isUnattended = kind == .daily
    let printer = CheckPrinter(showsOutput: false, telling: isUnattended ? checks : []) { line in
      StandardError.write(line)
    }
    if isUnattended, !checks.isEmpty {
      StandardError.write(
        "checks run \(proposal.plan.to.id.short)'s code as this user, in a folder of its own; each says in which sandbox"
      )
    }
    let runner = CheckRunner(
      try StateDatabase(in: session.edge.state), isFresh: false, clock: SystemClock.now)
    do {
      return try await ProposalChecks.run(
        proposal, in: session.edge, session.upstream, only: checks,
        by: runner, now: session.who.time
      ) { [json] progress in
        if isUnattended || !json { printer.take(progress) }
      }
    } catch {
      try session.discard(proposal)
      throw error
    }
  }

  private func print(_ result: SyncResult, _ plan: Plan, _ proposal: Proposal) throws {
    switch result.ending {
    case .landed(let landed, let place):
      let branch = try session.edge.repository.head().name
      let pushed = place.map { ", pushed to " + $0 } ?? ""
      try output.line(
        ("landed", .green),
        (" as \(landed.commit.short) on \(branch)" + pushed + ": \(plan.summary)", .plain))
    case .offered(let offer):
      let place = offer.remote.map { " at \($0)" as SafeText } ?? ""
      let state: SafeText = offer.isUnchanged ? "offered already" : "offered"
      try output.line(
        (state, .green),
        (" as \(offer.commit.short) on \(offer.branch)" + place + ": \(plan.summary)", .plain))
      if let url = offer.url { try output.line("review it at \(url)") }
    }
    for (label, text) in LeftAlone.lines(of: result.leftAlone) {
      try output.line((label, .red), (": " + text, .plain))
    }
    for kept in proposal.rescue?.kept ?? [] {
      try output.line(("saved", .yellow), (" " + kept.what + "; restore with", .plain))
      try output.line("  " + Rescue.command(for: kept))
    }
    if kind == .recovery {
      let before = Set(session.edge.lock.held.map(\.id))
      for hold in plan.lock.held where !before.contains(hold.id) {
        try output.line(
          ("held", .yellow),
          (
            ": \(hold.id.short) and its descendants; lift it with `edgesync unhold \(hold.id.short)`",
            .plain
          ))
      }
    }
    if kind == .emergency {
      try output.line("review pending: `edgesync`, then `edgesync acknowledge \(plan.to.id.short)`")
    }
    if !plan.overrides.isEmpty {
      try output.line("to carry over by hand (upstream changed its version):")
      for path in plan.overrides { try output.line(("  ! \(path.text)", .red)) }
    }
  }

  private func finish() throws {
    if json { try output.write(report.document.encoded + [0x0A]) }
    try output.flush()
  }
}

extension ActionableError {
  /// Whether edgesync refused, rather than failed or was called wrongly.
  fileprivate var isRefusal: Bool {
    self is PlanError || exitStatus == .checkFailed || exitStatus == .inTheWay
  }
}
