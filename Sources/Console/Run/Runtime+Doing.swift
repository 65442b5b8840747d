import Checks
import Git
import Journal
import Landing
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// Doing: checks, landing and fetching, which run programs or write.
extension Runtime {
  func loadKnownChecks(_ candidate: ObjectID, followsMoves: Bool) {
    let (mailbox, clock) = (mailbox, clock)
    submit(to: known) { desk, isWanted in
      let (edge, upstream) = (try desk.edge, try desk.upstream)
      let runner = CheckRunner(
        try desk.database, isFresh: false, clock: clock)
      let who = try Identity.user(of: edge, now: clock())
      // Where there can be no plan, nothing was checked either; the pin dialog says why.
      guard
        let (base, steps) = try? Planner(edge, upstream).checkedSteps(
          to: candidate, followsMoves: followsMoves), isWanted()
      else { return }
      let proposer = Proposer(edge, upstream, by: who)
      let tree = try proposer.checkedTree(of: steps, on: base)
      let present = try proposer.checkedTree(of: edge.repository.commitTree(base))
      let results = try edge.manifest.checks.compactMap {
        try runner.known($0, on: tree, beside: present)
      }
      if !results.isEmpty { mailbox.post(.knownChecks(candidate, tree: tree, results)) }
    } orElse: { reason in
      .notice(Notice(.warning, "earlier check results can't be read: " + reason))
    }
  }

  func runChecks(_ candidate: ObjectID, only names: Set<String>?, followsMoves: Bool) {
    let (mailbox, clock, folder) = (mailbox, clock, folder)
    checks = start {
      do {
        let edge = try EdgeRepo(at: folder)
        let upstream = try edge.upstream.open()
        let who = try Identity.user(of: edge, now: clock())
        let proposer = Proposer(edge, upstream, by: who)
        let plan = try Planner(edge, upstream).plan(
          to: candidate, forLanding: false, followsMoves: followsMoves)
        let proposal = try proposer.propose(plan, kind: .weekly, reason: nil)
        defer { try? proposer.discard(proposal) }
        mailbox.post(.checking(candidate, tree: proposal.checkedTree))
        let runner = CheckRunner(
          try StateDatabase(in: edge.state), isFresh: names != nil, clock: clock)
        _ = try await ProposalChecks.run(
          proposal, in: edge, upstream,
          only: edge.manifest.checks.filter { names?.contains($0.name) ?? true }, by: runner,
          now: clock()
        ) { progress in
          mailbox.post(.check(candidate, progress))
        }
        mailbox.post(.checksEnded(candidate, failure: nil))
      } catch {
        mailbox.post(.checksEnded(candidate, failure: Self.words(error)))
      }
    }
  }

  func land(_ shown: Plan, tree: ObjectID, _ overriding: SyncSession.Overriding?) {
    let (mailbox, clock, folder, prompting) = (mailbox, clock, folder, prompting)
    landing = start {
      do {
        let session = try Self.session(at: folder, mailbox, prompting, clock)
        let plan = try session.plan(
          to: shown.to.id, kind: .weekly, followsMoves: shown.edit != nil)
        guard plan.writesTheSame(as: shown) else { throw PlanChanged() }
        try await session.refuseUnpushable(.weekly)
        let proposal = try session.propose(plan, kind: .weekly, reason: nil)
        mailbox.post(.checking(plan.to.id, tree: proposal.checkedTree))
        try await Self.land(
          proposal, shownAs: tree, in: session, overriding: overriding, mailbox, clock
        ) {
          mailbox.post(.check(plan.to.id, $0))
        }
      } catch {
        mailbox.post(Self.notLanded(error))
      }
    }
  }

  /// Checks what is proposed, if it comes to the tree that was shown, and lands it; what can't be checked to the
  /// end is let go of.
  static func land(
    _ proposal: Proposal, shownAs tree: ObjectID, in session: SyncSession,
    overriding: SyncSession.Overriding?, _ mailbox: Mailbox, _ clock: @escaping @Sendable () -> Int,
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws {
    let results: [CheckResult]
    do {
      guard proposal.checkedTree == tree else { throw PlanChanged() }
      let runner = CheckRunner(
        try StateDatabase(in: session.edge.state), isFresh: false, clock: clock)
      results = try await ProposalChecks.run(
        proposal, in: session.edge, session.upstream, only: session.checks(for: proposal.kind),
        by: runner, now: clock(), progress: progress)
    } catch {
      try session.discard(proposal)
      throw error
    }
    // From here on the session lets go of what doesn't land, and keeps what a landing saved.
    let result = try await session.land(proposal, checks: results, overriding: overriding)
    mailbox.post(
      .landed(
        title: LandedReport.title(of: result),
        try LandedReport.lines(
          result, proposal, session, reason: overriding?.reason ?? proposal.reason)))
  }

  /// A session of the console's, which tells what its beginning finished of an earlier run.
  static func session(
    at folder: FilePath, _ mailbox: Mailbox, _ prompting: Prompting,
    _ clock: @escaping @Sendable () -> Int
  ) throws -> SyncSession {
    let session = try SyncSession(
      at: folder, purpose: "edgesync review", prompting: prompting, clock: clock)
    if let recovered = session.recovered {
      mailbox.post(.notice(Notice(.warning, recovered.text)))
    }
    return session
  }

  /// What is told where a landing failed: nothing landed, or it landed and what follows it failed.
  static func notLanded(_ error: any Error) -> Message {
    if let error = error as? any ActionableError, error.hasLanded {
      return .landedBehind(error.message)
    }
    return .landFailed(words(error))
  }

  func fetch() {
    let (mailbox, folder, prompting) = (mailbox, folder, prompting)
    fetching = start {
      do {
        let edge = try EdgeRepo(at: folder)
        let update = try await Mirror(of: edge.upstream, git: edge.gitCommand()).fetch(
          prompting: prompting
        ) { line in
          mailbox.post(.progress(.fetching, "fetching: " + line))
        }
        let before = update.from.map { $0 == update.to ? "" as SafeText : "\($0.short) → " }
        mailbox.post(
          .fetched(
            update.from == update.to
              ? "nothing new upstream: \(edge.upstream.address.branch) is at \(update.to.short)"
              : "fetched \(edge.upstream.address.branch): \(before ?? "")\(update.to.short)"))
      } catch {
        mailbox.post(.fetchFailed(Self.words(error)))
      }
    }
  }
}

/// What would be written isn't what was shown any more.
struct PlanChanged: ActionableError {
  /// What failed.
  var what: SafeText { "the plan has changed since it was shown" }
  /// Why it failed.
  var why: SafeText { "the edge repo, its manifest or upstream changed meanwhile" }
  /// The next step.
  var remedy: SafeText { "Open the dialog again and look at it" }
  /// The exit status it leads to.
  var exitStatus: ExitStatus { .failed }
}

extension ActionableError {
  /// Whether the sync is on the branch all the same, and only what follows it failed.
  fileprivate var hasLanded: Bool {
    switch self as any Error {
    case LandError.workTreeBehind, OfferError.notPushed: true
    default: false
    }
  }
}

extension Plan {
  /// Whether two plans come to the same files and the same lock.
  fileprivate func writesTheSame(as other: Plan) -> Bool {
    from == other.from && to.id == other.to.id && steps == other.steps && lock == other.lock
      && edit == other.edit
  }
}
