import Foundation

/// Whether alerts are looked at where edgesync runs.
///
/// A pull request brings an `edgesync.yml` of its own, committed, which nobody has reviewed: what it lists must neither
/// run nor be sent what the build server's environment holds.
package enum AlertSwitch {
  /// `on` or `off` for a machine or a job, whatever else holds.
  private static let variable = "EDGESYNC_ALERTS"
  /// Variables by which build servers say that they build a pull request: GitLab, Jenkins, Bitbucket, Drone, CircleCI,
  /// AppVeyor.
  private static let names = [
    "CI_MERGE_REQUEST_IID", "CI_EXTERNAL_PULL_REQUEST_IID", "CHANGE_ID", "BITBUCKET_PR_ID",
    "DRONE_PULL_REQUEST", "CIRCLE_PULL_REQUEST", "APPVEYOR_PULL_REQUEST_NUMBER",
  ]
  /// Those that are there otherwise, too, with the values that mean none: Buildkite, Travis, Cirrus.
  private static let numbers = ["BUILDKITE_PULL_REQUEST", "TRAVIS_PULL_REQUEST", "CIRRUS_PR"]

  /// Whether an environment turns alerts off.
  package static func isOff(
    in environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Bool {
    switch environment[variable] {
    case "on": false
    case "off": true
    default: buildsPullRequest(environment)
    }
  }

  private static func buildsPullRequest(_ environment: [String: String]) -> Bool {
    func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    // GitHub, Gitea and Forgejo; a comment on a pull request begins a run of the main branch.
    if environment["GITHUB_EVENT_NAME"]?.hasPrefix("pull_request") == true { return true }
    if environment["BUILD_REASON"] == "PullRequest" { return true }
    return names.contains(where: isSet)
      || numbers.contains { isSet($0) && environment[$0] != "false" }
  }
}
