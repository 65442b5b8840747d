import HeapModule

/// What two commits' histories share: both are followed, the newest commit first, until all that is left to
/// follow is shared (`paint_down_to_common` in git's `commit-reach.c`). Clocks decide how much is walked, never
/// the answer.
struct CommonAncestors {
  private struct Marks: OptionSet {
    let rawValue: UInt8

    static let one = Marks(rawValue: 1)
    static let two = Marks(rawValue: 2)
    /// It stands behind a commit that both reach.
    static let behind = Marks(rawValue: 4)
  }

  private struct Step: Comparable {
    let time: Int
    let id: ObjectID

    static func < (left: Step, right: Step) -> Bool {
      left.time == right.time ? left.id < right.id : left.time < right.time
    }
  }

  private var marks: [ObjectID: Marks] = [:]
  private var pending = Heap<Step>()
  /// Commits to be followed that aren't known to stand behind a shared one.
  private var open: Set<ObjectID> = []
  /// Commits that both reach, with their times.
  private var shared: [ObjectID: Int] = [:]

  /// - Throws: ``GitError`` where a commit on the way can't be read.
  init(_ one: ObjectID, _ two: ObjectID, in repository: Repository) throws(GitError) {
    let boundary = try repository.shallowBoundary()
    try add(.one, to: one, in: repository)
    try add(.two, to: two, in: repository)
    while !open.isEmpty, let step = pending.popMax() {
      open.remove(step.id)
      var mark = marks[step.id] ?? []
      if mark.isSuperset(of: [.one, .two]) {
        shared[step.id] = step.time
        mark.insert(.behind)
      }
      guard !boundary.contains(step.id) else { continue }
      for parent in try repository.node(step.id).parents {
        try add(mark, to: parent, in: repository)
      }
    }
  }

  /// Whether the second commit reaches the first one.
  func secondReaches(_ first: ObjectID) -> Bool { marks[first]?.contains(.two) == true }

  /// Commits that both reach and that no other such commit was seen to stand in front of, the newest one first.
  var best: [ObjectID] {
    shared.filter { marks[$0.key]?.contains(.behind) != true }
      .map { Step(time: $0.value, id: $0.key) }.sorted(by: >).map(\.id)
  }

  private mutating func add(
    _ mark: Marks, to id: ObjectID, in repository: Repository
  ) throws(GitError) {
    let before = marks[id] ?? []
    let after = before.union(mark)
    guard before != after else { return }
    marks[id] = after
    pending.insert(Step(time: try repository.node(id).time, id: id))
    if after.contains(.behind) { open.remove(id) } else { open.insert(id) }
  }
}
