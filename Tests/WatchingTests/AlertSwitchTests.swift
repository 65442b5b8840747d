import Testing
import Watching

/// Where alerts aren't looked at.
@Suite struct AlertSwitchTests {
  @Test(
    arguments: [
      ([:], false), (["EDGESYNC_ALERTS": "off"], true),
      (["GITHUB_EVENT_NAME": "schedule", "CI": "true"], false),
      (["GITHUB_EVENT_NAME": "pull_request"], true),
      (["GITHUB_EVENT_NAME": "pull_request_target"], true),
      (["GITHUB_EVENT_NAME": "pull_request", "EDGESYNC_ALERTS": "on"], false),
      (["CI_MERGE_REQUEST_IID": "7"], true), (["CHANGE_ID": ""], false),
      (["BUILDKITE_PULL_REQUEST": "false"], false), (["BUILDKITE_PULL_REQUEST": "12"], true),
      (["BUILD_REASON": "PullRequest"], true), (["BUILD_REASON": "Schedule"], false),
    ] as [([String: String], Bool)])
  func aPullRequestTellsNobody(_ environment: [String: String], _ isOff: Bool) {
    #expect(AlertSwitch.isOff(in: environment) == isOff)
  }
}
