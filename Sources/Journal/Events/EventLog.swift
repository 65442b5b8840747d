import Git
import Rules
import Text
import Upstream

/// The sync events of an edge repo: those that landed, read from its history, and those that didn't,
/// from this clone's database.
package struct EventLog {
  private let edge: EdgeRepo
  private let repository: Repository
  private let manifest: Manifest

  /// The events of an edge repo.
  package init(_ edge: EdgeRepo) {
    self.edge = edge
    repository = edge.repository
    manifest = edge.manifest
  }

  /// All events, newest first, and where a shallow clone's history ends before the beginning of those that landed.
  ///
  /// - Parameters:
  ///   - state: This clone's database; nil to read the history alone.
  ///   - limit: Landed events at the most.
  package func events(
    with state: StateDatabase?, limit: Int = .max
  ) throws -> (events: [SyncEvent], cutOff: CutOff?) {
    let landed = try history(limit: limit)
    let local = try state?.events() ?? []
    return (Self.merge(landed.events, local), landed.cutOff)
  }

  /// Events that landed in the order of their history, whatever their clocks say, and others where their dates have
  /// them.
  private static func merge(_ landed: [SyncEvent], _ local: [SyncEvent]) -> [SyncEvent] {
    var newest = Int.min
    // None counts for older than what it stands on.
    let dates = landed.reversed().map { event in
      newest = max(newest, event.date)
      return newest
    }
    var others = local.sorted { $0.date > $1.date }[...]
    var events: [SyncEvent] = []
    for (event, date) in zip(landed, dates.reversed()) {
      let newer = others.prefix { $0.date >= date }
      events += newer
      others = others.dropFirst(newer.count)
      events.append(event)
    }
    return events + others
  }

  /// The syncs that landed on the present branch, newest first.
  package func landed(limit: Int = .max) throws -> [SyncEvent] {
    try history(limit: limit).events
  }

  /// The syncs that landed on the present branch, newest first, and where a shallow clone's history ends before
  /// their beginning.
  ///
  /// A commit is one if it changes the lock's pin or trees against every parent: that holds for
  /// squashes and rebases too, and where there are trailers they tell the rest. At a shallow clone's end it is
  /// one if its trailers are about the pin of its lock.
  ///
  /// - Parameter limit: Events at the most; what is past them isn't looked at.
  package func history(limit: Int = .max) throws -> (events: [SyncEvent], cutOff: CutOff?) {
    guard let head = try repository.head().commit else { return ([], nil) }
    let boundary = try repository.shallowBoundary()
    var cutOff: CutOff?
    var events: [SyncEvent] = []
    var undoing = UndoneSyncs()
    var commits = try LockedCommits(repository, from: head)
    lazy var upstream = try? edge.upstream.open()
    var known: [ObjectID: Lock?] = [:]
    // What undid a sync is told from the one that it undid, which lies further back.
    while events.count < limit || undoing.isSearching(in: events.prefix(limit)),
      let (node, item) = try commits.next()
    {
      guard let lock = lock(item.id, &known) else { continue }
      if boundary.contains(node.id) {
        let commit = try repository.commit(node.id)
        cutOff = cutOff ?? CutOff(commit: commit.id, date: commit.committer.time)
        if let event = try lastKnown(commit, lock) { events.append(event) }
        continue
      }
      var parents: [Lock] = []
      var isSame = false
      for parent in node.parents {
        guard let tree = try? repository.node(parent).tree else { continue }
        guard let parentItem = try LockedCommits.lock(in: tree, of: repository) else { continue }
        if parentItem.id == item.id {
          isSame = true
          break
        }
        if let other = self.lock(parentItem.id, &known) { parents.append(other) }
      }
      if isSame, let event = try recoveryInPlace(repository.commit(node.id), lock) {
        events.append(event)
      }
      guard !isSame, let before = parents.first,
        parents.allSatisfy({ $0.pin.id != lock.pin.id || $0.mappings != lock.mappings })
      else { continue }
      let (event, isTold) = try event(repository.commit(node.id), lock, before)
      undoing.take(
        event, into: &events, goesBack: !isTold && goesBack(to: lock, from: before, in: upstream))
    }
    return (Array(events.prefix(limit)), cutOff)
  }

  /// Whether a lock's pin lies behind another's: by upstream's history, and where that doesn't tell, by their dates.
  ///
  /// - Parameter upstream: nil where there is none to read.
  private func goesBack(to lock: Lock, from before: Lock, in upstream: Repository?) -> Bool {
    let (pin, left) = (lock.pin.id, before.pin.id)
    if let upstream, upstream.contains(pin), upstream.contains(left) {
      if (try? upstream.isAncestor(pin, of: left)) == true { return pin != left }
      if (try? upstream.isAncestor(left, of: pin)) == true { return false }
    }
    return lock.pin.date <= before.pin.date
  }

  /// The event of a commit whose parents a shallow clone doesn't have, as its own trailers tell; nil where they
  /// tell of none.
  private func lastKnown(_ commit: Commit, _ lock: Lock) throws -> SyncEvent? {
    guard let trailers = Trailers(parsing: commit.message), trailers.to == lock.pin.id else {
      return nil
    }
    var event = try event(commit, lock, lock).event
    event.from = trailers.from
    event.files = nil
    return event
  }

  /// The event of a recovery that put drifted files right and moved no pin, as its trailers tell; nil for
  /// any other commit.
  private func recoveryInPlace(_ commit: Commit, _ lock: Lock) throws -> SyncEvent? {
    guard commit.parents.count == 1, let trailers = Trailers(parsing: commit.message),
      trailers.kind == .recovery, trailers.from == trailers.to, trailers.to == lock.pin.id
    else { return nil }
    return try event(commit, lock, lock).event
  }

  /// The event of a commit, and whether its own trailers tell of it.
  private func event(
    _ commit: Commit, _ lock: Lock, _ before: Lock
  ) throws -> (event: SyncEvent, isTold: Bool) {
    let trailers = Trailers(parsing: commit.message)
    // The lock's own history is the last word; trailers of another sync don't count.
    let own = trailers.flatMap { $0.to == lock.pin.id ? $0 : nil }
    var files = 0
    if let parent = commit.parents.first, let tree = try? repository.commitTree(parent) {
      let ownFiles = Set(manifest.ownFiles)
      files = try repository.changesWithRenames(from: tree, to: commit.tree)
        .count { !ownFiles.contains($0.path) }
    }
    let event = SyncEvent(
      id: commit.id.hex, kind: own?.kind ?? .weekly, outcome: .landed,
      date: commit.committer.time, by: own?.reviewer ?? commit.author.mailbox,
      from: before.pin.id, to: lock.pin.id, commit: commit.id, files: files,
      overrides: own?.overrides ?? [], checks: own?.checks ?? [], reason: own?.reason)
    return (event, own != nil)
  }

  private func lock(_ blob: ObjectID, _ known: inout [ObjectID: Lock?]) -> Lock? {
    if let lock = known[blob] { return lock }
    let lock = (try? OwnFile.lock.read(blob, in: repository)).flatMap { try? Lock(parsing: $0) }
    known[blob] = .some(lock)
    return lock
  }
}

extension SyncEvent {
  /// The event with the number of upstream commits that it brought, and of the files that it changed where the
  /// edge repo's history doesn't tell, where upstream still has both ends.
  package func countingCommits(_ upstream: Repository, _ history: History) -> SyncEvent {
    guard commits == nil || files == nil, let from, let to, upstream.contains(from),
      upstream.contains(to), (try? history.settle(from, to)) != nil
    else { return self }
    var event = self
    event.commits = commits ?? (try? history.candidates(from: to, notFrom: from).count())
    event.files =
      files ?? (try? history.files(from: from, to: to).count { $0.group == .synced })
    return event
  }
}
