import Git
import Journal
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// Where an edge repo stands, as far as that can be known: what metrics and alerts are made of.
///
/// What can't be looked at, as where upstream was never fetched, is nil, and takes nothing else with it.
package struct RepoFacts: Sendable {
  /// The edge repo's name.
  package var repo: String
  /// Upstream's url, without what may be a secret in it, and its branch.
  package var upstream: (url: String, branch: String)
  /// The pin.
  package var pin: ObjectID
  /// When it was looked at, in seconds since 1970.
  package var now: Int
  /// The syncs, newest first.
  package var events: [SyncEvent] = []
  /// How commands ended here.
  package var runs: [StateDatabase.RunCount] = []
  /// Notes that are still to be seen to.
  package var followUps: Int?
  /// Where it stands beside upstream.
  package var status: RepoStatus?
  /// How far the pin lags behind.
  package var lag: Lag?
  /// What checks say of the newest candidate.
  package var checks: CandidateChecks?
  /// What benchmarks measured last.
  package var figures: [MeasuredFigure]?

  /// Facts of which nothing is known yet.
  package init(
    repo: String, upstream: (url: String, branch: String), pin: ObjectID, now: Int
  ) {
    self.repo = repo
    self.upstream = upstream
    self.pin = pin
    self.now = now
  }

  /// Looks at an edge repo.
  package init(of edge: EdgeRepo, _ database: StateDatabase, now: Int) throws {
    self.init(
      repo: Self.name(of: edge),
      upstream: (edge.upstream.address.shown.string, edge.upstream.address.branch),
      pin: edge.lock.pin.id, now: now)
    runs = try database.runs()
    followUps = try? database.notes().open.count
    figures = try? Self.figures(of: edge.manifest, in: database)
    events = try EventLog(edge).events(with: database).events
    guard let upstream = try? edge.upstream.open() else { return }
    status = try? RepoStatus(of: edge, in: upstream, database: database)
    checks = try? CandidateChecks(of: edge, in: upstream, database)
    guard let tip = try? edge.upstream.tip(in: upstream),
      let history = try? edge.history(in: upstream, to: [tip])
    else { return }
    lag = try? Lag(
      from: pin, to: tip, history, landed: events.first { $0.outcome == .landed }?.date, now: now)
  }

  /// What the edge repo is called where it is pushed to; its folder's name where it is pushed nowhere.
  static func name(of edge: EdgeRepo) -> String {
    let url = (try? edge.answers.setting("remote.origin.url")) ?? nil
    let name = url.map { UpstreamAddress(url: $0, branch: "main").repositoryName }
    return name ?? edge.root.lastComponent?.string ?? ""
  }

  private static func figures(
    of manifest: Manifest, in database: StateDatabase
  ) throws -> [MeasuredFigure] {
    let measured = try database.measurements(on: Machine.identity, limit: 1)
    return manifest.checks.flatMap { check -> [MeasuredFigure] in
      guard let rule = check.benchmark else { return [] }
      return measured.filter { $0.check == check.name }.flatMap(\.figures).map {
        MeasuredFigure(check: check.name, against: rule.baseline.word, $0)
      }
    }
  }
}

extension BenchmarkRule.Baseline {
  /// What the manifest calls it.
  fileprivate var word: String {
    switch self {
    case .pin: "pin"
    case .upstream: "upstream"
    case .number: "number"
    }
  }
}
