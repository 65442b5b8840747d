import Git
import HeapModule

/// The commits of `pin..tip`, newest first, in the order of `git rev-list`: by committer time, a commit
/// never before what was found earlier at the same time.
///
/// Streams: the first commit comes before the last is found. A commit belongs to the range unless the
/// pin reaches it. What the pin reaches is painted as far down in time as the commit at hand and
/// ``skew`` seconds beyond, and ``leastPainted`` commits at least.
///
/// Clocks may be wrong. A commit counts for no newer than the children it was found through; behind the
/// pin, one that is older than its child by more than ``skew`` is taken for wrong until the nearest
/// ``wrongInARow`` of its ancestors are as old. Once a commit is seen that claims to be younger than what
/// descends from it, by more than ``skew``, or that many in a row are ``longPast``, no clock is asked any
/// more: all that the pin reaches is painted.
/// git itself stops five commits after it has seen the last one that counts (`revision.c`, `SLOP`). Where
/// the commit-graph has the pin, no clock is asked what the pin reaches.
package struct CommitRange {
  /// Seconds by which a child may claim to be older than its parent.
  package static let skew = 30 * 86_400
  /// Commits behind the pin that are looked at in any case.
  package static let leastPainted = 1000
  /// Commits behind one another whose clocks may tell a time long past.
  package static let wrongInARow = 64

  /// Seconds by which no such run of commits is older than what was made on top of it.
  package static let longPast = 10 * 365 * 86_400

  private struct Item: Comparable {
    let time: Int
    let order: Int
    let node: CommitNode
    let parents: [ObjectID]
    /// The oldest time of it and the commits that it was found through.
    var oldest: Int
    /// Of an unwanted commit that is taken for wrong, the place of its line in ``doubts``.
    var doubt: Int?

    static func < (left: Item, right: Item) -> Bool {
      left.time != right.time ? left.time < right.time : left.order > right.order
    }
    static func == (left: Item, right: Item) -> Bool {
      left.time == right.time && left.order == right.order
    }
  }

  private let repository: Repository
  private let boundary: Set<ObjectID>
  private var wanted = Heap<Item>()
  private var unwanted = Heap<Item>()
  private var seen: Set<ObjectID> = []
  private var painted: Set<ObjectID> = []
  /// How many more commits may be taken for wrong, for each line of them.
  private var doubts: [Int] = []
  /// Whether clocks tell nothing in this history.
  private var clocksAreWrong = false
  private var reached: ReachedCommits?
  private var order = 0

  /// The commits that a tip reaches and none of some others does.
  package init(
    _ repository: Repository, from tip: ObjectID, notFrom pins: [ObjectID]
  ) throws(GitError) {
    self.repository = repository
    boundary = try repository.shallowBoundary()
    reached = repository.commitGraph.flatMap { ReachedCommits(by: pins, in: $0) }
    if reached == nil { try paint(behind: pins) }
    try want(tip, 0, of: nil)
  }

  private mutating func paint(behind pins: [ObjectID]) throws(GitError) {
    for pin in pins { try paint(pin, of: nil) }
    var count = 0
    while count < Self.leastPainted || clocksAreWrong, let item = unwanted.popMax() {
      for parent in item.parents { try paint(parent, of: item) }
      count += 1
    }
  }

  /// The next commit; nil at the end.
  package mutating func next() throws(GitError) -> Commit? {
    guard let node = try nextNode() else { return nil }
    return try repository.commit(of: node)
  }

  /// The next commit without its texts; nil at the end.
  package mutating func nextNode() throws(GitError) -> CommitNode? {
    while let item = wanted.popMax() {
      if try isReached(item) { continue }
      for (index, parent) in item.parents.enumerated() { try want(parent, index, of: item) }
      var node = item.node
      if node.position == nil, !item.parents.isEmpty {
        node.parentTrees = try item.parents.map { id throws(GitError) in
          try repository.node(id).tree
        }
      }
      return node
    }
    return nil
  }

  /// Whether the pin reaches a commit.
  private mutating func isReached(_ item: Item) throws(GitError) -> Bool {
    if reached != nil {
      // What isn't in the graph is reached by nothing that is.
      guard let position = item.node.position else { return false }
      return try reached?.contains(position) ?? false
    }
    while let top = unwanted.max, clocksAreWrong || top.time >= item.oldest - Self.skew {
      unwanted.removeMax()
      for parent in top.parents { try paint(parent, of: top) }
    }
    return painted.contains(item.node.id)
  }

  /// Takes a commit, the parent at an index of a child.
  private mutating func want(_ id: ObjectID, _ index: Int, of child: Item?) throws(GitError) {
    guard !painted.contains(id), seen.insert(id).inserted else { return }
    let positions = child?.node.parentPositions ?? []
    wanted.insert(try item(id, of: child, at: index < positions.count ? positions[index] : nil))
  }

  private mutating func paint(_ id: ObjectID, of child: Item?) throws(GitError) {
    guard painted.insert(id).inserted else { return }
    var item = try item(id, of: child)
    if let child, item.time < child.time - Self.skew {
      let doubt = child.doubt ?? doubts.count
      if child.doubt == nil { doubts.append(Self.wrongInARow) }
      if doubts[doubt] > 0 {
        doubts[doubt] -= 1
        // As if it were as old as its child, so that what it hides is seen in time.
        item = Item(
          time: child.time, order: item.order, node: item.node, parents: item.parents,
          oldest: item.oldest, doubt: doubt)
      } else if item.time < child.time - Self.longPast {
        clocksAreWrong = true
      }
    }
    unwanted.insert(item)
  }

  /// A commit as it is found through a child, by its clock.
  private mutating func item(
    _ id: ObjectID, of child: Item?, at position: Int? = nil
  ) throws(GitError) -> Item {
    order += 1
    let node = try repository.node(id, at: position)
    let oldest = min(node.time, child?.oldest ?? node.time)
    if node.time > oldest + Self.skew { clocksAreWrong = true }
    return Item(
      time: node.time, order: order, node: node,
      parents: boundary.contains(id) ? [] : node.parents, oldest: oldest)
  }
}
