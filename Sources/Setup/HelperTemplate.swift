import Git

/// A file that edgesync writes around itself: where it goes, what it says now, and what it said before.
///
/// A text that is changed gets the next format, and the id of the text that went before, with its stamp, needs no
/// place here: a stamped file says by itself whether anybody changed it.
package enum HelperTemplate: String, CaseIterable, Sendable {
  case githubActions = "github-actions"
  case gitlabCI = "gitlab-ci"
  case syncScript = "sync-services"
  case validateScript = "validate-sync"
  case preCommitHook = "pre-commit"

  /// What it belongs to.
  package var helper: Helper {
    switch self {
    case .githubActions: .githubActions
    case .gitlabCI: .gitlabCI
    case .syncScript, .validateScript: .scripts
    case .preCommitHook: .hook
    }
  }

  /// Counts up with each change of its text.
  package var format: Int {
    switch self {
    case .githubActions, .gitlabCI: 3
    case .syncScript, .validateScript, .preCommitHook: 2
    }
  }

  /// The formats that were written before files had a stamp, by the ids that git gives these texts.
  var unstamped: [String: Int] {
    switch self {
    case .githubActions:
      [
        "2461f179c70d94b9ae5214e46ee2c6de253bf6a5": 1,
        "95ed38db57dfb205a445b546c00b8950dfd983a8": 2,
      ]
    case .gitlabCI:
      [
        "6e754dad76fadf30809782d1dced4ecf126d2bd2": 1,
        "26d88e204b67e74df58da399586fe2229bd7c212": 2,
      ]
    case .syncScript: ["d3cf3c43126571111c62aabebb0fd5e253c2a333": 1]
    case .validateScript: ["fc3871cbaf5eaeec586f760227268b436f0dde92": 1]
    case .preCommitHook: ["3d69e882053885065b4f2029ae3a8078666f19bd": 1]
    }
  }

  /// Where it goes in the work tree; nil for a hook, whose folder git names.
  var path: String? {
    switch self {
    case .githubActions: GitHubWorkflow.path
    case .gitlabCI: GitLabPipeline.path
    case .syncScript: SyncScript.path
    case .validateScript: ValidateScript.path
    case .preCommitHook: nil
    }
  }

  /// Whether it is a program.
  var isExecutable: Bool { !helper.isOnRunner }

  /// The words that stand in each file that `init` wrote.
  var author: String { "`edgesync init --\(helper.flag)`" }

  private var text: String {
    switch self {
    case .githubActions: GitHubWorkflow.text
    case .gitlabCI: GitLabPipeline.text
    case .syncScript: SyncScript.text
    case .validateScript: ValidateScript.text
    case .preCommitHook: PreCommitHook.text
    }
  }

  /// The file as it is written now.
  package var bytes: [UInt8] { HelperStamp.stamped(Array(text.utf8), of: self) }
}
