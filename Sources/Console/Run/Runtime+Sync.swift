import Checks
import Git
import Landing
import Pipeline
import Planning
import Reports
import Rules
import Text
import Upstream

/// Syncs: what they would do, and doing it.
extension Runtime {
  /// Makes the plan of a sync, with how it would land.
  func plan(_ sync: WantedSync) {
    let (queue, clock, folder) = (queue, clock, folder)
    planning = start {
      do {
        // What stands in the way may have changed since the repo was opened.
        let edge = try EdgeRepo(at: folder)
        let upstream = try edge.upstream.open()
        let session = try LockFreeSession(edge, upstream, for: .preview, now: clock())
        let plan = try SyncPipeline(session, clock: clock).plan(sync.request(in: edge))
        let tree = try edge.checkedTree(of: plan)
        let known = Set(edge.lock.held.map(\.id))
        let checks = edge.manifest.checks(for: sync.kind).map(\.name)
        queue.post(
          .sync(
            .planned(
              sync,
              SyncPreview(
                plan: plan, tree: tree, checks: checks,
                skipped: edge.manifest.checks.map(\.name).filter { !checks.contains($0) },
                landing: edge.manifest.landing(of: sync.kind),
                place: try await Self.place(of: sync.kind, edge),
                holds: plan.lock.held.filter { !known.contains($0.id) }))))
      } catch {
        let isFollowable = (error as? SourceError)?.isFollowable == true
        queue.post(.sync(.refused(sync, Self.words(error), isFollowable: isFollowable)))
      }
    }
  }

  /// Where a kind of sync is pushed to; nil where it isn't.
  private static func place(of kind: SyncKind, _ edge: EdgeRepo) async throws -> SafeText? {
    guard edge.manifest.landing(of: kind).isPushed,
      case .branch(let reference, _) = try edge.repository.head()
    else { return nil }
    guard
      let remote = try await EdgeRemote(
        of: edge, for: reference, git: edge.gitCommand(), prompting: .never)
    else { throw OfferError.noRemote }
    return "\(remote.name)/\(remote.branch)"
  }

  /// Carries a sync out, if it comes to what a person agreed to.
  func land(_ sync: WantedSync, _ approval: SyncApproval) {
    let (queue, clock, folder, prompting) = (queue, clock, folder, prompting)
    landing = start {
      do {
        let session = try Self.session(at: folder, queue, prompting, clock)
        let request = try sync.request(in: session.edge, approval)
        let outcome = try await SyncPipeline(session, clock: clock).run(request) { progress in
          Self.tell(progress, of: sync, queue)
        } telling: { step in
          switch step {
          case .planned(let plan):
            guard plan.comesToTheSame(as: approval.plan) else { throw PlanChanged() }
          case .proposed(let proposal):
            guard proposal.checkedTree == approval.tree else { throw PlanChanged() }
            if case .weekly = sync { queue.post(.checks(.begun(sync.pin, tree: approval.tree))) }
          case .checked: break
          }
        }
        // A plan was shown that changes something.
        guard case .done(let proposal, let result) = outcome else { throw PlanChanged() }
        let report = LandingReport.lines(
          result, of: proposal, on: try session.edge.repository.head().name,
          since: session.edge.lock,
          push: await DuePush.command(after: result, in: session.edge))
        let plan = PlanReport(proposal.plan)
        queue.post(
          .sync(
            .landed(
              title: LandingReport.title(of: result),
              .sections(report, plan.files, plan.commits()))))
      } catch {
        queue.post(.sync(Self.notLanded(error)))
      }
    }
  }

  private static func tell(
    _ progress: CheckProgress, of sync: WantedSync, _ queue: MessageQueue
  ) {
    if case .weekly = sync {
      queue.post(.checks(.progress(sync.pin, progress)))
    } else if case .output = progress {
      // What a check prints isn't shown in its dialog, and there may be much of it.
    } else {
      queue.post(.sync(.checking(sync, progress)))
    }
  }

  /// What is told where a landing failed: nothing landed, or it landed and what follows it failed.
  private static func notLanded(_ error: any Error) -> SyncDialogMessage {
    switch error {
    case let error as LandError:
      if case .workTreeBehind = error { return .landedBehind(error.message) }
    case let error as OfferError:
      if case .notPushed = error { return .landedBehind(error.message) }
    default: break
    }
    return .failed(words(error))
  }
}

extension WantedSync {
  /// What is wanted of the pipeline.
  ///
  /// - Parameter approval: What a person agreed to; nil for a look.
  fileprivate func request(
    in edge: EdgeRepo, _ approval: SyncApproval? = nil
  ) throws -> SyncRequest {
    switch self {
    case .weekly(let commit, let follows):
      SyncRequest(
        to: commit, kind: .weekly, followsMoves: follows,
        overriding: approval.flatMap { approval in
          approval.reason.map {
            SyncSession.Overriding(checks: approval.overridden, reason: $0)
          }
        })
    case .emergency(let commit):
      SyncRequest(to: commit, kind: .emergency, reason: approval?.reason)
    case .recovery(let commit, _, let overDrift):
      SyncRequest(
        backTo: try RecoveryTarget(.sync(commit.hex), of: edge), overDrift: overDrift,
        reason: approval?.reason)
    }
  }
}

extension Plan {
  /// Whether two plans come to the same files and the same lock, save for who holds what and why.
  fileprivate func comesToTheSame(as other: Plan) -> Bool {
    var (lock, otherLock) = (lock, other.lock)
    let held = (lock.held.map(\.id), otherLock.held.map(\.id))
    (lock.held, otherLock.held) = ([], [])
    return from == other.from && to.id == other.to.id && steps == other.steps && edit == other.edit
      && lock == otherLock && held.0 == held.1
  }
}
