import Git
import Text

/// What came of work on a file of the edge repo's own that upstream has too.
package enum OverrideMessage: Sendable {
  /// Upstream's change is merged into it: what to tell.
  case carried(RepoPath, [Line])
  /// Nothing was written, and why.
  case failed(RepoPath, SafeText)
}
