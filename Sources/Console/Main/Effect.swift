import Git

/// A piece of work that the model wants done; it answers with messages.
package enum Effect: Sendable {
  /// Something about the edge repo and its upstream.
  case repo(RepoEffect)
  /// Something about the list of commits.
  case commits(CommitsEffect)
  /// Answer that a candidate's files are remembered: the cursor's own frame comes first.
  case showRememberedFiles(FileList.Key)
  /// Tell a candidate's files, and count their lines.
  case loadFiles(FileList.Key)
  /// Something about what is read.
  case diff(DiffEffect)
  /// Mark something as reviewed, or not.
  case setReviewed(String, Bool)
  /// Something about checks.
  case checks(ChecksEffect)
  /// Plan or land a sync.
  case sync(SyncDialogEffect)
  /// Something about a decision of a person's that the lock keeps.
  case lock(LockEffect)
  /// Something about a file of the edge repo's own that upstream has too.
  case overrides(OverrideEffect)
  /// Something about what a person notes.
  case notes(NotesEffect)
  /// Tell what is read on a screen of its own.
  case text(TextEffect)
  /// Keep a line that was typed for the next time.
  case remember(Prompt, String)
  /// Something that the terminal does, rather than the repo.
  case screen(ScreenEffect)
}
