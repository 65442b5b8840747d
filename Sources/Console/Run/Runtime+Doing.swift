import Checks
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

/// Doing: checks, landing and fetching, which run programs or write.
extension Runtime {
  func loadKnownChecks(_ candidate: ObjectID, followsMoves: Bool) {
    let (queue, clock) = (queue, clock)
    submit(to: known) { context, isWanted in
      let (edge, upstream) = (try context.edge, try context.upstream)
      let runner = CheckRunner(
        try context.database, isFresh: false, clock: clock)
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
      if !results.isEmpty { queue.post(.knownChecks(candidate, tree: tree, results)) }
    } orElse: { reason in
      .notice(Notice(.warning, "earlier check results can't be read: " + reason))
    }
  }

  func runChecks(_ candidate: ObjectID, only names: Set<String>?, followsMoves: Bool) {
    let (queue, clock, folder) = (queue, clock, folder)
    checks = start {
      do {
        let edge = try EdgeRepo(at: folder)
        let upstream = try edge.upstream.open()
        let who = try Identity.user(of: edge, now: clock())
        try await Proposer(edge, upstream, by: who).withProposal(
          of: candidate, followsMoves: followsMoves
        ) { proposal in
          queue.post(.checking(candidate, tree: proposal.checkedTree))
          let runner = CheckRunner(
            try StateDatabase(in: edge.state), isFresh: names != nil, clock: clock)
          _ = try await ProposalChecks.run(
            proposal, in: edge, upstream,
            only: edge.manifest.checks.filter { names?.contains($0.name) ?? true }, by: runner,
            now: clock()
          ) { progress in
            queue.post(.check(candidate, progress))
          }
        }
        queue.post(.checksEnded(candidate, failure: nil))
      } catch {
        queue.post(.checksEnded(candidate, failure: Self.words(error)))
      }
    }
  }

  func land(_ shown: Plan, tree: ObjectID, _ overriding: SyncSession.Overriding?) {
    let (queue, clock, folder, prompting) = (queue, clock, folder, prompting)
    landing = start {
      do {
        let session = try Self.session(at: folder, queue, prompting, clock)
        let request = SyncRequest(
          to: shown.to.id, kind: .weekly, followsMoves: shown.edit != nil, overriding: overriding)
        try await Self.carryOut(
          request, in: session, ifTree: tree, queue, clock, ifPlan: { $0.writesTheSame(as: shown) }
        ) {
          queue.post(.check(shown.to.id, $0))
        }
      } catch {
        queue.post(Self.notLanded(error))
      }
    }
  }

  /// Carries a request out, if it comes to the plan and the tree that were shown.
  static func carryOut(
    _ request: SyncRequest, in session: SyncSession, ifTree tree: ObjectID, _ queue: MessageQueue,
    _ clock: @escaping @Sendable () -> Int, ifPlan isAsShown: (Plan) -> Bool,
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws {
    let outcome = try await SyncPipeline(session, clock: clock).run(request, progress: progress) {
      switch $0 {
      case .planned(let plan): if !isAsShown(plan) { throw PlanChanged() }
      case .proposed(let proposal):
        guard proposal.checkedTree == tree else { throw PlanChanged() }
        if request.kind == .weekly { queue.post(.checking(request.commit, tree: tree)) }
      case .checked: break
      }
    }
    // A plan was shown that changes something.
    guard case .done(let proposal, let result) = outcome else { throw PlanChanged() }
    let report = LandingReport.lines(
      result, of: proposal, on: try session.edge.repository.head().name, since: session.edge.lock)
    let plan = PlanReport(proposal.plan)
    queue.post(
      .landed(
        title: LandingReport.title(of: result),
        .sections(report, plan.files, plan.commits())))
  }

  /// A session of the console's, which tells what its beginning finished of an earlier run.
  static func session(
    at folder: FilePath, _ queue: MessageQueue, _ prompting: Prompting,
    _ clock: @escaping @Sendable () -> Int
  ) throws -> SyncSession {
    let session = try SyncSession(
      at: folder, purpose: "edgesync review", prompting: prompting, clock: clock)
    if let recovered = session.recovered {
      queue.post(.notice(Notice(.warning, recovered.text)))
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
    let (queue, folder, prompting) = (queue, folder, prompting)
    fetching = start {
      do {
        let edge = try EdgeRepo(at: folder)
        let update = try await Mirror(of: edge.upstream, git: edge.gitCommand()).fetch(
          prompting: prompting
        ) { line in
          queue.post(.progress(.fetching, "fetching: " + line))
        }
        queue.post(.fetched(FetchReport.text(update, branch: edge.upstream.address.branch)))
      } catch {
        queue.post(.fetchFailed(Self.words(error)))
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
