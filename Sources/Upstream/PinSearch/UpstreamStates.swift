import Git
import HeapModule

/// The states that mapped paths of upstream were in, in the order of its history.
struct UpstreamStates {
  /// What stood at the paths, and the newest commit that has it so.
  struct State {
    let commit: ObjectID
    let items: [TreeItem?]
    /// The place of the tip that the commit was found from.
    let tip: Int
  }

  /// The states that differ from one another: those of the first tip's commits, the newest first, then what the
  /// other tips have besides.
  private(set) var states: [State] = []
  /// How many commits were looked at.
  private(set) var commits = 0
  /// The places of tips whose history can't be read to its end.
  private(set) var unread: [Int] = []

  /// Looks at all commits that some tips reach.
  init(of paths: [RepoPath], from tips: [ObjectID], in upstream: Repository) throws {
    guard let first = tips.first else { return }
    let lookup = PathLookup(paths, in: upstream)
    var seen: Set<ObjectID> = []
    if upstream.commitGraph == nil {
      try walk(from: first, of: paths, in: upstream, &seen)
    } else {
      try walkGraph(from: first, of: paths, lookup, in: upstream, &seen)
    }
    if tips.count > 1 { try walkOthers(from: tips, lookup, in: upstream, &seen) }
  }

  /// Commits whose trees are looked at by as many threads as there are processors.
  private static let batch = 4096
  /// Commits that one thread looks at in a row: their trees are mostly deltas on one another.
  private static let share = 128

  /// Looks at the trees of all commits that the first tip reaches.
  private mutating func walk(
    from tip: ObjectID, of paths: [RepoPath], in upstream: Repository, _ seen: inout Set<ObjectID>
  ) throws {
    var known: Set<[TreeItem?]> = []
    let range = CommitStream(upstream, from: tip, notFrom: [])
    while true {
      var nodes: [CommitNode] = []
      while nodes.count < Self.batch, let node = try range.next() { nodes.append(node) }
      guard !nodes.isEmpty else { return }
      let shares = stride(from: 0, to: nodes.count, by: Self.share).map { start in
        nodes[start..<min(start + Self.share, nodes.count)]
      }
      let found = try upstream.inParallel(shares.count, leastShared: 2) {
        repository, index throws(GitError) in
        let lookup = PathLookup(paths, in: repository)
        var items: [[TreeItem?]] = []
        for node in shares[index] { items.append(try lookup.items(in: node.tree)) }
        return items
      }
      for (node, items) in zip(nodes, found.joined()) where known.insert(items).inserted {
        states.append(State(commit: node.id, items: items, tip: 0))
      }
      commits += nodes.count
      seen.formUnion(nodes.lazy.map(\.id))
    }
  }

  /// Looks at the commits that the first tip reaches.
  ///
  /// Where the commit-graph's filters say that a commit changes nothing at the paths, it is in the state of its
  /// first parent, and no tree is opened.
  private mutating func walkGraph(
    from tip: ObjectID, of paths: [RepoPath], _ lookup: PathLookup, in upstream: Repository,
    _ seen: inout Set<ObjectID>
  ) throws {
    guard let graph = upstream.commitGraph else { return }
    let range = CommitStream(upstream, from: tip, notFrom: [])
    var walked: [(id: ObjectID, position: Int?)] = []
    while let node = try range.next() {
      walked.append((node.id, node.position))
      seen.insert(node.id)
    }
    commits = walked.count
    let filtered = paths.map { ChangedPath($0) }
    var numbers: [[TreeItem?]: Int] = [:]
    var found: [[TreeItem?]] = []
    var byPosition: [Int?] = Array(repeating: nil, count: graph.count)
    /// The number of a commit's state; that of its first parent, if that is known and the filters say so.
    func number(of id: ObjectID, at position: Int?) throws -> Int {
      if let position, !graph.mayChange(filtered, at: position),
        let parent = try graph.parents(at: position).first, let number = byPosition[parent]
      {
        return number
      }
      let tree = try position.map(graph.tree) ?? upstream.commitTree(id)
      let items = try lookup.items(in: tree)
      if let number = numbers[items] { return number }
      numbers[items] = found.count
      found.append(items)
      return found.count - 1
    }
    // Parents first.
    var newest: [Int: Int] = [:]
    for (index, commit) in walked.enumerated().reversed() {
      let number = try number(of: commit.id, at: commit.position)
      if let position = commit.position { byPosition[position] = number }
      newest[number] = index
    }
    states = newest.sorted { $0.value < $1.value }.map { number, index in
      State(commit: walked[index].id, items: found[number], tip: 0)
    }
  }

  /// Looks at what the other tips reach and none before them does, one tip after the other.
  private mutating func walkOthers(
    from tips: [ObjectID], _ lookup: PathLookup, in upstream: Repository,
    _ seen: inout Set<ObjectID>
  ) throws {
    let boundary = try upstream.shallowBoundary()
    var known = Set(states.map(\.items))
    var order = 0
    for (place, tip) in tips.enumerated().dropFirst() {
      do throws(GitError) {
        try walk(tip, at: place)
      } catch {
        // What another branch lacks keeps nobody from this one.
        if case .unwanted = error { throw error }
        unread.append(place)
      }
    }
    func walk(_ tip: ObjectID, at place: Int) throws(GitError) {
      var pending = Heap<DatedNode>()
      var next = [tip]
      while true {
        for id in next where seen.insert(id).inserted {
          order += 1
          pending.insert(DatedNode(try upstream.node(id), order: order))
        }
        guard let item = pending.popMax() else { return }
        commits += 1
        let items = try lookup.items(in: item.node.tree)
        if known.insert(items).inserted {
          states.append(State(commit: item.node.id, items: items, tip: place))
        }
        next = boundary.contains(item.node.id) ? [] : item.node.parents
      }
    }
  }
}
