import Git
import Text

/// A filter that git can't be asked.
package struct FilterError: ActionableError {
  /// Why not.
  let reason: SafeText

  /// What failed.
  package var what: SafeText { "commits can't be filtered by that" }
  /// Why it failed.
  package var why: SafeText { reason }
  /// The next step.
  package var remedy: SafeText { "List all of them with `edgesync log`" }
  /// The exit status it leads to.
  package var exitStatus: ExitStatus { .usage }

  init(reason: SafeText) { self.reason = reason }

  /// What git said, where that is of a pattern.
  init?(_ error: GitError) {
    guard case .command(_, _, let output) = error, let line = output.last?.string else {
      return nil
    }
    let beginnings = ["fatal: header, ", "fatal: command line, ", "fatal: invalid regex: "]
    guard let beginning = beginnings.first(where: line.hasPrefix) else { return nil }
    reason = SafeText("invalid regex: " + line.dropFirst(beginning.count))
  }
}
