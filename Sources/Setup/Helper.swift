import Git
import Text

/// Something that `init` sets up around edgesync, so that syncs happen and synced files stay upstream's.
package enum Helper: CaseIterable, Sendable {
  /// The daily workflow on GitHub.
  case githubActions
  /// The daily job on GitLab.
  case gitlabCI
  /// Scripts to sync and to validate by hand.
  case scripts
  /// The pre-commit hook.
  case hook

  /// The option of `edgesync init` that writes it, without its dashes.
  package var flag: String {
    switch self {
    case .githubActions: "github-actions"
    case .gitlabCI: "gitlab-ci"
    case .scripts: "scripts"
    case .hook: "hook"
    }
  }

  /// Whether it runs on a machine that is made anew each time.
  package var isOnRunner: Bool { self == .githubActions || self == .gitlabCI }
}
