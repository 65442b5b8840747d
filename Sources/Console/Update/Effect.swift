import Git
import Journal
import Landing
import Planning
import Text

/// A piece of work that the model wants done; it answers with messages.
package enum Effect: Sendable {
  /// Open the edge repo, and look at it anew.
  case open
  /// Look whether the repo was changed from outside.
  case look
  /// List the commits since the pin.
  case listCommits(listing: Int)
  /// Tell where the edge repo stands.
  case loadPosition
  /// Tell a candidate's files, and count their lines.
  case loadFiles(FileList.Key)
  /// Tell a commit with its whole message.
  case loadCommit(ObjectID)
  /// Tell a file's lines.
  case loadDiff(TreeChange)
  /// Tell what was checked before of a candidate's tree, with moved mappings taken along or not.
  case loadKnownChecks(ObjectID, followsMoves: Bool)
  /// Run a candidate's checks: those of some names, or all that haven't run.
  case runChecks(ObjectID, only: Set<String>?, followsMoves: Bool)
  /// Search for the commit that broke the checks, up to a candidate.
  case bisect(to: ObjectID)
  /// Tell what is known of the commits' checks.
  case loadVerdicts
  /// Stop the checks that run, or the search.
  case stopChecks
  /// Keep the answer that checks may run code here.
  case allowChecks
  /// Make a plan, with moved mappings taken along or not.
  case loadPlan(ObjectID, followsMoves: Bool)
  /// Propose, check and land what a plan says, if it is still the plan and gives the tree whose checks
  /// were shown.
  case land(Plan, tree: ObjectID, overriding: SyncSession.Overriding?)
  /// Make the plan of an emergency or a recovery.
  case loadUrgent(UrgentSync)
  /// Check and land an emergency or a recovery, if it comes to what was shown.
  case landUrgent(UrgentSync, UrgentPlan, reason: String)
  /// Look for a later commit that takes a commit back.
  case loadRevert(of: ObjectID)
  /// Keep a decision of a person's in the lock.
  case changeLock(LockChange)
  /// Fetch upstream.
  case fetch
  /// Stop the fetch.
  case stopFetch
  /// Tell the sync events.
  case loadEvents
  /// Tell what an event brought.
  case loadEvent(SyncEvent)
  /// Tell the status.
  case loadStatus
  /// Mark something as reviewed, or not.
  case setReviewed(String, Bool)
  /// Hand text to the clipboard.
  case copy(String)
  /// Open a file of the edge repo in an editor, at a line.
  case edit(RepoPath, line: Int?)
  /// Take another theme, and keep it for the next time.
  case setTheme(String, isKept: Bool)
  /// Draw everything anew.
  case redraw
  /// Stop until the shell goes on.
  case suspend
}
