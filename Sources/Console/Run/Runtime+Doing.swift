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

/// Doing: checks and fetching, which run programs.
extension Runtime {
  func loadKnownChecks(_ candidate: ObjectID, followsMoves: Bool) {
    let (queue, clock) = (queue, clock)
    submit(to: known) { context, isWanted in
      let (edge, upstream) = (try context.edge, try context.upstream)
      let runner = CheckRunner(
        try context.database, isFresh: false, clock: clock)
      // Where there can be no plan, nothing was checked either; the pin dialog says why.
      guard
        let plan = try? Planner(edge, upstream).checkedPlan(
          to: candidate, followsMoves: followsMoves), isWanted()
      else { return }
      let tree = try edge.checkedTree(of: plan)
      let present = try edge.checkedTree(of: edge.repository.commitTree(plan.base))
      let checks = edge.manifest.checks
      let baselines = Baselines(
        present: present,
        counterparts: try Counterparts(of: edge, for: checks, at: candidate, in: upstream))
      let results = try runner.knownResults(of: checks, on: tree, beside: baselines)
      if !results.isEmpty { queue.post(.checks(.known(candidate, tree: tree, results))) }
      guard isWanted() else { return }
      // These run nothing of anybody's.
      let builtIn = try BuiltInChecks(edge, upstream, now: clock()).check(plan)
      queue.post(.checks(.known(candidate, tree: tree, builtIn)))
    } orElse: { reason in
      .notice(Notice(.warning, "earlier check results can't be read: " + reason))
    }
  }

  /// How checks went before.
  static func trends(of manifest: Manifest, in database: StateDatabase) throws -> Message {
    try .checks(
      .trends(
        RepoStatus.checkTrends(of: manifest, in: database),
        RepoStatus.benchmarkTrends(of: manifest, in: database)))
  }

  func runChecks(_ candidate: ObjectID, only names: Set<String>?, followsMoves: Bool) {
    let (queue, clock, folder) = (queue, clock, folder)
    checks = start {
      do {
        let edge = try EdgeRepo(at: folder)
        let session = try LockFreeSession(
          edge, edge.upstream.open(), for: .checks, now: clock())
        let request = SyncRequest(to: candidate, kind: .weekly, followsMoves: followsMoves)
        let checks = ProposalChecks(
          edge.manifest.checks.filter { names?.contains($0.name) ?? true }, isFresh: names != nil,
          repeatsFailed: true)
        // A run that is to be compared with those before it.
        queue.post(try Self.trends(of: edge.manifest, in: StateDatabase(in: edge.state)))
        _ = try await SyncPipeline(session, clock: clock).check(request, checks) { progress in
          queue.post(.checks(.progress(candidate, progress)))
        } telling: { step in
          guard case .proposed(let proposal) = step else { return }
          queue.post(.checks(.begun(candidate, tree: proposal.checkedTree)))
        }
        queue.post(.checks(.ended(candidate, failure: nil)))
      } catch is CancellationError {
        queue.post(.checks(.ended(candidate, failure: nil)))
      } catch {
        queue.post(.checks(.ended(candidate, failure: Self.words(error))))
      }
    }
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

  func fetch() {
    let (queue, folder, prompting) = (queue, folder, prompting)
    fetching = start {
      do {
        let edge = try EdgeRepo(at: folder)
        let update = try await Mirror(of: edge.upstream, git: edge.gitCommand()).fetch(
          prompting: prompting
        ) { line in
          queue.post(.repo(.fetching("fetching: " + line)))
        }
        queue.post(
          .repo(.fetched(FetchReport.text(update, branch: edge.upstream.address.branch))))
      } catch {
        queue.post(.repo(.fetchFailed(Self.words(error))))
      }
    }
  }
}
