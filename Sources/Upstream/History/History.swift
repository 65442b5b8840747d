import Foundation
import Git
import Rules
import Text

/// Upstream's history as it concerns the edge repo.
package final class History {
  /// Histories for further handles on upstream: each belongs to the thread that has the handle. They know of what
  /// wasn't told, and not of one another, so that all go with the first.
  private final class Peers: @unchecked Sendable {
    private let lock = NSLock()
    private var known: [ObjectIdentifier: History] = [:]

    func history(
      on upstream: Repository, _ classifier: Classifier, _ places: MappingPlaces,
      followsMoves: Bool, _ unread: FirstUnread
    ) throws(GitError) -> History {
      lock.lock()
      defer { lock.unlock() }
      if let history = known[ObjectIdentifier(upstream)] { return history }
      let history = try History(upstream, classifier, places, followsMoves, unread)
      known[ObjectIdentifier(upstream)] = history
      return history
    }
  }

  /// The first thing that wasn't told.
  private final class FirstUnread: @unchecked Sendable {
    private let lock = NSLock()
    private var unread: ChangeScope.Unread?

    var value: ChangeScope.Unread? { lock.withLock { unread } }

    func note(_ unread: ChangeScope.Unread?) {
      lock.withLock { self.unread = self.unread ?? unread }
    }
  }

  /// Commits that a thread looks at in a row: a commit's folders are mostly those of the next one's, and are
  /// read once then.
  static let run = 16

  let upstream: Repository
  /// Where the mappings' files stand in its trees.
  package let places: MappingPlaces
  let classifier: Classifier
  let followsMoves: Bool
  private let boundary: Set<ObjectID>
  private let peers = Peers()
  private let firstUnread: FirstUnread
  /// The places that what follows was made of.
  var known: MappingPlaces.Snapshot
  private var lookup: PathLookup
  /// What the mappings take, for the commit-graph's filters.
  private var paths: [ChangedPath] = []
  private var scope = ChangeScope([])
  /// The rules where mappings stand elsewhere than the manifest has them.
  private var movedClassifiers: [[RepoPath?]: Classifier] = [:]

  /// The history of an upstream repository under a classifier's rules.
  ///
  /// - Parameter places: Where its mappings' files stand, to be followed where upstream moves them; unless given,
  ///   they are what the manifest names, and nothing where that isn't there.
  package convenience init(
    _ upstream: Repository, _ classifier: Classifier, places: MappingPlaces? = nil
  ) throws(GitError) {
    try self.init(
      upstream, classifier, places ?? MappingPlaces(classifier.manifest), places != nil,
      FirstUnread())
  }

  private init(
    _ upstream: Repository, _ classifier: Classifier, _ places: MappingPlaces,
    _ followsMoves: Bool, _ firstUnread: FirstUnread
  ) throws(GitError) {
    self.upstream = upstream
    self.classifier = classifier
    self.places = places
    self.followsMoves = followsMoves
    boundary = try upstream.shallowBoundary()
    self.firstUnread = firstUnread
    known = places.snapshot
    lookup = PathLookup([], in: upstream)
    takePlaces()
  }

  /// Makes what is made of the places.
  private func takePlaces() {
    known = places.snapshot
    let all = known.paths.flatMap(\.self)
    lookup = PathLookup(all, in: upstream)
    scope = ChangeScope(all)
    paths = all.map { ChangedPath($0) }
  }

  func takeNewPlaces() {
    if places.count != known.count { takePlaces() }
  }

  /// Commits with the files they touch, in their order; found on all processors.
  ///
  /// - Parameter keepsFiles: Whether more than the files' counts is wanted.
  package func describe(
    _ nodes: [CommitNode], keepsFiles: Bool = true
  ) throws(GitError) -> [UpstreamCommit] {
    try inParallel(nodes.count) { history, place throws(GitError) -> UpstreamCommit in
      let commit = try history.upstream.commit(of: nodes[place])
      return UpstreamCommit(
        commit: commit, files: try history.files(of: commit), keepsFiles: keepsFiles)
    }
  }

  /// Those of some commits that touch a synced file or an override, in their order; told on all processors.
  ///
  /// Mostly the commit-graph's filters tell that a commit doesn't, and otherwise two ids to compare for each
  /// mapping; files are looked at only where patterns leave some of them outside.
  ///
  /// Where one of them moves a mapping's files, those after it are looked at where they stood before.
  package func candidates(among nodes: [CommitNode]) throws(GitError) -> [CommitNode] {
    var found: [CommitNode] = []
    var rest = nodes[...]
    while true {
      takeNewPlaces()
      let looked = try look(at: rest)
      guard followsMoves, let next = try firstMove(among: looked) else {
        return found + looked.lazy.filter(\.concernsEdge).map { rest[$0.place] }
      }
      found += looked.lazy.filter { $0.concernsEdge && $0.place < next }.map { rest[$0.place] }
      rest = rest[next...]
    }
  }

  /// What a closure gives for each number from 0 on, called on several threads with a history of their own.
  func inParallel<Result: Sendable>(
    _ count: Int, leastShared: Int = Repository.leastShared,
    _ body: @escaping @Sendable (History, Int) throws(GitError) -> Result
  ) throws(GitError) -> [Result] {
    // Used by this thread alone, which is the one that has its handle.
    nonisolated(unsafe) let own = self
    return try upstream.inParallel(count, leastShared: leastShared) {
      [peers, classifier, places, followsMoves, firstUnread] (repository: Repository, place: Int)
        throws(GitError) -> Result in
      let history =
        repository === own.upstream
        ? own
        : try peers.history(
          on: repository, classifier, places, followsMoves: followsMoves, firstUnread)
      return try body(history, place)
    }
  }

  /// False where the commit-graph's filters tell that a commit touches nothing.
  func mayConcernEdge(_ node: CommitNode) -> Bool {
    guard let position = node.position else { return true }
    return upstream.commitGraph?.mayChange(paths, at: position) != false
  }

  /// Whether a tree has other synced files or overrides than each of some others.
  package func concernsEdge(_ tree: ObjectID, beside parents: [ObjectID?]) throws(GitError) -> Bool
  {
    takeNewPlaces()
    return try look(tree, beside: parents).concerns
  }

  /// Whether a tree has other synced files or overrides than each of some others, or has them elsewhere; and whether
  /// a mapping's files are in it and not in one of the others, or the reverse.
  func look(
    _ tree: ObjectID, beside parents: [ObjectID?]
  ) throws(GitError) -> (concerns: Bool, isGap: Bool) {
    let items = try placed(in: tree)
    var others: [[MappingPlaces.Placed?]] = []
    for parent in parents { others.append(try placed(in: parent)) }
    let isGap = items.indices.contains { mapping in
      zip(parents, others).contains { parent, other in
        parent != nil && (other[mapping] == nil) != (items[mapping] == nil)
      }
    }
    for (index, mapping) in classifier.manifest.mappings.enumerated() {
      if others.contains(where: { $0[index] == items[index] }) { continue }
      // A merge's folder can differ from every parent's although no file in it does.
      if others.count == 1, mapping.include.takesEverything, mapping.exclude.isEmpty {
        return (true, isGap)
      }
      // Files that moved as they are are no other files, but the mapping has to go with them.
      if let item = items[index],
        others.allSatisfy({ $0[index].map { $0.path != item.path } ?? false })
      {
        return (true, isGap)
      }
      let path = items[index]?.path ?? others.lazy.compactMap { $0[index]?.path }.first
      let rules = classifier(
        at: classifier.manifest.mappings.indices.map { $0 == index ? path : nil })
      let changes = try upstream.changes(
        fromAll: others.map { $0[index]?.item }, to: items[index]?.item,
        at: path ?? mapping.from)
      let concerns = changes.contains { change in
        rules.placements(of: change.path).contains { $0.group != .outside }
      }
      if concerns { return (true, isGap) }
    }
    return (false, isGap)
  }

  /// The rules with mappings from other places; nil to leave one as it is.
  private func classifier(at places: [RepoPath?]) -> Classifier {
    let places = zip(places, classifier.manifest.mappings).map { $0 == $1.from ? nil : $0 }
    if places.allSatisfy({ $0 == nil }) { return classifier }
    if let known = movedClassifiers[places] { return known }
    let moved = Classifier(classifier.manifest.moving(places))
    movedClassifiers[places] = moved
    return moved
  }

  /// The files that a commit alone touches, with groups.
  ///
  /// A merge touches a file that differs from every parent (`git log --full-history`, file by file).
  package func files(of commit: Commit) throws(GitError) -> [FileChange] {
    takeNewPlaces()
    let parents = try parentTrees(of: commit.id, commit.parents)
    if followsMoves {
      for parent in parents.compactMap(\.self) {
        try searchMoves(from: parent, to: commit.tree, commit: commit.id)
      }
      takeNewPlaces()
    }
    return try files(from: parents, to: commit.tree) { _ in parents.count == 1 }
  }

  /// Added and deleted files among which renames are searched for a while.
  private static let manyChanges = 64

  /// The files that differ between two upstream commits, with groups; renames are found.
  ///
  /// - Parameter early: Is told the files as they are before renames are found, where that takes a while.
  package func files(
    from old: ObjectID, to new: ObjectID, early: ([FileChange]) -> Void = { _ in }
  ) throws(GitError) -> [FileChange] {
    takeNewPlaces()
    let oldTree = try upstream.commit(old).tree
    let newTree = try upstream.commit(new).tree
    return try files(from: [oldTree], to: newTree) { changes in
      let added = changes.count { $0.status == .added }
      let deleted = changes.count { $0.status == .deleted }
      if min(added, deleted) > 0, added + deleted >= Self.manyChanges {
        early(classifier.classify(changes))
      }
      return true
    }
  }

  /// The files of a tree that differ from every one of some older trees, with groups.
  ///
  /// A mapping whose files moved is compared with what it was, wherever that stood: what moved as it is stands in the
  /// edge repo where it stood.
  ///
  /// - Parameter pairsRenames: Whether renames are searched for among some changes.
  private func files(
    from olds: [ObjectID?], to new: ObjectID, pairsRenames: ([TreeChange]) -> Bool
  ) throws(GitError) -> [FileChange] {
    let here = try placed(in: new)
    var there: [[MappingPlaces.Placed?]] = []
    for old in olds { there.append(try placed(in: old)) }
    let places = here.indices.map { mapping in
      here[mapping]?.path ?? there.lazy.compactMap { $0[mapping]?.path }.first
    }
    let rules = classifier(at: places)
    let moved = Set(
      here.indices.filter { mapping in
        there.contains { $0[mapping].map { $0.path != places[mapping] } ?? false }
      })
    var changes = try changes(fromAll: olds, to: new)
    if moved.isEmpty {
      if pairsRenames(changes) { changes = try upstream.pairingRenames(changes) }
      return rules.classify(changes)
    }
    let regions = moved.flatMap { mapping in
      (there + [here]).compactMap { $0[mapping]?.path }
    }
    // What is a moved mapping's alone is compared by itself.
    changes.removeAll { change in
      regions.contains { change.path.isInside($0) }
        && !rules.placements(of: change.path).contains { placement in
          placement.mapping.map { !moved.contains($0) } ?? false
        }
    }
    if pairsRenames(changes) { changes = try upstream.pairingRenames(changes) }
    var files = rules.classify(changes).filter { file in
      file.placement.mapping.map { !moved.contains($0) } ?? true
    }
    for mapping in moved {
      guard let place = places[mapping] else { continue }
      var own = try upstream.changes(
        fromAll: there.map { $0[mapping]?.item }, to: here[mapping]?.item, at: place)
      if pairsRenames(own) { own = try upstream.pairingRenames(own) }
      files += rules.classify(own).filter { $0.placement.mapping == mapping }
    }
    return files.sorted { ($0.group.order, $0.shownPath) < ($1.group.order, $1.shownPath) }
  }

  /// What of upstream outside of every mapping isn't told, of all that was asked for so far; nil where nothing is
  /// missing.
  package var unreadOutside: SafeText? {
    firstUnread.value.map { Self.isUntold($0.path, $0.reason) }
  }

  /// Says that something outside of every mapping isn't told.
  package static func isUntold(_ path: RepoPath, _ reason: SafeText) -> SafeText {
    "upstream's \(path.text), outside of every mapping, isn't listed: \(reason)"
  }

  private func changes(
    fromAll olds: [ObjectID?], to new: ObjectID?
  ) throws(GitError) -> [TreeChange] {
    let (changes, unread) = try upstream.changes(fromAll: olds, to: new, for: scope)
    firstUnread.note(unread)
    return changes
  }

  func parentTrees(of node: CommitNode) throws(GitError) -> [ObjectID?] {
    if let trees = node.parentTrees { return trees }
    if let graph = upstream.commitGraph, !node.parentPositions.isEmpty {
      return node.parentPositions.map(graph.tree)
    }
    return try parentTrees(of: node.id, node.parents)
  }

  private func parentTrees(
    of commit: ObjectID, _ parents: [ObjectID]
  ) throws(GitError) -> [ObjectID?] {
    if parents.isEmpty || boundary.contains(commit) { return [nil] }
    var trees: [ObjectID?] = []
    for parent in parents { trees.append(try upstream.node(parent).tree) }
    return trees
  }

  /// What each mapping has in a tree, and where.
  func placed(in tree: ObjectID?) throws(GitError) -> [MappingPlaces.Placed?] {
    guard let tree else { return Array(repeating: nil, count: known.paths.count) }
    return known.choose(try lookup.items(in: tree))
  }
}
