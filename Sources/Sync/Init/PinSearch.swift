import Git
import Text

/// Finds the upstream commit that the edge repo's copy came from, by comparing trees.
///
/// A commit whose tree is the copy exactly wins. Else it is the one with the fewest differing files:
/// those that differ, those only one side has. Files that the copy lacks in every commit that comes
/// near were left out on purpose and don't count, nor do others in a folder of which some were and
/// nothing was taken; files that upstream never had are the edge repo's own. Among equals, a commit
/// that an earlier state of the copy matched exactly comes first, then the newest.
package struct PinSearch {
  /// How a file of the copy stands against upstream at the commit that was found.
  package struct Difference: Hashable, Sendable {
    /// What differs.
    package enum Kind: String, Sendable {
      case modified, mode, missing
      /// Upstream has it in other commits, not in this one.
      case notThere = "not upstream here"
    }

    /// The path in the edge repo.
    package let path: RepoPath
    /// What differs.
    package let kind: Kind
  }

  /// What was found.
  package struct Found: Sendable {
    /// The commit.
    package let commit: Commit
    /// Files that differ, sorted; empty for an exact match.
    package let differences: [Difference]
    /// Upstream's files that the copy leaves out, by their path in the edge repo, sorted.
    package let leftOut: [RepoPath]
    /// Files that upstream never had, sorted.
    package let edgeOnly: [RepoPath]
    /// Files of the copy that the rules given keep out of the comparison, sorted.
    package fileprivate(set) var kept: [RepoPath] = []
    /// Files of the copy that upstream has or once had, in no order.
    package let shared: [RepoPath]
    /// Files that were compared.
    package var files: Int { shared.count + differences.count { $0.kind == .missing } }
    /// Commits that were looked at.
    package let commits: Int
  }

  /// A mapped folder or file.
  package struct Place: Hashable, Sendable {
    /// Where it stands upstream.
    package let from: RepoPath
    /// Where it stands in the edge repo.
    package let to: RepoPath

    /// A place from its parts.
    package init(from: RepoPath, to: RepoPath) {
      self.from = from
      self.to = to
    }
  }

  /// Differing files by which a commit may be behind the nearest and still speak for what was left out.
  private static let slack = 2

  private struct Candidate {
    let commit: ObjectID
    let items: [TreeItem?]
    var differing = 0
    var missing: Set<RepoPath> = []
  }

  private let upstream: Repository
  private let edge: Repository
  private let places: [Place]
  private let rules: Rules
  private var everUpstream: [Set<RepoPath>] = []
  private var seenFolders: Set<Folder> = []
  private var distances: [Folder: Distance] = [:]

  private struct Folder: Hashable {
    let tree: ObjectID
    let path: RepoPath
    let place: Int
  }

  private struct Distance {
    var differing = 0
    var missing: [RepoPath] = []
  }

  /// A search for the origin of what the edge repo's HEAD holds.
  ///
  /// - Parameters:
  ///   - upstream: Where the commits are.
  ///   - edge: The repo with the copy.
  ///   - places: What was copied to where.
  ///   - rules: Which files are known not to count.
  package init(
    _ upstream: Repository, edge: Repository, places: [Place], rules: Rules = .none
  ) {
    self.upstream = upstream
    self.edge = edge
    self.places = places
    self.rules = rules
  }

  /// Searches all commits that a tip reaches.
  ///
  /// - Parameters:
  ///   - tip: Where the search starts.
  ///   - pin: A commit that overrules the search; only its differences are told.
  /// - Throws: ``InitError`` where there is nothing to compare.
  package mutating func search(from tip: ObjectID, pin: ObjectID? = nil) throws -> Found {
    let head = try edge.head().commit.map { try edge.commitTree($0) } ?? .emptyTree
    let all = try places.map { try copiedFiles($0, in: head) }
    let empty = zip(places, all).filter { $0.1.isEmpty }
    guard empty.isEmpty else { throw InitError.nothingCopied(empty.map(\.0.to.text)) }
    let copied = all.enumerated().map { index, files in
      files.filter { rules.isCompared(index, $0.path) }
    }
    everUpstream = places.map { _ in [] }
    let upstreamStates = try UpstreamStates(of: places.map(\.from), from: tip, in: upstream)
    let candidates = upstreamStates.states.map { Candidate(commit: $0.commit, items: $0.items) }
    let unknown = places.indices.filter { index in
      !candidates.contains { $0.items[index] != nil }
    }
    guard unknown.isEmpty else {
      throw InitError.notUpstream(unknown.map { places[$0].from.text })
    }
    for candidate in candidates { try rememberPaths(of: candidate.items) }
    let copies = try compared(copied)
    let measured = try candidates.map { try measure($0, copies) }
    let least = measured.map(\.differing).min() ?? 0
    let near = measured.filter { $0.differing <= least + Self.slack }
    // What even the commits that come near all have and the copy lacks was left out on purpose.
    let alwaysMissing = near.dropFirst().reduce(near.first?.missing ?? []) {
      $0.intersection($1.missing)
    }
    let leftOut =
      rules.areComplete ? LeftOut() : LeftOut(alwaysMissing, besides: paths(of: copied))
    let chosen: Candidate
    if let pin {
      chosen = try measure(Candidate(commit: pin, items: items(of: pin)), copies)
    } else {
      chosen = try best(of: near, leftOut: leftOut)
      // What the commit-graph's filters say led to it; what is adopted is what the commit itself holds.
      guard try items(of: chosen.commit) == chosen.items else {
        throw GitError.malformed(
          object: "the commit-graph of \(upstream.location.text)",
          reason: "commit \(chosen.commit.short) holds other files than it says")
      }
    }
    var found = try report(
      chosen, copied, copies, leftOut: leftOut, commits: upstreamStates.commits)
    found.kept = Set(paths(of: all)).subtracting(paths(of: copied)).sorted()
    return found
  }

  // MARK: The copy

  /// The files below a place's `to`, by their path from it; the root's for a single file.
  private func copiedFiles(
    _ place: Place, in tree: ObjectID
  ) throws -> [(path: RepoPath, item: TreeItem)] {
    guard let item = try edge.item(at: place.to, in: tree) else { return [] }
    guard item.mode == .folder else { return [(.root, item)] }
    return try edge.files(of: item.id)
  }

  /// The copy's files that upstream has, or once had: what can be compared.
  private func compared(
    _ copied: [[(path: RepoPath, item: TreeItem)]]
  ) throws -> [CopyState] {
    try copied.enumerated().map { index, files in
      let known = files.filter { everUpstream[index].contains($0.path) }
      if let single = known.first, single.path.isRoot { return .file(single.item) }
      return .folder(try CopyTree(known))
    }
  }

  private func paths(of copied: [[(path: RepoPath, item: TreeItem)]]) -> [RepoPath] {
    zip(places, copied).flatMap { place, files in files.map { place.to.appending($0.path) } }
  }

  private enum CopyState {
    case file(TreeItem)
    case folder(CopyTree)
  }

  // MARK: Upstream's states

  private func items(of commit: ObjectID) throws -> [TreeItem?] {
    let tree = try upstream.commitTree(commit)
    return try places.map { try upstream.item(at: $0.from, in: tree) }
  }

  /// Adds every file of some states to what upstream ever had.
  private mutating func rememberPaths(of items: [TreeItem?]) throws {
    for (index, item) in items.enumerated() {
      guard let item else { continue }
      if item.mode == .folder {
        try rememberPaths(of: item.id, at: .root, place: index)
      } else {
        everUpstream[index].insert(.root)
      }
    }
  }

  private mutating func rememberPaths(of tree: ObjectID, at path: RepoPath, place: Int) throws {
    var pending = [(tree: tree, path: path)]
    while let folder = pending.popLast() {
      let key = Folder(tree: folder.tree, path: folder.path, place: place)
      guard seenFolders.insert(key).inserted else { continue }
      for entry in try upstream.tree(folder.tree) {
        let child = folder.path.appending(entry.name)
        if entry.item.mode == .folder {
          pending.append((entry.item.id, child))
        } else {
          everUpstream[place].insert(child)
        }
      }
    }
  }

  // MARK: Distance

  private mutating func measure(
    _ candidate: Candidate, _ copies: [CopyState]
  ) throws -> Candidate {
    var measured = candidate
    for (index, item) in candidate.items.enumerated() {
      let distance: Distance
      switch copies[index] {
      case .file(let copy):
        distance = Distance(differing: item == copy ? 0 : 1)
      case .folder(let copy):
        guard let item, item.mode == .folder else {
          distance = Distance(differing: copy.count)
          break
        }
        distance = try self.distance(item.id, copy, at: .root, place: index)
      }
      measured.differing += distance.differing
      measured.missing.formUnion(distance.missing.map { places[index].to.appending($0) })
    }
    return measured
  }

  /// How far a folder of the copy is from an upstream tree; folders with equal ids aren't opened.
  private mutating func distance(
    _ tree: ObjectID, _ copy: CopyTree?, at path: RepoPath, place: Int
  ) throws -> Distance {
    if tree == copy?.id { return Distance() }
    let key = Folder(tree: tree, path: path, place: place)
    if let known = distances[key] { return known }
    var distance = Distance()
    var sameNames = 0
    var sameFiles = 0
    for entry in try upstream.tree(tree) {
      let child = path.appending(entry.name)
      if entry.item.mode == .folder {
        let folder = copy?.folders[entry.name]
        if let folder { sameFiles += folder.count }
        let inside = try self.distance(entry.item.id, folder, at: child, place: place)
        distance.differing += inside.differing
        distance.missing += inside.missing
      } else if !rules.isCompared(place, child) {
        continue
      } else if let item = copy?.files[entry.name] {
        sameNames += 1
        if item != entry.item { distance.differing += 1 }
      } else {
        distance.missing.append(child)
      }
    }
    // What only the copy has.
    distance.differing += (copy?.count ?? 0) - sameNames - sameFiles
    distances[key] = distance
    return distance
  }

  // MARK: The choice

  private mutating func best(of near: [Candidate], leftOut: LeftOut) throws -> Candidate {
    let total: (Candidate) -> Int = { candidate in
      candidate.differing + candidate.missing.count { !leftOut.contains($0) }
    }
    let least = near.map(total).min() ?? 0
    let equals = near.filter { total($0) == least }
    guard let newest = equals.first else { throw InitError.notUpstream(places.map(\.from.text)) }
    if equals.count == 1 || least == 0 { return newest }
    return try matchedEarlier(equals) ?? newest
  }

  /// The first of some candidates that an earlier commit of the edge repo held exactly.
  private mutating func matchedEarlier(_ candidates: [Candidate]) throws -> Candidate? {
    guard let head = try edge.head().commit else { return nil }
    var range = try CommitRange(edge, from: head, notFrom: [])
    let lookup = PathLookup(places.map(\.to), in: edge)
    var seen: Set<[TreeItem?]> = []
    while let commit = try range.nextNode() {
      let items = try lookup.items(in: commit.tree)
      guard items.contains(where: { $0 != nil }), seen.insert(items).inserted else { continue }
      let copies = try compared(
        places.enumerated().map { index, place in
          try copiedFiles(place, in: commit.tree).filter { rules.isCompared(index, $0.path) }
        })
      distances.removeAll()
      for candidate in candidates {
        let measured = try measure(
          Candidate(commit: candidate.commit, items: candidate.items), copies)
        if measured.differing == 0, measured.missing.isSubset(of: candidate.missing) {
          distances.removeAll()
          return candidate
        }
      }
    }
    distances.removeAll()
    return nil
  }

  // MARK: The report

  private func report(
    _ chosen: Candidate, _ copied: [[(path: RepoPath, item: TreeItem)]], _ copies: [CopyState],
    leftOut: LeftOut, commits: Int
  ) throws -> Found {
    var differences: [Difference] = []
    var edgeOnly: [RepoPath] = []
    var shared: [RepoPath] = []
    for (index, place) in places.enumerated() {
      var present: [RepoPath: TreeItem] = [:]
      if let item = chosen.items[index] {
        let files =
          item.mode == .folder ? try upstream.files(of: item.id) : [(path: .root, item: item)]
        for file in files { present[file.path] = file.item }
      }
      for file in copied[index] {
        let path = place.to.appending(file.path)
        guard everUpstream[index].contains(file.path) else {
          edgeOnly.append(path)
          continue
        }
        shared.append(path)
        guard let item = present[file.path] else {
          differences.append(Difference(path: path, kind: .notThere))
          continue
        }
        if item == file.item { continue }
        let isModeOnly = item.id == file.item.id
        differences.append(Difference(path: path, kind: isModeOnly ? .mode : .modified))
      }
    }
    for path in chosen.missing where !leftOut.contains(path) {
      differences.append(Difference(path: path, kind: .missing))
    }
    // A file that one place lacks may be what another place brings.
    let others = Set(places.map(\.to))
    return Found(
      commit: try upstream.commit(chosen.commit),
      differences: differences.sorted { $0.path < $1.path },
      leftOut: chosen.missing.filter { leftOut.contains($0) }.sorted(),
      edgeOnly: edgeOnly.filter { !others.contains($0) }.sorted(), shared: shared,
      commits: commits)
  }
}
