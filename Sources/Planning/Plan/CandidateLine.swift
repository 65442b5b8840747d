import Git
import Rules
import Upstream

/// The candidates that a search for the commit that broke something goes through: those of upstream's own
/// line from the pin to a tip, each of which was upstream's newest once, and gives the edge repo other
/// files than the one before.
package enum CandidateLine {
  /// The candidates, oldest first.
  ///
  /// The line is that of first parents, as `git bisect --first-parent` takes it: what a merge brought in
  /// wasn't upstream's before the merge.
  package static func candidates(
    of edge: EdgeRepo, in upstream: Repository, to tip: ObjectID
  ) throws -> [ObjectID] {
    let history = try edge.history(in: upstream, to: [tip])
    var range: [ObjectID: (tree: ObjectID, parent: ObjectID?)] = [:]
    var walk = try CommitRange(upstream, from: tip, notFrom: [edge.lock.pin.id])
    while let node = try walk.nextNode() { range[node.id] = (node.tree, node.parents.first) }
    var line: [ObjectID] = []
    var next: ObjectID? = tip
    while let id = next, let commit = range[id] {
      try Task.checkCancellation()
      next = commit.parent
      // A submodule holds all of upstream.
      if edge.manifest.submodule != nil {
        line.append(id)
        continue
      }
      let before = try next.map { try upstream.commitTree($0) }
      // What has a mapping's files elsewhere than the manifest can't be taken by it.
      if try history.concernsEdge(commit.tree, beside: [before]),
        try edge.missingSources(at: id, in: upstream, history).isEmpty
      {
        line.append(id)
      }
    }
    return line.reversed()
  }
}
