import SystemPackage

/// One run of the git command line.
package struct GitInvocation: Sendable {
  /// The command and its arguments; what comes from outside stands behind `--` or `--end-of-options`.
  package var arguments: [String]
  /// The repository, given as `GIT_DIR`, so that nothing is discovered.
  package var gitFolder: FilePath
  /// The folder it runs in.
  package var folder: FilePath
  /// Settings on top of edgesync's own, as `-c`.
  package var settings: [(String, String)] = []
  /// Settings of the user's that don't count where it runs by themselves; they stand in its environment, where no
  /// other user of the machine reads them.
  package var userSettings: [GitSetting] = []
  /// Variables on top of the cleaned environment.
  package var environment: [String: String] = [:]
  /// Whether it gets none of the user's variables but those that every program needs: nothing secret stands in
  /// the environment of what runs beside checks.
  package var isBare = false
  /// Protocols it may speak; none unless named.
  package var protocols: [String] = []
  /// What it reads from standard input.
  package var input: [UInt8] = []
  /// Whether the user's own hooks run.
  package var runsHooks = false
  /// Whether what it prints on standard output says why it fails even where standard error has words too.
  package var saysWhyOnOutput = false
  /// Whether it may ask at the terminal.
  package var prompting = Prompting.never
  /// Whether it may fail for want of an answer without a word of it, as programs that sign do.
  package var asksInSilence = false
  /// How long it may give no sign of life before it is ended; nil for as long as it likes.
  package var patience: Duration?
  /// A folder whose growth is a sign of life, beside what it prints.
  package var fills: FilePath?

  /// A run without input, hooks or protocols.
  package init(_ arguments: [String], gitFolder: FilePath, folder: FilePath) {
    self.arguments = arguments
    self.gitFolder = gitFolder
    self.folder = folder
  }
}
