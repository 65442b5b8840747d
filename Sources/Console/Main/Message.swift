import Terminal
import Text

/// What happened: input, or a piece of work that came along.
///
/// Each part of the console has messages of its own; what takes them is beside it.
package enum Message: Sendable {
  /// Something came from the terminal.
  case input(InputEvent)
  /// Time went on: seconds since 1970.
  case tick(Int)
  /// Something of the edge repo or of upstream may have changed.
  case touched
  /// About the edge repo and its upstream.
  case repo(RepoMessage)
  /// About the list of commits.
  case commits(CommitsMessage)
  /// About a candidate's files.
  case files(FilesMessage)
  /// About a file's lines.
  case diff(DiffMessage)
  /// About a candidate's checks.
  case checks(ChecksMessage)
  /// About the search for the commit that broke the checks.
  case bisect(BisectMessage)
  /// About a sync that is planned or lands.
  case sync(SyncDialogMessage)
  /// About a decision of a person's that the lock keeps.
  case lock(LockMessage)
  /// About a file of the edge repo's own that upstream has too.
  case overrides(OverrideMessage)
  /// About what was noted.
  case notes(NotesMessage)
  /// About what is read on a screen of its own.
  case text(TextMessage)
  /// A theme was loaded.
  case theme(Theme)
  /// Something is to be said.
  case notice(Notice)
  /// Something failed and is to be read whole.
  case failed(title: SafeText, SafeText)
}
