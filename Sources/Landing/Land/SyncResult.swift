import Git
import Journal
import Text

/// What came of a sync whose checks were done.
package struct SyncResult: Sendable {
  /// How it ended.
  package enum Ending: Sendable {
    /// It is on the current branch; pushed to where, if it was.
    case landed(Lander.Landed, pushedTo: SafeText?)
    /// It is on a branch of its own.
    case offered(Offer)
  }

  /// How it ended.
  package let ending: Ending
  /// The checks as recorded: overridden ones say so.
  package let checks: [CheckResult]

  /// The commit that holds it.
  package var commit: ObjectID {
    switch ending {
    case .landed(let landed, _): landed.commit
    case .offered(let offer): offer.commit
    }
  }

  /// What the event log calls it.
  package var outcome: SyncEvent.Outcome {
    switch ending {
    case .landed: .landed
    case .offered: .offered
    }
  }

  /// Files that were left as they are.
  package var leftAlone: [SkippedFile] {
    guard case .landed(let landed, _) = ending else { return [] }
    return landed.leftAlone
  }
}
