import Git
import Landing
import Planning
import Reports
import Rules
import Text
import Upstream

/// Decisions of a person's, which land as a commit of the lock alone.
extension Runtime {
  /// Looks for a commit that takes another one back.
  func loadRevert(of commit: ObjectID) {
    let queue = queue
    submit(to: general) { context, _ in
      let (edge, upstream) = (try context.edge, try context.upstream)
      let tip = try edge.upstream.tip(in: upstream)
      let revert = try Reverts(after: commit, upTo: tip, in: upstream).revert(
        of: commit, in: upstream)
      if let revert { queue.post(.lock(.reverted(commit, by: revert))) }
    } orElse: { reason in
      .notice(Notice(.warning, "can't tell whether a later commit reverts it: " + reason))
    }
  }

  func changeLock(_ change: LockChange) {
    let (queue, clock, folder, prompting) = (queue, clock, folder, prompting)
    landing = start {
      do {
        let session = try Self.session(at: folder, queue, prompting, clock)
        let edit = try change.edit(in: session)
        let landed = try await session.edit(edit)
        let text = LandingReport.text(
          of: edit, landed.map { ($0.commit, $1) }, on: try session.edge.repository.head().name)
        queue.post(.lock(.changed(text)))
      } catch {
        queue.post(.lock(.failed(Self.words(error))))
      }
    }
  }
}

extension LockChange {
  /// The change of the lock that a decision comes to.
  fileprivate func edit(in session: SyncSession) throws -> LockEdit {
    let lock = session.edge.lock
    switch self {
    case .hold(let commit, let reason, let fix):
      return try LockEdit.hold(
        session.upstream.commit(commit), reason: reason, fixedBy: fix, in: lock, by: session.who)
    case .unhold(let commit): return try LockEdit.unhold(commit.hex, in: lock)
    case .acknowledge(let paths, let reviews):
      let edge = session.edge
      _ = try edge.history(
        in: session.upstream, to: [edge.upstream.tip(in: session.upstream)])
      let owed = try Overrides(
        of: lock, edge.classifier, at: session.upstream.commitTree(lock.pin.id),
        in: session.upstream, places: edge.places
      ).owed
      return LockEdit.acknowledge(
        owed.filter { paths.contains($0.path) }, lock.owed.filter { reviews.contains($0.to) },
        in: lock)
    }
  }
}
