import HeapModule

/// The commits that one reaches, each before its parents whatever their clocks say; where several could be next,
/// the newest (`git rev-list --date-order`).
///
/// A line of commits is given as it is read; what lies behind the first merge is looked through before it goes on.
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
  /// How many children each commit has that weren't given yet; nil before the first merge.
  private var children: [ObjectID: Int]?
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
    if children == nil, parents.count > 1 { children = try countChildren(behind: step.id) }
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

  private func countChildren(behind id: ObjectID) throws(GitError) -> [ObjectID: Int] {
    var children: [ObjectID: Int] = [:]
    var pending = [id]
    while let next = pending.popLast() {
      for parent in try parents(of: next) {
        if children[parent] == nil { pending.append(parent) }
        children[parent, default: 0] += 1
      }
    }
    return children
  }

  private mutating func add(_ id: ObjectID) throws(GitError) {
    order += 1
    ready.insert(Step(time: try repository.node(id).time, order: order, id: id))
  }
}
