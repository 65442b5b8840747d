import HeapModule

/// The commits that one reaches, each before its parents whatever their clocks say; where several could be next,
/// the newest (`git rev-list --date-order`).
///
/// A line of commits is given as it is read. Behind a merge its branches are looked through up to where they have all
/// come together again, so that the newest commits of a long history are told without reading the rest.
package struct TopologicalOrder {
  private struct Step: Comparable {
    let time: Int
    let order: Int
    let id: ObjectID

    static func < (left: Step, right: Step) -> Bool {
      left.time != right.time ? left.time < right.time : left.order > right.order
    }
    static func == (left: Step, right: Step) -> Bool { left.order == right.order }
  }

  private let repository: Repository
  private let boundary: Set<ObjectID>
  private var ready = Heap<Step>()
  /// How many children each commit has that weren't given yet, from a merge to where its branches have come together;
  /// nil on a line.
  private var children: [ObjectID: Int]?
  /// Where they have; nil where they don't before history ends.
  private var junction: ObjectID?
  private var order = 0

  /// The commits that a tip reaches.
  package init(_ repository: Repository, from tip: ObjectID) throws(GitError) {
    self.repository = repository
    boundary = try repository.shallowBoundary()
    try add(tip)
  }

  /// The next commit; nil at the end.
  package mutating func next() throws(GitError) -> Commit? {
    guard let step = ready.popMax() else { return nil }
    let parents = try parents(of: step.id)
    if step.id == junction { children = nil }
    if children == nil, parents.count > 1 { try lookThrough(behind: step.id) }
    for parent in parents {
      guard let left = children?[parent] else {
        try add(parent)
        continue
      }
      children?[parent] = left - 1
      if left == 1 { try add(parent) }
    }
    return try repository.commit(step.id)
  }

  private func parents(of id: ObjectID) throws(GitError) -> [ObjectID] {
    boundary.contains(id) ? [] : try repository.node(id).parents
  }

  /// Counts children behind a merge.
  ///
  /// Branches have come together where one commit alone is still to be looked at. Unless a beginning of history was
  /// seen: then that commit may be a descendant of what was seen, with a clock that went backwards.
  private mutating func lookThrough(behind merge: ObjectID) throws(GitError) {
    var children: [ObjectID: Int] = [:]
    var pending = Heap<Step>()
    var next = merge
    var sawBeginning = false
    var count = 0
    while true {
      let parents = try parents(of: next)
      if parents.isEmpty { sawBeginning = true }
      for parent in parents {
        if children[parent] == nil {
          count += 1
          pending.insert(Step(time: try repository.node(parent).time, order: count, id: parent))
        }
        children[parent, default: 0] += 1
      }
      guard let step = pending.popMax() else { break }
      if pending.isEmpty, !sawBeginning {
        junction = step.id
        self.children = children
        return
      }
      next = step.id
    }
    junction = nil
    self.children = children
  }

  private mutating func add(_ id: ObjectID) throws(GitError) {
    order += 1
    ready.insert(Step(time: try repository.node(id).time, order: order, id: id))
  }
}
