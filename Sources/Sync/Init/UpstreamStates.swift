import Git

/// The states that mapped paths of upstream were in, in the order of its history.
struct UpstreamStates {
  /// What stood at the paths, and the newest commit that has it so.
  struct State {
    let commit: ObjectID
    let items: [TreeItem?]
  }

  /// The states that differ from one another, that of the newest commit first.
  private(set) var states: [State] = []
  /// How many commits were looked at.
  let commits: Int

  /// Looks at all commits that a tip reaches.
  ///
  /// Where the commit-graph's filters say that a commit changes nothing at the paths, it is in the state of its
  /// first parent, and no tree is opened.
  init(of paths: [RepoPath], from tip: ObjectID, in upstream: Repository) throws {
    let range = CommitStream(upstream, from: tip, notFrom: [])
    let lookup = PathLookup(paths, in: upstream)
    guard let graph = upstream.commitGraph else {
      var seen: Set<[TreeItem?]> = []
      var count = 0
      while let node = try range.next() {
        count += 1
        let items = try lookup.items(in: node.tree)
        if seen.insert(items).inserted { states.append(State(commit: node.id, items: items)) }
      }
      commits = count
      return
    }
    var walked: [(id: ObjectID, position: Int?)] = []
    while let node = try range.next() { walked.append((node.id, node.position)) }
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
      State(commit: walked[index].id, items: found[number])
    }
  }
}
