import Git
import Planning
import Text
import Upstream

/// What becomes of a landing that an earlier run left unfinished.
extension Lander {
  /// What became of a landing that an earlier run left unfinished.
  package enum Recovered: Hashable, Sendable {
    /// The sync had landed; work tree and index were brought to it. Paths a person changed stayed.
    case finished(title: SafeText, commit: ObjectID, leftAlone: [SkippedFile])
    /// The sync had not landed; nothing had been changed.
    case undone(title: SafeText)
    /// `edgesync carry` was writing files.
    case carried(CarryRecord.Settled)

    /// What became of it, for people.
    package var text: SafeText {
      switch self {
      case .finished(let title, let commit, let leftAlone):
        var text: SafeText =
          "an earlier run ended in the middle of “\(title)”: it had landed as \(commit.short), and is finished now"
        if !leftAlone.isEmpty {
          text += ". Left as they are: "
          text += leftAlone.map(\.text).joined(separator: "; ")
        }
        return text
      case .undone(let title):
        return
          "an earlier run ended in the middle of “\(title)”: it hadn't landed, and nothing was changed"
      case .carried(let settled):
        let beginning: SafeText = "an earlier run ended in the middle of `edgesync carry`: "
        if settled.written.isEmpty, settled.changed.isEmpty {
          return beginning + "nothing was changed"
        }
        func part(_ paths: [RepoPath], _ one: SafeText, _ many: SafeText) -> SafeText? {
          if paths.isEmpty { return nil }
          return paths.map(\.text).joined(separator: ", ") + (paths.count == 1 ? one : many)
        }
        let parts = [
          part(settled.written, " was written", " were written"),
          part(settled.unwritten, " wasn't written", " weren't written"),
          part(settled.changed, " was changed since", " were changed since"),
        ].compactMap(\.self).joined(separator: ", ")
        return beginning + parts
          + ". What stood there comes back with `\(Rescue.command(for: settled.kept))`"
      }
    }
  }

  /// Finishes or forgets a landing that an earlier run left, as the branch alone decides.
  ///
  /// - Parameters:
  ///   - place: The checkout.
  ///   - now: Seconds since 1970.
  ///   - failpoint: Called at each named point; what it throws ends the recovery there.
  /// - Returns: Nil where nothing was left, or another process is at work on it.
  package static func recover(
    in place: EdgeRepo.Place, now: Int, failpoint: @escaping (Failpoint) throws -> Void = { _ in }
  ) throws -> Recovered? {
    let repository = place.repository
    // Of ended processes alone, so that no lock is needed.
    repository.removeKeptLeftBehind()
    let locks = StaleGitLocks(repository, state: place.state)
    // A forced recovery keeps what it replaces in a submodule by refs of the submodule's own.
    let inner = SubmoduleStep.locks(in: place)
    guard
      try Intent.read(in: place.workTreeState) != nil || locks.areOwnThere
        || inner?.areOwnThere == true || PushRecord.isThere(in: place.state)
        || HookFolder.areLeftovers(in: place.workTreeState)
        || CarryRecord.isThere(in: place.workTreeState)
    else { return nil }
    let lock: SyncLock
    do {
      lock = try SyncLock(in: place.state, purpose: "finishing an earlier run", now: now)
    } catch is SyncLock.Held {
      return nil
    }
    return try recover(in: place, under: lock, failpoint: failpoint)
  }

  /// Finishes or forgets a landing that an earlier run left, by whoever holds the lock.
  static func recover(
    in place: EdgeRepo.Place, under lock: SyncLock,
    failpoint: @escaping (Failpoint) throws -> Void = { _ in }
  ) throws -> Recovered? {
    let repository = place.repository
    let locks = StaleGitLocks(repository, state: place.state)
    let inner = SubmoduleStep.locks(in: place)
    return try withExtendedLifetime(lock) {
      try locks.removeOwn()
      try inner?.removeOwn()
      try HookFolder.removeLeftovers(in: place.workTreeState)
      if let push = try PushRecord(in: place.state), try locks.remove(push) {
        try PushRecord.clear(in: place.state)
      }
      let carried = try CarryRecord.settle(in: repository, state: place.workTreeState)
      // Read again under the lock: its holder may just have finished.
      guard let intent = try Intent.read(in: place.workTreeState),
        let before = ObjectID(hex: intent.before), let after = ObjectID(hex: intent.after)
      else { return carried.map(Recovered.carried) }
      if let since = Intent.date(in: place.workTreeState) {
        try locks.remove(branch: intent.branch, since: since)
        try SubmoduleStep.removeStaleLocks(
          of: intent.planSteps, in: repository, state: place.state, since: since)
      }
      let tip = try repository.reference(intent.branch)
      let title = SafeText(intent.title)
      var landed = tip == after
      if !landed, let tip, tip != before, repository.contains(after) {
        landed = try repository.isAncestor(after, of: tip)
      }
      var update = try WorkTreeUpdate(
        intent, of: repository, holding: landed ? IndexLock(of: repository) : nil,
        failpoint: failpoint)
      let leftAlone = try update.run()
      try failpoint(.beforeClear)
      try Intent.clear(in: place.workTreeState)
      try repository.removeReference(keepReference)
      try failpoint(.afterClear)
      return landed
        ? .finished(title: title, commit: after, leftAlone: leftAlone) : .undone(title: title)
    }
  }
}
