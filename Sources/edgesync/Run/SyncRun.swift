import ArgumentParser
import Checks
import Foundation
import Git
import Journal
import Landing
import Pipeline
import Planning
import Reports
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
  /// Commits of a plan that are listed at the most.
  private static let maximumCommits = 100

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
    defer { RunRecord.note(report.outcome) }
    do {
      try await take(outcome(of: request, isAsking), of: request)
    } catch let error as any ActionableError where error.isRefusal {
      report.outcome = .refused
      report.reason = error.message.string
      if json { try finish() }
      if !json, case SourceError.moved(let sources, _) = error {
        for source in sources { try output.line(("moved     ", .dim), (source.text, .bad)) }
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
    RunRecord.note(.nothing)
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
    var handed: (@Sendable (Proposal) throws -> [CheckResult])?
    if case .taking(let path) = handOver {
      handed = { [now = session.who.time] proposal in
        try HandedResults.read(path).results(of: proposal, checks, at: path, now: now)
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
      request, upTo: isDryRun ? .plan : savedTo == nil ? .landing : .checks,
      checks: ProposalChecks(checks, handed: handed)
    ) { _ in
      try !isAsking || Self.asks()
    } progress: { progress in
      if tells { printer.take(progress) }
    } telling: { step in
      switch step {
      case .planned(let plan):
        report.plan = plan
        if !json { try output.lines(report(of: plan)) }
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

  private func take(_ outcome: SyncOutcome, of request: SyncRequest) async throws {
    switch outcome {
    case .nothing(let plan, let place):
      report.plan = plan
      report.outcome = .nothing
      if let savedTo { try HandedResults(nothingAt: plan.to.id, kind).write(to: savedTo) }
      if json { return }
      try output.lines(PlanReport(plan).lines())
      if let place { try output.line("What had landed is pushed to \(place).") }
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
      if !json {
        try output.lines(
          LandingReport.lines(
            result, of: proposal, on: try session.edge.repository.head().name,
            since: session.edge.lock,
            push: await DuePush.command(after: result, in: session.edge)))
      }
    }
  }

  /// The plan, and how it lands.
  private func report(of plan: Plan) throws -> [Line] {
    let landing = LandingLine.line(
      of: kind, session.edge.manifest.landing(of: kind),
      on: try session.edge.repository.head().name, pushedTo: nil)
    return PlanReport(plan).lines(
      landing: landing.adding("."), maximumCommits: Self.maximumCommits)
  }

  private func finish() throws {
    if json { try output.write(report.document.encoded + [0x0A]) }
    try output.flush()
  }
}

extension ActionableError {
  /// Whether edgesync refused, rather than failed or was called wrongly.
  var isRefusal: Bool {
    self is PlanError || exitStatus == .checkFailed || exitStatus == .inTheWay
  }
}
