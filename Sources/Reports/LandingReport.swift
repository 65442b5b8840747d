import Git
import Journal
import Landing
import Planning
import Rules
import Text
import Upstream

/// What is told once a sync landed or is offered: where it is, and what is left to do.
package enum LandingReport {
  /// What came of it, in two words.
  package static func title(of result: SyncResult) -> SafeText {
    switch result.ending {
    case .landed: Mark.good + " Landed"
    case .offered: Mark.good + " Offered"
    }
  }

  /// All of it.
  ///
  /// - Parameters:
  ///   - proposal: What landed.
  ///   - branch: The branch that is checked out.
  ///   - lock: The lock as it was before.
  ///   - push: The command that pushes what landed here alone; nil where nothing is to be pushed.
  package static func lines(
    _ result: SyncResult, of proposal: Proposal, on branch: SafeText, since lock: Lock,
    push: SafeText? = nil
  ) -> [Line] {
    let plan = proposal.plan
    let toDo =
      skipped(result.leftAlone) + rescued(proposal.rescue?.kept ?? [])
      + held(plan.lock.held, since: lock)
      + plan.lock.owed.map { review(of: $0.to) } + PendingReport.carryOver(plan)
    // What is offered has to be reviewed.
    let isDone = toDo.isEmpty && result.outcome == .landed && push == nil
    return toDo + place(result.ending, on: branch, plan.summary)
      + (push.map { [Line("Push it", .warning).adding(": `\($0)`")] } ?? [])
      + (isDone ? [Line("Nothing is left to do by hand.", .good)] : [])
  }

  /// That a change of the lock alone landed: `Held 222d271 (commit 70e1038 on main)`.
  ///
  /// - Parameter landed: Its commit, and where that was pushed to if it was; nil where the lock said so already.
  package static func text(
    of edit: LockEdit, _ landed: (commit: ObjectID, pushedTo: SafeText?)?, on branch: SafeText
  ) -> SafeText {
    guard let landed else { return "Nothing to do: \(Lock.fileName) says so already" }
    return "\(edit.outcome) (commit \(landed.commit.short) on \(branch))"
      + pushed(to: landed.pushedTo)
  }

  /// Where it is.
  private static func place(
    _ ending: SyncResult.Ending, on branch: SafeText, _ summary: SafeText
  ) -> [Line] {
    switch ending {
    case .landed(let landed, let place):
      return [
        Line("Landed", .good).adding(" as ").adding("\(landed.commit.short)", .id)
          .adding(" on " + branch + pushed(to: place) + ": " + summary)
      ]
    case .offered(let offer):
      let place = offer.remote.map { " at \($0)" as SafeText } ?? ""
      return [
        Line(offer.isUnchanged ? "Offered already" : "Offered", .good)
          .adding(" as ").adding("\(offer.commit.short)", .id)
          .adding(" on \(offer.branch)\(place): \(summary)")
      ] + (offer.url.map { [Line("Review it at \($0)")] } ?? [])
    }
  }

  private static func pushed(to place: SafeText?) -> SafeText {
    place.map { ", pushed to " + $0 } ?? ""
  }

  /// Files that were left as they are.
  package static func skipped(_ files: [SkippedFile]) -> [Line] {
    SkippedFile.lines(of: files).map { label, text in
      Line("\(Mark.attention) \(label)", .bad).adding(": " + text)
    }
  }

  /// What a forced recovery saved.
  private static func rescued(_ kept: [Rescue.Kept]) -> [Line] {
    kept.flatMap { kept in
      [
        Line("Saved", .warning).adding(" \(kept.what) as \(kept.reference); restore with"),
        Line("  " + Rescue.command(for: kept)),
      ]
    }
  }

  /// Holds that are new.
  private static func held(_ held: [Lock.Hold], since lock: Lock) -> [Line] {
    let known = Set(lock.held.map(\.id))
    return held.filter { !known.contains($0.id) }.map { hold in
      Line("Held", .warning).adding(
        ": \(hold.id.short) and its descendants; lift it with `edgesync unhold \(hold.id.short)`")
    }
  }

  private static func review(of commit: ObjectID) -> Line {
    Line("Review pending", .override).adding(
      ": listed below the pin in `edgesync`; then `edgesync acknowledge \(commit.short)`")
  }
}
