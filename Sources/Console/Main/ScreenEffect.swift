import Git

/// What the model wants done by the terminal, on the thread that draws.
package enum ScreenEffect: Sendable {
  /// Hand text to the clipboard.
  case copy(String)
  /// Open a file of the edge repo in an editor, at a line.
  case edit(RepoPath, line: Int?)
  /// Open a change's two versions in the diff tool that git is set to use.
  case diffTool(TreeChange)
  /// Take another theme, and keep it for the next time.
  case setTheme(String, isKept: Bool)
  /// Draw everything anew.
  case redraw
  /// Stop until the shell goes on.
  case suspend
}
