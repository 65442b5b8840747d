import Git
import Text

/// Finds the upstream commit that the edge repo's copy came from, by comparing trees, then lines.
///
/// Looked at are all commits that some branches and tags reach. The nearest is the one with the fewest files that
/// differ, a file that only upstream has counting for a part of one: a person may have left it out. Among equals, the
/// fewest changed lines decide; then which has less that the copy has nothing of; then a commit that an earlier
/// state of the copy matched exactly; then the branch that was searched first, and the newest.
///
/// What the copy lacks of every commit that comes near was left out on purpose and doesn't count. Nor do folders of
/// which it has nothing, and files of a kind that it never has; files that upstream never had are the edge repo's own.
/// Submodules are no files.
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
    /// Upstream's files that the copy leaves out, by their path in the edge repo, sorted; its submodules too.
    package let leftOut: [RepoPath]
    /// Upstream's submodules among them.
    package let submodules: [RepoPath]
    /// Files that upstream never had, sorted.
    package let edgeOnly: [RepoPath]
    /// Files of the copy that the rules given keep out of the comparison, sorted.
    package internal(set) var kept: [RepoPath] = []
    /// Files of the copy that upstream has or once had, in no order.
    package let shared: [RepoPath]
    /// Files that were compared.
    package var files: Int { shared.count + differences.count { $0.kind == .missing } }
    /// Commits that were looked at.
    package let commits: Int
    /// The branch or tag that the commit was found from; nil for one that was given.
    package let tip: SearchedTips.Tip?
    /// Other commits that are as near.
    package internal(set) var ties: Ties?
    /// A commit that is nearer, where the search was to stay on one branch.
    package internal(set) var nearer: (tip: SearchedTips.Tip, commit: ObjectID)?
    /// Branches and tags whose history can't be read.
    package internal(set) var unread: [SearchedTips.Tip] = []
  }

  /// Commits that are as near as the one that was taken.
  package struct Ties: Sendable {
    /// How many states of what was copied they have.
    package let count: Int
    /// The one that comes next.
    package let next: Commit
    /// Files that tell it from the one that was taken, by their path in the edge repo, sorted.
    package let differing: [RepoPath]
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
  /// Commits that are asked at the most what they all have and the copy lacks.
  private static let mostAsked = 64
  /// Files that only upstream has that weigh as much as one that differs.
  static let missingPerDiffering = 4
  /// Equal commits that are looked for in the copy's past at the most.
  static let mostInPast = 256

  struct Candidate {
    let commit: ObjectID
    let items: [TreeItem?]
    let tip: Int
    var modified = 0
    var present = 0
    /// The weight of what differs.
    var cost = 0
    /// What the copy lacks that tells little.
    var others = 0
  }

  let upstream: Repository
  let edge: Repository
  let places: [Place]
  let rules: Rules
  var comparisons: [CopyComparison] = []

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
  package mutating func search(from tip: ObjectID, pin: ObjectID? = nil) throws -> Found {
    try search(SearchedTips(branch: "", at: tip), pin: pin)
  }

  /// Searches all commits that some branches and tags reach.
  ///
  /// - Parameters:
  ///   - tips: Where the search starts.
  ///   - pin: A commit that overrules the search; only its differences are told.
  ///   - staysOnFirst: Whether the commit has to be on the first branch; whether there is a nearer one elsewhere is
  ///     told.
  /// - Throws: ``InitError`` where there is nothing to compare.
  package mutating func search(
    _ tips: SearchedTips, pin: ObjectID? = nil, staysOnFirst: Bool = false
  ) throws -> Found {
    let head = try edge.head().commit.map { try edge.commitTree($0) } ?? .emptyTree
    let all = try places.map { try copiedFiles($0, in: head) }
    let empty = zip(places, all).filter { $0.1.isEmpty }
    guard empty.isEmpty else { throw InitError.nothingCopied(empty.map(\.0.to.text)) }
    let copied = all.enumerated().map { index, files in
      files.filter { rules.isCompared(index, $0.path) }
    }
    let states = try UpstreamStates(
      of: places.map(\.from), from: tips.tips.map(\.id), in: upstream)
    let unknown = places.indices.filter { index in
      !states.states.contains { $0.items[index] != nil }
    }
    guard unknown.isEmpty else {
      throw notUpstream(unknown.map { places[$0] }, tips)
    }
    comparisons = try self.comparisons(of: copied)
    var candidates = states.states.map {
      Candidate(commit: $0.commit, items: $0.items, tip: $0.tip)
    }
    for index in candidates.indices { try compare(&candidates[index]) }
    var chosen: Candidate
    if let pin {
      let tree = try upstream.commitTree(pin)
      chosen = Candidate(
        commit: pin, items: try places.map { try upstream.item(at: $0.from, in: tree) }, tip: -1)
      try compare(&chosen)
    } else {
      chosen = Candidate(commit: .zero, items: [], tip: -1)
    }
    for index in comparisons.indices { comparisons[index].settle() }
    var leftOut = try leftOut(of: candidates)
    var ties: [Candidate] = []
    var nearer: Candidate?
    if pin == nil {
      ties = try nearest(of: candidates, leftOut: leftOut)
      if staysOnFirst, ties.contains(where: { $0.tip == 0 }) {
        ties = ties.filter { $0.tip == 0 } + ties.filter { $0.tip != 0 }
      } else if staysOnFirst, let other = ties.first {
        nearer = other
        let own = candidates.filter { $0.tip == 0 }
        leftOut = try self.leftOut(of: own)
        ties = try nearest(of: own, leftOut: leftOut)
      }
      guard let first = ties.first else { throw notUpstream(places, tips) }
      chosen = first
      try refuseOther(chosen)
    }
    var found = try report(
      chosen, copied, leftOut: leftOut, commits: states.commits,
      tip: chosen.tip < 0 ? nil : tips.tips[chosen.tip])
    found.kept = Set(paths(of: all)).subtracting(paths(of: copied)).sorted()
    found.unread = states.unread.map { tips.tips[$0] }
    found.nearer = nearer.map { (tips.tips[$0.tip], $0.commit) }
    if ties.count > 1, !found.differences.isEmpty {
      found.ties = Ties(
        count: ties.count - 1, next: try upstream.commit(ties[1].commit),
        differing: try differing(ties[0], ties[1]))
    }
    return found
  }

  /// What the commit-graph's filters say led to a candidate; what is adopted is what the commit itself holds.
  private func refuseOther(_ candidate: Candidate) throws {
    let tree = try upstream.commitTree(candidate.commit)
    let items = try places.map { try upstream.item(at: $0.from, in: tree) }
    guard items == candidate.items else {
      throw GitError.malformed(
        object: "the commit-graph of \(upstream.location.text)",
        reason: "its changed paths of commit \(candidate.commit.short) are wrong")
    }
  }

  // MARK: The copy

  /// The files below a place's `to`, by their path from it; the root's for a single file.
  func copiedFiles(
    _ place: Place, in tree: ObjectID
  ) throws -> [(path: RepoPath, item: TreeItem)] {
    guard let item = try edge.item(at: place.to, in: tree) else { return [] }
    guard item.mode == .folder else { return [(.root, item)] }
    return try edge.files(of: item.id)
  }

  func comparisons(
    of copied: [[(path: RepoPath, item: TreeItem)]]
  ) throws -> [CopyComparison] {
    try copied.enumerated().map { index, files in
      let copy: CopyComparison.Copy
      if let single = files.first, single.path.isRoot {
        copy = .file(single.item)
      } else {
        copy = .folder(try CopyTree(files))
      }
      return CopyComparison(copy, with: upstream) { [rules] in rules.isCompared(index, $0) }
    }
  }

  private func paths(of copied: [[(path: RepoPath, item: TreeItem)]]) -> [RepoPath] {
    zip(places, copied).flatMap { place, files in files.map { place.to.appending($0.path) } }
  }

  /// Whether the copy has a file of upstream's beside a path.
  func isInTakenFolder(_ path: RepoPath, place: Int) -> Bool {
    comparisons[place].isInTakenFolder(path)
  }

  /// Whether upstream has or once had a file of the copy.
  func isKnown(_ path: RepoPath, place: Int) -> Bool { comparisons[place].known.contains(path) }

  // MARK: Distance

  private mutating func compare(_ candidate: inout Candidate) throws {
    (candidate.modified, candidate.present) = (0, 0)
    for index in places.indices {
      let numbers = try comparisons[index].compare(candidate.items[index])
      candidate.modified += numbers.modified
      candidate.present += numbers.present
    }
  }

  /// Files that differ, those included that upstream doesn't have there.
  func differing(_ candidate: Candidate) -> Int {
    let known = comparisons.reduce(0) { $0 + $1.known.count }
    return candidate.modified + known - candidate.present
  }

  /// The candidates that come near.
  func near(_ candidates: [Candidate]) -> [Candidate] {
    let least = candidates.map(differing).min() ?? 0
    return candidates.filter { differing($0) <= least + Self.slack }
  }

  /// What even the commits that come near all have and the copy lacks was left out on purpose.
  private func leftOut(of candidates: [Candidate]) throws -> [LeftOut] {
    if rules.areComplete { return places.map { _ in .nothing } }
    let near = near(candidates)
    let step = max(1, near.count / Self.mostAsked)
    let asked = stride(from: 0, to: near.count, by: step).map { near[$0] }
    return try places.indices.map { index in
      var always: Set<RepoPath>?
      for candidate in asked {
        let missing = try comparisons[index].missing(from: candidate.items[index])
        always = always.map { $0.intersection(missing) } ?? missing
      }
      let taken = comparisons[index].known
      return LeftOut(always: always ?? [], besides: taken)
    }
  }
}
