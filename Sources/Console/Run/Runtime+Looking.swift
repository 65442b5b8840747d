import Foundation
import Git
import Journal
import Landing
import Planning
import Rules
import Text
import Upstream

/// Looking: nothing here changes anything or runs a program.
extension Runtime {
  /// Commits in the first batch: a screenful, so that something is seen at once.
  private static let firstBatch = 60
  /// Time until the first batch, if it isn't full before.
  private static let firstBatchTime = Duration.milliseconds(15)
  /// Time between later batches.
  private static let batchTime = Duration.milliseconds(80)
  /// Commits of a batch whose texts are read on all processors; with fewer the others cost more than they give.
  private static let leastShared = 256
  /// Commits whose files are counted between two messages.
  private static let commitsCountedAtOnce = 256
  /// Files whose lines are counted between two messages.
  private static let countedAtOnce = 50
  /// From one word of counted lines to the next.
  private static let countsPause = Duration.milliseconds(40)
  /// How long the files may wait for the first of them.
  private static let filesPause = Duration.milliseconds(12)
  /// How long the renames may take before the files are shown without them, in the place of other files.
  private static let renamesPause = Duration.milliseconds(80)

  func open() {
    turn()
    let (queue, clock, folder, watch) = (queue, clock, folder, watch)
    let consents = consents
    submit(to: general) { context, _ in
      let place = try EdgeRepo.Place(at: folder)
      if let recovered = try Lander.recover(in: place, now: clock()) {
        queue.post(.notice(Notice(.warning, recovered.text)))
      }
      let edge = try context.edge
      // Before the stamp is taken, so that nothing comes between.
      watch?.follow(edge, try? context.upstream)
      context.seen = try? RepoStamp(edge)
      let reviewed = try context.database.reviewed()
      queue.post(.notes(.known(try context.database.notes())))
      do {
        _ = try edge.upstream.tip(in: context.upstream)
      } catch UpstreamError.neverFetched {
        queue.post(.repo(.unfetched(try RepoSummary(of: edge, consents))))
        return
      }
      let pin = edge.lock.pin.id
      guard try context.upstream.contains(pin) else {
        throw try edge.upstream.pinMissing(pin, from: context.upstream)
      }
      queue.post(.repo(.opened(try RepoSummary(of: edge, consents), reviewed: reviewed)))
      // Without them, nothing is compared with what was before.
      if let trends = try? Self.trends(of: edge.manifest, in: context.database) {
        queue.post(trends)
      }
    } orElse: {
      .repo(.openFailed($0))
    }
  }

  func look() {
    let (queue, watch) = (queue, watch)
    submit(to: general) { context, _ in
      if let edge = try? context.edge { watch?.follow(edge, try? context.upstream) }
      guard let seen = context.seen, let now = try? RepoStamp(context.edge), now != seen else {
        return
      }
      context.seen = now
      queue.post(.repo(.changedOutside))
    } orElse: {
      .notice(Notice(.warning, $0))
    }
  }

  func listCommits(_ number: Int) {
    let (queue, listingGate) = (queue, listingGate)
    listingGate.begin(number)
    submit(to: listing) { context, isWanted in
      defer { listingGate.end(number) }
      let upstream = try context.upstream
      let history = try context.history
      let tip = try context.edge.upstream.tip(in: upstream)
      let pin = try context.edge.lock.pin.id
      var held = HeldCommits(try context.edge.lock, in: upstream)
      var tipNode: CommitNode?
      let candidates = history.candidates(from: tip, notFrom: pin) {
        if $0.id == tip { tipNode = $0 }
        held.add($0.id, parents: $0.parents)
      }
      if let fault = upstream.commitGraphFault, context.isNew(fault) {
        queue.post(.notice(Notice(.warning, fault)))
      }
      var waiting: [CommitNode] = []
      var found: [CommitNode] = []
      // Where it is no candidate.
      var ownTip: ObjectID?
      var counted = 0
      let clock = ContinuousClock()
      var sent = clock.now
      func post() throws {
        let nodes = waiting
        let rows = try upstream.inParallel(nodes.count, leastShared: Self.leastShared) {
          [ownTip] upstream, place throws(GitError) in
          CommitList.Row(
            try upstream.commit(of: nodes[place]), isTipOnly: nodes[place].id == ownTip)
        }
        queue.post(.commits(.found(rows, listing: number)))
        found += waiting
        waiting.removeAll(keepingCapacity: true)
        sent = clock.now
      }
      /// Puts upstream's tip before the first commit where it isn't one itself, and taking that isn't taking all.
      func beginWithTip(before first: CommitNode?) throws {
        guard tip != pin, first?.id != tip else { return }
        // Where nothing is past the pin, as after a reset, the walk didn't come to it.
        let tipNode = try tipNode ?? upstream.node(tip)
        guard
          try history.concernsEdge(tipNode.tree, beside: [first?.tree ?? upstream.commit(pin).tree])
        else { return }
        ownTip = tip
        waiting.append(tipNode)
      }
      func count(_ most: Int = Self.commitsCountedAtOnce) throws {
        let places = counted..<min(counted + most, found.count)
        let counts = try history.describe(Array(found[places]), keepsFiles: false).map(\.counts)
        queue.post(.commits(.counted(counts, from: counted, listing: number)))
        counted = places.upperBound
      }
      while let batch = try candidates.next() {
        guard isWanted() else { return }
        if found.isEmpty, waiting.isEmpty, let first = batch.first {
          try beginWithTip(before: first)
        }
        waiting += batch
        let isDue =
          clock.now - sent > (found.isEmpty ? Self.firstBatchTime : Self.batchTime)
          || (found.isEmpty && waiting.count >= Self.firstBatch)
        guard isDue, !waiting.isEmpty else { continue }
        try post()
        // What is seen first is soon seen whole.
        if counted == 0 { try count(Self.firstBatch) }
      }
      if found.isEmpty, waiting.isEmpty { try beginWithTip(before: nil) }
      try post()
      queue.post(.commits(.held(try held.all(), listing: number)))
      queue.post(.commits(.complete(listing: number)))
      let missing = try context.edge.missingSources(at: tip, in: upstream, history)
      if !missing.isEmpty {
        queue.post(
          .notice(Notice(.warning, SourceError.moved(missing, candidate: tip).message)))
      }
      listingGate.end(number)
      do throws(GitError) {
        let listed = Set(found.map(\.id)).union([pin])
        let tags = try CommitTags.all(of: listed, in: upstream)
        queue.post(.commits(.tagged(tags, listing: number)))
      } catch {
        // Nothing but names is missing.
        guard isWanted() else { return }
        let fault = "upstream's tags aren't shown: " + error.message
        if context.isNew(fault) { queue.post(.notice(Notice(.warning, fault))) }
      }
      while counted < found.count, isWanted() { try count() }
      guard isWanted() else { return }
      try context.edge.upstream.keepGraph(from: pin, to: tip, in: upstream)
    } orElse: {
      .failed(title: "The commits can't be listed", $0)
    }
  }

  func loadPosition() {
    let (queue, diffCache, generation) = (queue, diffCache, generation)
    submit(to: general) { context, _ in
      let position = try RepoPosition(of: context.edge, in: context.upstream) { pin, tip in
        try diffCache.files(in: .init(generation: generation, from: pin, to: tip)) {
          try context.history.files(from: pin, to: tip)
        }
      }
      queue.post(.repo(.position(position)))
    } orElse: {
      .repo(.positionFailed($0))
    }
  }

  func loadFiles(_ key: FileList.Key) {
    let (queue, diffCache, generation, listingGate) = (queue, diffCache, generation, listingGate)
    submit(to: files) { context, isWanted in
      let (edge, upstream, history) = (try context.edge, try context.upstream, try context.history)
      let generated = try context.generated
      let isFirst = !generated.wasAsked
      var early: DelayedMessage?
      defer { early?.cancel() }
      var changes: [FileChange]
      switch key.scope {
      case .sincePin:
        let base = key.base ?? edge.lock.pin.id
        if base == key.candidate {
          changes = try Self.pending(edge, upstream)
          break
        }
        changes = try diffCache.find(
          in: .init(generation: generation, from: base, to: key.candidate)
        ) {
          try history.files(from: base, to: key.candidate) { changes in
            guard isWanted() else { return }
            // The first time that reads all files of attributes: it is told with the renames then.
            let named = isFirst ? nil : try? generated.named(changes, at: key.candidate)
            // Nothing is shown yet the first time; later on it would only flicker where the renames come soon.
            early = DelayedMessage(
              .files(.withoutRenames(key, named ?? changes)), to: queue,
              after: isFirst ? .zero : Self.renamesPause)
            listingGate.wait(while: isWanted)
          }
        }
      case .commitAlone: changes = try history.files(of: upstream.commit(key.candidate))
      }
      changes = try generated.named(changes, at: key.candidate)
      guard isWanted() else { return }
      if let unread = history.unreadOutside, context.isNew(unread) {
        queue.post(.notice(Notice(.warning, unread)))
      }
      early?.cancel()
      let all = Message.files(.found(key, changes))
      if isFirst { queue.post(all) }
      var found = isFirst ? nil : all
      // Whatever goes wrong with the lines, the files are known.
      defer { if let found, isWanted() { queue.post(found) } }
      try Self.count(changes, generated) { lines, marked in
        queue.post([found, .files(.counted(key, lines, generated: marked))].compactMap(\.self))
        found = nil
      }
    } orElse: {
      .files(.failed(key, $0))
    }
    // The files of the candidate before may be waiting.
    listingGate.askAgain()
  }

  /// Counts the lines of files, and tells of them now and then: sums that run are hard to read.
  ///
  /// - Parameter tell: Takes lines, and files that say that they are generated, by their places. The first time is
  ///   soon, as the files wait for it; mostly it has all.
  private static func count(
    _ changes: [FileChange], _ generated: GeneratedFiles,
    _ tell: (_ lines: [Int: LineCounts], _ marked: Set<Int>) -> Void
  ) throws {
    var lines: [Int: LineCounts] = [:]
    var marked: Set<Int> = []
    var pause = filesPause
    var told = ContinuousClock.now
    for start in stride(from: 0, to: changes.count, by: countedAtOnce) {
      let places = start..<min(start + countedAtOnce, changes.count)
      // A file that can't be compared has no counts; opening it says why.
      for (place, counted) in zip(places, try generated.counted(Array(changes[places]))) {
        lines[place] = counted.lines
        if counted.isMarked { marked.insert(place) }
      }
      guard places.upperBound == changes.count || .now - told >= pause else { continue }
      tell(lines, marked)
      (lines, marked, pause, told) = ([:], [], countsPause, .now)
    }
  }

  /// What is pending at the pin: what upstream changed in overrides since a person last saw them.
  private static func pending(_ edge: EdgeRepo, _ upstream: Repository) throws -> [FileChange] {
    let pin = edge.lock.pin.id
    let tree = try upstream.commitTree(pin)
    return try CarryOver.overrides(of: edge, at: pin, in: upstream).pendingChanges(
      edge.places.classifier(in: tree, upstream), at: tree, in: upstream)
  }

  func loadCommit(_ id: ObjectID) {
    let queue = queue
    submit(to: general) { context, _ in
      let pages = UpstreamPages(try context.edge.upstream.address)
      queue.post(.text(.commit(CommitText(try context.upstream.commit(id), pages: pages))))
    } orElse: {
      .failed(title: "The commit can't be read", $0)
    }
  }

  func loadEvents() {
    let queue = queue
    submit(to: general) { context, _ in
      let edge = try context.edge
      queue.post(.text(.events(try EventLog(edge).events(with: context.database).events)))
    } orElse: {
      .failed(title: "The changelog can't be read", $0)
    }
  }

  func loadEvent(_ event: SyncEvent) {
    let queue = queue
    submit(to: general) { context, _ in
      let (upstream, history) = (try context.upstream, try context.history)
      var commits: [Commit] = []
      var changes: [FileChange] = []
      var notes: [Note] = []
      if let from = event.from, let to = event.to, upstream.contains(from), upstream.contains(to) {
        let candidates = history.candidates(from: to, notFrom: from)
        while let batch = try candidates.next() {
          commits += try batch.map { try upstream.commit(of: $0) }
        }
        changes = try history.files(from: from, to: to)
        notes = try context.database.notes().landed(from: from, to: to, in: upstream)
      }
      // Syncs before it belong to it, for what moved did so against the one before.
      let edge = try context.edge
      let events = try EventLog(edge).events(with: context.database).events
      let measured = try BenchmarkHistory(of: edge, events, in: context.database)
      queue.post(
        .text(
          .event(
            TextScreen.Detail(
              event: event.id, commits: commits, files: changes, notes: notes,
              measured: event.commit.map { measured.points(at: $0) } ?? []))
        ))
    } orElse: {
      .failed(title: "What the sync brought can't be read", $0)
    }
  }

  func loadStatus() {
    let queue = queue
    submit(to: general) { context, _ in
      let edge = try EdgeRepo(at: context.folder)
      let status = try RepoStatus(
        of: edge, in: edge.upstream.open(), database: context.database)
      queue.post(.text(.status(status)))
    } orElse: {
      .failed(title: "The status can't be read", $0)
    }
  }

  func allowChecks() {
    let consents = consents
    submit(to: general) { context, _ in
      let edge = try context.edge
      try consents.give(for: edge)
    } orElse: {
      .failed(title: "The answer can't be saved; you will be asked again", $0)
    }
  }

  func setReviewed(_ change: String, _ isReviewed: Bool) {
    let clock = clock
    submit(to: general) { context, _ in
      try context.database.setReviewed(change, isReviewed, date: clock())
    } orElse: {
      .failed(title: "The mark can't be saved", $0)
    }
  }
}
