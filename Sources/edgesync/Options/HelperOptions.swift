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
  @Flag(
    help:
      "Write docs/edge-modifications.md: what is synced, what is this repo's own and why, how a sync works here."
  )
  var docs = false
  @Flag(help: "Write a pre-commit hook that refuses edits of synced files.")
  var hook = false
  @Flag(
    help: "Bring helpers that an earlier edgesync wrote up to date, where nobody changed them.")
  var updateHelpers = false
  @Option(
    help: ArgumentHelp("Print a helper as it would be written now.", valueName: "helper"))
  var printHelper: HelperTemplate?
  @Flag(name: .customLong("dry-run"), help: "With --update-helpers: tell what would be updated.")
  var isDryRun = false
  @Flag(help: "With --update-helpers: print one JSON document.")
  var json = false

  /// The helpers asked for.
  var helpers: Set<Helper> {
    let all: [(Helper, Bool)] = [
      (.githubActions, githubActions), (.gitlabCI, gitlabCI), (.scripts, scripts), (.hook, hook),
    ]
    return Set(all.filter(\.1).map(\.0))
  }

  /// Whether anything is to be written.
  var isAny: Bool { docs || !helpers.isEmpty }

  func validate() throws {
    if updateHelpers, isAny {
      throw ValidationError("--update-helpers looks at all helpers, and can't be combined.")
    }
    if !updateHelpers, isDryRun || json {
      throw ValidationError("--dry-run and --json go with --update-helpers.")
    }
  }
}

extension HelperTemplate: ExpressibleByArgument {}
