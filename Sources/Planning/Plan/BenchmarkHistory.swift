import Git
import Journal
import Rules
import Upstream

/// What benchmarks measured on this machine for the syncs that landed last, and where they moved.
///
/// A figure belongs to the very tree that a sync landed. Where it is compared with the pin, its own verdict tells whether
/// it moved, for both were measured in turn. Compared with upstream or a number, it moved where it is another than at
/// the sync before: the bands of the two lie apart, and by more than is tolerated.
package struct BenchmarkHistory: Sendable {
  /// Syncs that are looked back at.
  private static let syncs = 30

  /// The points of every figure, oldest first, in the order of the manifest's checks.
  package let series: [[BenchmarkPoint]]

  /// The history of an edge repo's benchmarks.
  ///
  /// - Parameter events: Its sync events, newest first.
  package init(
    of edge: EdgeRepo, _ events: [SyncEvent], in database: StateDatabase
  ) throws {
    let checks = edge.manifest.checks.filter { $0.benchmark != nil }
    // Nothing is looked up where nothing measures.
    let landed = checks.isEmpty ? [] : events.filter { $0.outcome == .landed }.prefix(Self.syncs)
    var points: [[BenchmarkPoint]] = []
    var places: [[String]: Int] = [:]
    for event in landed.reversed() {
      guard let commit = event.commit, let to = event.to, edge.repository.contains(commit) else {
        continue
      }
      let tree = try edge.checkedTree(of: edge.repository.commitTree(commit))
      for check in checks {
        for figure in try database.figures(of: check.name, on: Machine.identity, tree: tree) {
          let point = BenchmarkPoint(
            check: check.name, commit: commit, to: to, date: event.date, figure: figure)
          let key = [check.name, figure.name, figure.unit]
          if places[key] == nil {
            places[key] = points.count
            points.append([])
          }
          places[key].map { points[$0].append(point) }
        }
      }
    }
    self.init(points, of: checks)
  }

  /// Points by figure, each oldest first, of which it isn't told yet where they moved.
  init(_ points: [[BenchmarkPoint]], of checks: [CheckDefinition]) {
    let order = checks.map(\.name)
    series = points.map { points in
      guard let rule = checks.first(where: { $0.name == points.first?.check })?.benchmark else {
        return points
      }
      return points.indices.map { index in
        var point = points[index]
        point.move = Self.move(
          of: point.figure, after: index > 0 ? points[index - 1].figure : nil, rule)
        return point
      }
    }.enumerated().sorted { left, right in
      let places = [left, right].map { entry in
        order.firstIndex { $0 == entry.element.first?.check } ?? 0
      }
      return (places[0], left.offset) < (places[1], right.offset)
    }.map(\.element)
  }

  /// Where figures moved at a sync.
  package func moves(at commit: ObjectID) -> [BenchmarkPoint] {
    points(at: commit).filter { $0.move != nil }
  }

  /// What was measured for a sync.
  package func points(at commit: ObjectID) -> [BenchmarkPoint] {
    series.compactMap { $0.last { $0.commit == commit } }
  }

  private static func move(
    of figure: BenchmarkFigure, after before: BenchmarkFigure?, _ rule: BenchmarkRule
  ) -> Double? {
    if rule.baseline == .pin {
      return figure.verdict == .slower || figure.verdict == .faster ? figure.change : nil
    }
    guard let before, let band = figure.band, let earlier = before.band,
      !band.overlaps(earlier), let change = figure.change, let changeBefore = before.change,
      changeBefore > -1
    else { return nil }
    let move = (1 + change) / (1 + changeBefore) - 1
    return move.isFinite && abs(move) > rule.tolerance ? move : nil
  }
}
