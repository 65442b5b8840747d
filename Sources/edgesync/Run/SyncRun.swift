import ArgumentParser
import Checks
import Foundation
import Git
import Journal
import Landing
import Pipeline
import Planning
import Rules
import SystemPackage
import Text
import Upstream
import ProgramEnd

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

  /// Carries a request out, and tells of it.
  ///
  /// - Parameter isAsking: Whether a person has to say yes once the plan was shown.
  func carryOut(_ request: SyncRequest, asking isAsking: Bool = false) async throws {
    report.to = request.commit
    report.reason = request.recordedReason
    do {
      try await take(outcome(of: request, isAsking), of: request)
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

  /// Where results are saved to; nil where they aren't.
  private var savedTo: FilePath? {
    if case .saving(let path) = handOver { path } else { nil }
  }

  private func outcome(of request: SyncRequest, _ isAsking: Bool) async throws -> SyncOutcome {
    let (session, checks) = (session, session.edge.manifest.checks(for: kind))
    // Where nobody is there to be asked, the log says what runs.
    let isUnattended = kind == .daily
    var handed: ((Proposal) throws -> [CheckResult])?
    if case .taking(let path) = handOver {
      handed = { proposal in
        try HandedResults.read(path).results(
          of: proposal, checks, at: path, now: session.who.time)
      }
    }
    let isHanded = handed != nil
    let printer = CheckPrinter(
      showsOutput: false, telling: isUnattended && !isHanded ? checks : []
    ) { line in
      StandardError.write(line)
    }
    let tells = !json || (isUnattended && !isHanded)
    return try await SyncPipeline(session, clock: SystemClock.now).run(
      request, upTo: isDryRun ? .plan : savedTo == nil ? .landing : .checks, handed: handed
    ) { _ in
      try !isAsking || Self.asks()
    } progress: { progress in
      if tells { printer.take(progress) }
    } telling: { step in
      switch step {
      case .planned(let plan):
        report.plan = plan
        if !json { try PlanText.write(plan, session.edge, kind: kind, to: output) }
        try output.flush()
      case .proposed(let proposal):
        guard isUnattended, !isHanded, !checks.isEmpty else { return }
        StandardError.write(
          "checks run \(proposal.plan.to.id.short)'s code as this user, in a folder of its own; each says in which sandbox"
        )
      case .checked(let proposal, let results):
        report.rescue = proposal.rescue
        report.checks = results
      }
    }
  }

  private static func asks() throws -> Bool {
    guard Confirmation.canAsk else {
      throw ValidationError("No terminal to confirm on; pass --yes, or --dry-run to preview.")
    }
    return Confirmation.ask("Check and land this?")
  }

  private func take(_ outcome: SyncOutcome, of request: SyncRequest) throws {
    switch outcome {
    case .nothing(let plan, let place):
      report.plan = plan
      report.outcome = .nothing
      if let savedTo { try HandedResults(nothingAt: plan.to.id, kind).write(to: savedTo) }
      let pushed = place.map { "; what had landed is pushed to " + $0 } ?? ""
      if !json { try output.line("nothing to do: the pin is \(plan.from.short) already" + pushed) }
    case .planned: report.outcome = .planned
    case .declined:
      report.outcome = .refused
      throw Ending(status: .failed)
    case .checked(let proposal, let results):
      report.outcome = .planned
      guard let savedTo else { return }
      try HandedResults(results, of: proposal).write(to: savedTo)
      if !json { try output.line("checked, and the results are in \(savedTo.text)") }
    case .done(let proposal, let result):
      report.checks = result.checks
      report.outcome = result.outcome
      report.commit = result.commit
      if result.checks.contains(where: { $0.state == .overridden }) {
        report.reason = request.overriding?.reason
      }
      if case .offered(let offer) = result.ending {
        report.branch = offer.branch
        report.url = offer.url
      }
      if !json { try print(result, proposal.plan, proposal) }
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
    for (label, text) in SkippedFile.lines(of: result.leftAlone) {
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
