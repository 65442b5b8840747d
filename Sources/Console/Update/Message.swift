import Checks
import Git
import Journal
import Planning
import Rules
import Terminal
import Text

/// What happened: input, or a piece of work that came along.
package enum Message: Sendable {
  /// Something came from the terminal.
  case input(InputEvent)
  /// Time went on: seconds since 1970.
  case tick(Int)
  /// Something of the edge repo or of upstream may have changed.
  case touched
  /// The edge repo is open; and what was marked as reviewed.
  case opened(RepoSummary, reviewed: Set<String>)
  /// The edge repo is open, and upstream has never been fetched.
  case unfetched(RepoSummary)
  /// The edge repo can't be opened.
  case openFailed(SafeText)
  /// More commits were found, for the listing of a number.
  case commits([CommitList.Row], listing: Int)
  /// The files of some of them were counted, from a place in the list on.
  case commitCounts([GroupCounts], from: Int, listing: Int)
  /// All commits were found.
  case commitsComplete(listing: Int)
  /// Where the edge repo stands is known.
  case position(RepoPosition)
  /// Where the edge repo stands can't be told.
  case positionFailed(SafeText)
  /// A candidate's files are known, and which of them are renames isn't yet.
  case filesWithoutRenames(FileList.Key, [FileChange])
  /// A candidate's files are known.
  case files(FileList.Key, [FileChange])
  /// A candidate's files can't be told.
  case filesFailed(FileList.Key, SafeText)
  /// More files' lines were counted.
  case counts(FileList.Key, [Int: LineCounts])
  /// A commit with its whole message.
  case commit(CommitText)
  /// A file's lines are known.
  case diff(TreeChange, FilePatch)
  /// A file's lines can't be shown.
  case diffFailed(TreeChange, SafeText)
  /// The edge repo or upstream isn't as it was when it was opened.
  case changedOutside
  /// What was checked before of a candidate's tree.
  case knownChecks(ObjectID, tree: ObjectID, [CheckResult])
  /// A candidate's checks run on a tree.
  case checking(ObjectID, tree: ObjectID)
  /// Checks came along.
  case check(ObjectID, CheckProgress)
  /// A run of checks ended; with a reason where it couldn't run.
  case checksEnded(ObjectID, failure: SafeText?)
  /// What is known of commits' checks.
  case verdicts([ObjectID: CommitVerdict])
  /// A search for the commit that broke the checks came along.
  case bisecting(Bisect)
  /// It is done: the newest candidate that passes, and what to tell.
  case bisected(newestPassing: ObjectID?, title: SafeText, [Line])
  /// It was stopped.
  case bisectStopped
  /// It can't go on: why.
  case bisectFailed(SafeText)
  /// A plan is made; its checks are about a tree.
  case plan(ObjectID, Plan, tree: ObjectID)
  /// There can be no plan: why, and whether there is one that takes moved mappings along.
  case planRefused(ObjectID, SafeText, isFollowable: Bool)
  /// The plan of an emergency or a recovery is made.
  case urgentPlan(UrgentSync, UrgentPlan)
  /// There can be no such plan.
  case urgentRefused(UrgentSync, SafeText)
  /// Checks of an emergency or a recovery came along.
  case urgentCheck(UrgentSync, CheckProgress)
  /// Which commits are held is known, for the listing of a number.
  case holds([ObjectID: Lock.Hold], listing: Int)
  /// A later commit takes a commit back.
  case reverted(ObjectID, by: ObjectID)
  /// A decision of a person's is in the lock: what to tell.
  case lockChanged(SafeText)
  /// A decision of a person's couldn't be kept.
  case lockChangeFailed(SafeText)
  /// A sync landed or was offered: what to tell.
  case landed(title: SafeText, [Line])
  /// A sync landed, and the work tree couldn't be brought to it: why, and what to do.
  case landedBehind(SafeText)
  /// A sync didn't land.
  case landFailed(SafeText)
  /// Something that takes a while came along.
  case progress(Model.Activity, SafeText)
  /// A fetch is done: what it brought.
  case fetched(SafeText)
  /// A fetch failed.
  case fetchFailed(SafeText)
  /// The sync events are known.
  case events([SyncEvent])
  /// What an event brought is known.
  case eventDetail(TextScreen.Detail)
  /// The status is known.
  case status(RepoStatus)
  /// A file of the edge repo was open in an editor.
  case edited(RepoPath)
  /// A theme was loaded.
  case theme(Theme)
  /// Something is to be said.
  case notice(Notice)
  /// Something failed and is to be read whole.
  case failed(title: SafeText, SafeText)
}
