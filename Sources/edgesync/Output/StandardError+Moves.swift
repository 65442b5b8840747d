import Git
import Planning
import Rules
import Text
import Upstream

extension StandardError {
  /// Says which mappings' files aren't where the manifest has them in a commit.
  static func tellMoves(
    at commit: ObjectID, _ edge: EdgeRepo, _ upstream: Repository, _ history: History
  ) throws {
    let missing = try edge.missingSources(at: commit, in: upstream, history)
    if missing.isEmpty { return }
    write("edgesync: \(SourceError.moved(missing, candidate: commit).message)")
  }
}
