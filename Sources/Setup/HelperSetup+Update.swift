import Git
import Text

extension HelperSetup {
  /// What became of a file that stands in a helper's place.
  package struct Update: Sendable {
    /// What stood there.
    package let state: HelperState
    /// Whether it was brought up to date, or would be.
    package let isUpdated: Bool
    /// Why it stays as it is though a newer one would be better, and what to do; nil where that isn't so.
    package let left: (why: SafeText, remedy: SafeText)?
  }

  /// Brings a file up to date where an earlier edgesync wrote it and nobody changed it, with its mode and the ends
  /// of its lines as they are.
  ///
  /// - Parameter isDryRun: Whether it is only told what would become of it.
  package func update(_ file: HelperFile, isDryRun: Bool) throws(GitError) -> Update {
    let (state, present) = try standing(of: file)
    switch state {
    case .outdated:
      if isDryRun { return Update(state: state, isUpdated: true, left: nil) }
      guard let (base, path) = file.place, let old = present?.bytes,
        try NewFile.replace(
          old, with: LineEnds(of: old).added(to: file.bytes), at: path, below: base)
      else {
        let left: (SafeText, SafeText) = (
          "it was changed at this moment", "Run `edgesync init --update-helpers` again"
        )
        return Update(state: state, isUpdated: false, left: left)
      }
      return Update(state: state, isUpdated: true, left: nil)
    case .changedOutdated(let format):
      let which: SafeText =
        format.map { "format \(String($0)), and this edgesync writes" } ?? "this edgesync writes"
      return Update(
        state: state, isUpdated: false,
        left: (
          "somebody changed what an earlier edgesync wrote (\(which) format \(String(file.template.format)))",
          Self.comparing(file)
        ))
    case .foreign where runsChecksBesideTokens(file, present?.bytes ?? []):
      return Update(
        state: state, isUpdated: false,
        left: ("it has checks run beside its tokens", Self.comparing(file)))
    case .missing, .current, .changed, .newer, .foreign, .blocked:
      return Update(state: state, isUpdated: false, left: nil)
    }
  }

  /// How to see what is new in a file that somebody changed.
  private static func comparing(_ file: HelperFile) -> SafeText {
    "See what is new with `edgesync init --print-helper \(word: file.template.rawValue) | git diff --no-index -- \(word: file.location) -`, and take it over with its first line, “\(SafeText(HelperStamp.beginning))…”"
  }
}
