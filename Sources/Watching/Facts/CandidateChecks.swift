import Git
import Journal
import Planning
import Rules
import Upstream

/// What the required checks say of the newest candidate.
package enum CandidateChecks: Hashable, Sendable {
  /// There is no candidate.
  case none
  /// All passed.
  case passing(ObjectID)
  /// Some fail: their names, in the manifest's order.
  case failing(ObjectID, [String])

  /// Looks at what was recorded; nil where that doesn't tell.
  init?(of edge: EdgeRepo, in upstream: Repository, _ database: StateDatabase) throws {
    let pin = edge.lock.pin.id
    let tip = try edge.upstream.tip(in: upstream)
    guard let candidate = try Holds(edge.lock, in: upstream).newest(from: tip, after: pin),
      candidate != pin
    else {
      self = .none
      return
    }
    guard let base = try edge.repository.head().commit,
      let tree = try database.trees(on: base)[candidate]
    else { return nil }
    let states = try database.states(on: tree)
    let required = edge.manifest.checks.filter(\.isRequired).map(\.name)
    let failing = required.filter { states[$0] == .failed || states[$0] == .timedOut }
    if !failing.isEmpty {
      self = .failing(candidate, failing)
    } else if required.allSatisfy({ states[$0] == .passed || states[$0] == .overridden }) {
      self = .passing(candidate)
    } else {
      return nil
    }
  }
}
