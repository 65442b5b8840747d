import Git
import Text
import Upstream

/// Telling which commits a filter takes.
extension Runtime {
  func match(_ filter: CommitFilter, _ ids: [ObjectID], _ number: Int, _ pace: FilterPace) {
    let queue = queue
    submit(to: matching) { context, isWanted in
      do {
        let matcher = try CommitMatcher(filter, of: context.edge, context.history)
        var pace = pace
        let taken = try pace.measure { try matcher.matches(among: ids) }
        queue.post(.commits(.matched(Set(taken), among: ids, pace, filter: number)))
      } catch let error as FilterError {
        queue.post(.commits(.refused(error.why, filter: number)))
      }
    } orElse: {
      .commits(.refused($0, filter: number))
    }
  }
}
