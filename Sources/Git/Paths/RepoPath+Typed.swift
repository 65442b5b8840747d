import Text

extension RepoPath {
  /// The path as it has to be typed in a shell.
  package var typed: SafeText { "\(shellWord(text.string))" }
}
