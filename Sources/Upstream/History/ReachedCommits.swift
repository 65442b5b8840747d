import Git
import HeapModule

/// The commits that some others reach, found no further back than asked for: by generation numbers, which
/// no clock can mislead.
struct ReachedCommits {
  private struct Step: Comparable {
    let generation: UInt64
    let position: Int

    static func < (left: Step, right: Step) -> Bool {
      (left.generation, left.position) < (right.generation, right.position)
    }
  }

  private let graph: CommitGraph
  private var marks: [Bool]
  /// Commits whose parents haven't been looked at.
  private var frontier = Heap<Step>()

  /// What some commits reach; nil where not all of them are in the graph.
  init?(by ids: [ObjectID], in graph: CommitGraph) {
    self.graph = graph
    marks = Array(repeating: false, count: graph.count)
    for id in ids {
      guard let position = graph.position(of: id) else { return nil }
      add(position)
    }
  }

  /// Whether they reach a commit.
  mutating func contains(_ position: Int) throws(GitError) -> Bool {
    if marks[position] { return true }
    let generation = graph.generation(at: position)
    while let step = frontier.max, step.generation > generation {
      frontier.removeMax()
      for parent in try graph.parents(at: step.position) { add(parent) }
    }
    return marks[position]
  }

  private mutating func add(_ position: Int) {
    guard !marks[position] else { return }
    marks[position] = true
    frontier.insert(Step(generation: graph.generation(at: position), position: position))
  }
}
