import SystemPackage
import Text

/// Writes what a commit-graph keeps of all commits that a tip leads to (gitformat-commit-graph(5)), out of objects
/// that were hashed as they were read: beside a repository that somebody else made, whose own commit-graph may say
/// anything.
package struct CommitGraphWriter {
  /// Commits at the most: more would take more memory than the walk that the file makes quick.
  private static let maximumCommits = 2_000_000
  /// Where a commit changes more paths, its filter has all of them, as git's.
  private static let maximumPaths = 512
  private static let noParent: UInt32 = 0x7000_0000
  private static let manyParents: UInt32 = 0x8000_0000
  private static let maximumLevel: UInt32 = 0x3FFF_FFFF

  private let repository: Repository
  private var ids: [ObjectID] = []
  private var trees: [ObjectID] = []
  private var times: [Int] = []
  /// For each commit the place of its first parent among ``parents``.
  private var firstParents: [Int] = []
  private var parents: [Int32] = []
  private var levels: [UInt32] = []

  /// The commits that a tip leads to.
  ///
  /// - Throws: ``GitError/tooLarge(object:limit:)`` where they are more than two million.
  package init(from tip: ObjectID, in repository: Repository) throws(GitError) {
    self.repository = repository
    try read(from: tip)
    rate()
  }

  /// Writes the file into a folder of objects, with filters for some of the commits and for those that a file of the
  /// repository's has already.
  package func write(to objects: FilePath, filtering commits: [ObjectID]) throws(GitError) {
    let order = ids.indices.sorted { ids[$0] < ids[$1] }
    var positions = [UInt32](repeating: 0, count: ids.count)
    for (position, index) in order.enumerated() { positions[index] = UInt32(position) }
    let filters = try filters(of: commits)
    var chunks: [(name: StaticString, bytes: [UInt8])] = [
      ("OIDF", fanout(order)), ("OIDL", order.flatMap { ids[$0].bytes }),
    ]
    let (entries, edges) = entries(order, positions)
    chunks.append(("CDAT", entries))
    if !edges.isEmpty { chunks.append(("EDGE", edges)) }
    // Version 2 of the filters, 7 hashes, 10 bits a path.
    var (ends, data): ([UInt8], [UInt8]) = ([], [2, 7, 10].flatMap { Self.bytes(UInt32($0)) })
    var end = 0
    for index in order {
      let filter = filters[ids[index]] ?? []
      data += filter
      end += filter.count
      ends += Self.bytes(UInt32(truncatingIfNeeded: end))
    }
    chunks += [("BIDX", ends), ("BDAT", data)]
    try FileSync.replaceFile(objects.entry("info/commit-graph"), with: Self.file(chunks))
  }

  // MARK: - Reading

  private mutating func read(from tip: ObjectID) throws(GitError) {
    var places: [ObjectID: Int32] = [tip: 0]
    ids = [tip]
    var next = 0
    while next < ids.count {
      guard ids.count <= Self.maximumCommits else {
        throw .tooLarge(object: "the history", limit: "over \(Self.maximumCommits) commits")
      }
      let node = try repository.node(ids[next])
      trees.append(node.tree)
      times.append(node.time)
      firstParents.append(parents.count)
      for parent in node.parents {
        if places[parent] == nil {
          places[parent] = Int32(ids.count)
          ids.append(parent)
        }
        parents.append(places[parent] ?? 0)
      }
      next += 1
    }
    firstParents.append(parents.count)
  }

  /// Gives each commit the length of the longest way to a root.
  private mutating func rate() {
    levels = Array(repeating: 0, count: ids.count)
    var pending: [Int] = ids.isEmpty ? [] : [0]
    while let index = pending.last {
      if levels[index] > 0 {
        pending.removeLast()
        continue
      }
      let unrated = self.parents(of: index).filter { levels[Int($0)] == 0 }
      if unrated.isEmpty {
        let highest = self.parents(of: index).map { levels[Int($0)] }.max() ?? 0
        levels[index] = min(Self.maximumLevel, highest + 1)
        pending.removeLast()
      } else {
        pending += unrated.map { Int($0) }
      }
    }
  }

  private func parents(of index: Int) -> ArraySlice<Int32> {
    parents[firstParents[index]..<firstParents[index + 1]]
  }

  /// Filters of the paths that commits change beside their first parents; none for one whose trees can't be compared.
  private func filters(of commits: [ObjectID]) throws(GitError) -> [ObjectID: [UInt8]] {
    var filters: [ObjectID: [UInt8]] = [:]
    if let graph = repository.commitGraph {
      for id in ids {
        if let position = graph.position(of: id), let filter = graph.filter(at: position) {
          filters[id] = filter
        }
      }
    }
    let wanted = commits.filter { filters[$0] == nil }
    let found = try repository.inParallel(wanted.count) { repository, index throws(GitError) in
      do throws(GitError) {
        return try Self.filter(of: wanted[index], in: repository)
      } catch {
        if case .unwanted = error { throw error }
        return []
      }
    }
    for (id, filter) in zip(wanted, found) { filters[id] = filter }
    return filters
  }

  private static func filter(
    of commit: ObjectID, in repository: Repository
  ) throws(GitError) -> [UInt8] {
    let node = try repository.node(commit)
    let before = try node.parents.first.map { parent throws(GitError) in
      try repository.node(parent).tree
    }
    var paths: Set<RepoPath> = []
    for change in try repository.changes(from: before, to: node.tree) {
      var path = change.path
      while !path.isRoot, paths.insert(path).inserted { path = path.parent }
      if paths.count > maximumPaths { return [0xFF] }
    }
    return ChangedPath.filter(of: paths)
  }

  // MARK: - Writing

  private func fanout(_ order: [Int]) -> [UInt8] {
    var counts = [UInt32](repeating: 0, count: 256)
    for index in order { counts[Int(ids[index].firstByte)] += 1 }
    var sum: UInt32 = 0
    return counts.flatMap { count in
      sum += count
      return Self.bytes(sum)
    }
  }

  private func entries(
    _ order: [Int], _ positions: [UInt32]
  ) -> (entries: [UInt8], edges: [UInt8]) {
    var entries: [UInt8] = []
    entries.reserveCapacity(36 * order.count)
    var edges: [UInt8] = []
    for index in order {
      entries += trees[index].bytes
      let parents = self.parents(of: index).map { positions[Int($0)] }
      entries += Self.bytes(parents.first ?? Self.noParent)
      if parents.count > 2 {
        entries += Self.bytes(Self.manyParents | UInt32(edges.count / 4))
        for (place, parent) in parents.enumerated().dropFirst() {
          let isLast = place == parents.count - 1
          edges += Self.bytes(isLast ? parent | Self.manyParents : parent)
        }
      } else {
        entries += Self.bytes(parents.count == 2 ? parents[1] : Self.noParent)
      }
      // What there is no room for is read from the commit again.
      let time = times[index] > 0 && times[index] >> 34 == 0 ? UInt64(times[index]) : 0
      entries += Self.bytes(levels[index] << 2 | UInt32(time >> 32))
      entries += Self.bytes(UInt32(truncatingIfNeeded: time))
    }
    return (entries, edges)
  }

  private static func file(_ chunks: [(name: StaticString, bytes: [UInt8])]) -> [UInt8] {
    var file = Array("CGPH".utf8) + [1, 1, UInt8(chunks.count), 0]
    var place = UInt64(file.count + 12 * (chunks.count + 1))
    for chunk in chunks {
      file += Array("\(chunk.name)".utf8) + bytes(UInt32(place >> 32))
      file += bytes(UInt32(truncatingIfNeeded: place))
      place += UInt64(chunk.bytes.count)
    }
    file += bytes(0) + bytes(UInt32(place >> 32)) + bytes(UInt32(truncatingIfNeeded: place))
    for chunk in chunks { file += chunk.bytes }
    return file + (file.withUnsafeBytes { SHA1.hash($0) } ?? .zero).bytes
  }

  private static func bytes(_ word: UInt32) -> [UInt8] {
    [UInt8(word >> 24), UInt8(word >> 16 & 0xFF), UInt8(word >> 8 & 0xFF), UInt8(word & 0xFF)]
  }
}
