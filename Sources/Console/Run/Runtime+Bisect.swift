import Checks
import Git
import Journal
import Landing
import Pipeline
import Reports
import Rules
import Text
import Upstream

/// Searching for the commit that broke the checks.
extension Runtime {
  func bisect(to tip: ObjectID) {
    let (queue, clock, folder) = (queue, clock, folder)
    checks = start {
      do {
        let edge = try EdgeRepo(at: folder)
        let upstream = try edge.upstream.open()
        let session = try LockFreeSession(edge, upstream, for: .checks, now: clock())
        let search = CandidateSearch(session, checks: edge.manifest.checks, clock: clock)
        let outcome = try await search.search(to: tip) { progress in
          switch progress {
          case .trying(let candidate, let left):
            queue.post(.bisect(.step(Bisect(tip: tip, candidate: candidate, left: left))))
          case .check: break
          case .verdict(let candidate, let verdict):
            if let candidate { queue.post(.commits(.verdicts([candidate: verdict.mark]))) }
          }
        }
        queue.post(
          .bisect(
            .done(
              newestPassing: outcome.newestPassing, title: SearchReport.title(of: outcome),
              try SearchReport.lines(outcome, now: clock()) { try upstream.commit($0) })))
      } catch is CancellationError {
        queue.post(.bisect(.stopped))
      } catch {
        queue.post(.bisect(.failed(Self.words(error))))
      }
    }
  }

  /// Tells what is known of the commits' checks.
  func loadVerdicts() {
    let (queue, clock) = (queue, clock)
    submit(to: general) { context, _ in
      let (edge, database) = (try context.edge, try context.database)
      let runner = CheckRunner(database, isFresh: false, clock: clock)
      let verdicts = try CommitVerdict.known(
        of: edge, in: context.upstream, by: runner, database)
      if !verdicts.isEmpty { queue.post(.commits(.verdicts(verdicts))) }
    } orElse: { reason in
      .notice(Notice(.warning, "earlier check results can't be read: " + reason))
    }
  }
}
