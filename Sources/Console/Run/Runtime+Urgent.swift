import Checks
import Git
import Landing
import Pipeline
import Planning
import Rules
import Text
import Upstream

/// Emergencies and recoveries: what they would do, and doing it.
extension Runtime {
  func loadUrgent(_ sync: UrgentSync) {
    let (queue, clock, folder) = (queue, clock, folder)
    planning = start {
      do {
        let edge = try EdgeRepo(at: folder)
        let upstream = try edge.upstream.open()
        let who = try Identity.user(of: edge, now: clock())
        let plan = try sync.plan(edge, upstream, reason: nil, by: who)
        let tree = try Proposer(edge, upstream, by: who).checkedTree(of: plan)
        let known = Set(edge.lock.held.map(\.id))
        queue.post(
          .urgentPlan(
            sync,
            UrgentPlan(
              plan: plan, tree: tree,
              checks: edge.manifest.checks.filter(\.runsInEmergency).map(\.name),
              skipped: edge.manifest.checks.filter { !$0.runsInEmergency }.map(\.name),
              landing: edge.manifest.landing(of: sync.kind),
              place: try await Self.place(of: sync.kind, edge),
              holds: plan.lock.held.filter { !known.contains($0.id) })))
      } catch {
        queue.post(.urgentRefused(sync, Self.words(error)))
      }
    }
  }

  /// Where a kind of sync is pushed to; nil where it isn't.
  private static func place(of kind: SyncKind, _ edge: EdgeRepo) async throws -> SafeText? {
    guard edge.manifest.landing(of: kind) == .push,
      case .branch(let reference, _) = try edge.repository.head()
    else { return nil }
    guard
      let remote = try await EdgeRemote(
        of: edge, for: reference, git: edge.gitCommand(), prompting: .never)
    else { throw OfferError.noRemote }
    return "\(remote.name)/\(remote.branch)"
  }

  func landUrgent(_ sync: UrgentSync, _ shown: UrgentPlan, reason: String) {
    let (queue, clock, folder, prompting) = (queue, clock, folder, prompting)
    landing = start {
      do {
        let session = try Self.session(at: folder, queue, prompting, clock)
        let request = try sync.request(in: session.edge, reason: reason.isEmpty ? nil : reason)
        try await Self.carryOut(
          request, in: session, ifTree: shown.tree, queue, clock,
          ifPlan: { $0.comesToTheSame(as: shown.plan) }
        ) {
          // What a check prints isn't shown here, and there may be much of it.
          if case .output = $0 { return }
          queue.post(.urgentCheck(sync, $0))
        }
      } catch {
        queue.post(Self.notLanded(error))
      }
    }
  }
}

extension UrgentSync {
  /// The plan, to be looked at.
  fileprivate func plan(
    _ edge: EdgeRepo, _ upstream: Repository, reason: String?, by who: Signature
  ) throws -> Plan {
    let planner = Planner(edge, upstream)
    switch self {
    case .emergency(let commit): return try planner.plan(to: commit)
    case .recovery(let commit, _, let overDrift):
      return try planner.plan(
        backTo: RecoveryTarget(.sync(commit.hex), of: edge), reason: reason,
        overDrift: overDrift, by: who)
    }
  }

  /// What is wanted of the pipeline.
  fileprivate func request(in edge: EdgeRepo, reason: String?) throws -> SyncRequest {
    switch self {
    case .emergency(let commit): SyncRequest(to: commit, kind: .emergency, reason: reason)
    case .recovery(let commit, _, let overDrift):
      SyncRequest(
        backTo: try RecoveryTarget(.sync(commit.hex), of: edge), overDrift: overDrift,
        reason: reason)
    }
  }
}

extension Plan {
  /// Whether two plans come to the same files and the same lock, save for who holds what and why.
  fileprivate func comesToTheSame(as other: Plan) -> Bool {
    from == other.from && to.id == other.to.id && steps == other.steps
      && lock.mappings == other.lock.mappings && lock.overrides == other.lock.overrides
      && lock.held.map(\.id) == other.lock.held.map(\.id) && lock.owed == other.lock.owed
  }
}
