import Foundation
import Git
import Sync
import Text

/// Looking: nothing here changes anything or runs a program.
extension Runtime {
  /// Commits in the first batch: a screenful, so that something is seen at once.
  private static let firstBatch = 60
  /// Time until the first batch, if it isn't full before.
  private static let firstBatchTime = Duration.milliseconds(15)
  /// Time between later batches.
  private static let batchTime = Duration.milliseconds(80)
  /// Files whose lines are counted between two messages.
  private static let countedAtOnce = 50

  func open() {
    turn()
    let (mailbox, clock, folder, watch) = (mailbox, clock, folder, watch)
    submit(to: desk) { desk, _ in
      let place = try EdgeRepo.Place(at: folder)
      if let recovered = try Lander.recover(in: place, now: clock()) {
        mailbox.post(.notice(Notice(.warning, recovered.text)))
      }
      let edge = try desk.edge
      // Before the stamp is taken, so that nothing comes between.
      watch?.follow(edge, try? desk.upstream)
      desk.seen = try? RepoStamp(edge)
      let reviewed = try desk.database.reviewed()
      do {
        _ = try edge.upstream.tip(in: desk.upstream)
      } catch UpstreamError.neverFetched {
        mailbox.post(.unfetched(try RepoSummary(of: edge)))
        return
      }
      let pin = edge.lock.pin.id
      guard try desk.upstream.contains(pin) else {
        throw try edge.upstream.pinMissing(pin, from: desk.upstream)
      }
      mailbox.post(.opened(try RepoSummary(of: edge), reviewed: reviewed))
    } orElse: {
      .openFailed($0)
    }
  }

  func look() {
    let (mailbox, watch) = (mailbox, watch)
    submit(to: desk) { desk, _ in
      if let edge = try? desk.edge { watch?.follow(edge, try? desk.upstream) }
      guard let seen = desk.seen, let now = try? RepoStamp(desk.edge), now != seen else { return }
      desk.seen = now
      mailbox.post(.changedOutside)
    } orElse: {
      .notice(Notice(.warning, $0))
    }
  }

  func listCommits(_ number: Int) {
    let mailbox = mailbox
    submit(to: listing) { desk, isWanted in
      let upstream = try desk.upstream
      let history = try desk.history
      let tip = try desk.edge.upstream.tip(in: upstream)
      let range = try CommitStream(
        upstream, from: tip, notFrom: [try desk.edge.lock.pin.id])
      if let fault = upstream.commitGraphFault, fault != desk.toldFault {
        desk.toldFault = fault
        mailbox.post(.notice(Notice(.warning, fault)))
      }
      var held = HeldCommits(try desk.edge.lock, in: upstream)
      var batch: [CommitList.Row] = []
      var isFirst = true
      let clock = ContinuousClock()
      var sent = clock.now
      while let node = try range.next() {
        guard isWanted() else { return }
        held.add(node.id, parents: node.parents)
        if let described = try history.describe(node, all: false) {
          batch.append(CommitList.Row(described))
        }
        let isDue = clock.now - sent > (isFirst ? Self.firstBatchTime : Self.batchTime)
        if !batch.isEmpty, isDue || (isFirst && batch.count >= Self.firstBatch) {
          mailbox.post(.commits(batch, listing: number))
          batch.removeAll(keepingCapacity: true)
          isFirst = false
          sent = clock.now
        }
      }
      mailbox.post(.commits(batch, listing: number))
      mailbox.post(.holds(try held.all(), listing: number))
      mailbox.post(.commitsComplete(listing: number))
    } orElse: {
      .failed(title: "The commits can't be listed", $0)
    }
  }

  func loadPosition() {
    let mailbox = mailbox
    submit(to: desk) { desk, _ in
      mailbox.post(
        .position(try RepoPosition(of: desk.edge, in: desk.upstream, desk.history)))
    } orElse: {
      .positionFailed($0)
    }
  }

  func loadFiles(_ key: FileList.Key) {
    let mailbox = mailbox
    submit(to: files) { desk, isWanted in
      let (edge, upstream, history) = (try desk.edge, try desk.upstream, try desk.history)
      let changes =
        switch key.scope {
        case .sincePin:
          try history.files(from: key.base ?? edge.lock.pin.id, to: key.candidate)
        case .commitAlone: try history.files(of: upstream.commit(key.candidate))
        }
      guard isWanted() else { return }
      mailbox.post(.files(key, changes))
      for start in stride(from: 0, to: changes.count, by: Self.countedAtOnce) {
        let places = start..<min(start + Self.countedAtOnce, changes.count)
        // A file that can't be compared has no counts; opening it says why.
        let counts = try upstream.lineCounts(of: changes[places].map(\.change))
        mailbox.post(
          .counts(
            key, Dictionary(uniqueKeysWithValues: zip(places, counts)).compactMapValues(\.self)))
      }
    } orElse: {
      .filesFailed(key, $0)
    }
  }

  func loadCommit(_ id: ObjectID) {
    let mailbox = mailbox
    submit(to: desk) { desk, _ in
      mailbox.post(.commit(CommitText(try desk.upstream.commit(id))))
    } orElse: {
      .failed(title: "The commit can't be read", $0)
    }
  }

  func loadDiff(_ change: TreeChange) {
    let mailbox = mailbox
    submit(to: lines) { desk, isWanted in
      let patch = try desk.upstream.patch(of: change)
      if isWanted() { mailbox.post(.diff(change, patch)) }
    } orElse: {
      .diffFailed(change, $0)
    }
  }

  func loadPlan(_ candidate: ObjectID) {
    let (mailbox, now) = (mailbox, clock)
    submit(to: desk) { desk, _ in
      // What stands in the way may have changed since the repo was opened.
      let edge = try EdgeRepo(at: desk.folder)
      let upstream = try edge.upstream.open()
      let plan = try Planner(edge, upstream).plan(to: candidate)
      let who = try Identity.user(of: edge.repository, now: now())
      let tree = try Proposer(edge, upstream, by: who).checkedTree(of: plan)
      mailbox.post(.plan(candidate, plan, tree: tree))
    } orElse: {
      .planRefused(candidate, $0)
    }
  }

  func loadEvents() {
    let mailbox = mailbox
    submit(to: desk) { desk, _ in
      let edge = try desk.edge
      mailbox.post(.events(try EventLog(edge).events(with: desk.database)))
    } orElse: {
      .failed(title: "The changelog can't be read", $0)
    }
  }

  func loadEvent(_ event: SyncEvent) {
    let mailbox = mailbox
    submit(to: desk) { desk, _ in
      let (upstream, history) = (try desk.upstream, try desk.history)
      var commits: [Commit] = []
      var changes: [FileChange] = []
      if let from = event.from, let to = event.to, upstream.contains(from), upstream.contains(to) {
        let range = try CommitStream(upstream, from: to, notFrom: [from])
        while let node = try range.next() {
          if try history.concernsEdge(node) { commits.append(try upstream.commit(of: node)) }
        }
        changes = try history.files(from: from, to: to)
      }
      mailbox.post(
        .eventDetail(TextScreen.Detail(event: event.id, commits: commits, files: changes)))
    } orElse: {
      .failed(title: "What the sync brought can't be read", $0)
    }
  }

  func loadStatus() {
    let mailbox = mailbox
    submit(to: desk) { desk, _ in
      let edge = try EdgeRepo(at: desk.folder)
      let status = try RepoStatus(
        of: edge, in: edge.upstream.open(), database: desk.database)
      mailbox.post(.status(status))
    } orElse: {
      .failed(title: "The status can't be told", $0)
    }
  }

  func allowChecks() {
    submit(to: desk) { desk, _ in
      try desk.edge.repository.setSetting(RepoSummary.runsChecksSetting, to: "true")
    } orElse: {
      .failed(title: "The answer can't be kept; it will be asked again", $0)
    }
  }

  func setReviewed(_ change: String, _ isReviewed: Bool) {
    let clock = clock
    submit(to: desk) { desk, _ in
      try desk.database.setReviewed(change, isReviewed, date: clock())
    } orElse: {
      .failed(title: "The mark can't be kept", $0)
    }
  }
}
