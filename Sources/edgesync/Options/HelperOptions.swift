import ArgumentParser
import Setup

/// The helpers that `init` is to write.
struct HelperOptions: ParsableArguments {
  @Flag(
    name: .customLong("github-actions"),
    help: "Write the daily workflow for GitHub, with a manual start for an emergency.")
  var githubActions = false
  @Flag(
    name: .customLong("gitlab-ci"),
    help: "Write the daily job for GitLab, with a manual start for an emergency.")
  var gitlabCI = false
  @Flag(help: "Write scripts/sync-services.sh and scripts/validate-sync.sh.")
  var scripts = false
  @Flag(help: "Write a pre-commit hook that refuses edits of synced files.")
  var hook = false

  /// The helpers asked for.
  var helpers: Set<Helper> {
    let all: [(Helper, Bool)] = [
      (.githubActions, githubActions), (.gitlabCI, gitlabCI), (.scripts, scripts), (.hook, hook),
    ]
    return Set(all.filter(\.1).map(\.0))
  }
}
