import Foundation
import Support
import SystemPackage
import Testing

/// Before upstream's code runs for the first time, the console says what will run, and asks.
@Suite struct ConsentTests {
  private static let checks = """
    checks:
      - name: smoke test
        stage: pre
        run: "touch '@FOLDER@/ran'"
        env: [REGISTRY_TOKEN]
        emergency: true
    """

  private func pair() throws -> (pair: EdgePair, commits: [String]) {
    let pair = try EdgePair(manifest: Self.checks)
    // What may have come with the repo: its own configuration, and what that includes.
    try pair.folder.write("[edgesync]\n\trunChecks = true\n", to: "edge/included")
    try pair.edge.git.run("config", "edgesync.runChecks", "true")
    try pair.edge.git.run("config", "include.path", "../included")
    return (pair, try pair.advanceAsUsual())
  }

  private func session(
    _ pair: EdgePair, _ variables: [String: String] = [:]
  ) throws -> TerminalSession {
    let state = ["XDG_STATE_HOME": pair.folder.name + "/state"]
    let kind = TerminalSession.Kind(
      asksForConsent: true, variables: state.merging(variables) { $1 })
    return try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 36, kind: kind)
  }

  private func consents(_ pair: EdgePair) -> String? {
    pair.folder.text(of: "state/edgesync/consents")
  }

  private func hasRun(_ pair: EdgePair) -> Bool { pair.folder.text(of: "ran") != nil }

  @Test func asksOnceInARepo() throws {
    let (pair, commits) = try pair()
    let session = try session(pair)
    try session.isAt(commits[3])
    try session.press("v")
    let rows = try session.waits(for: "Run \(commits[3].prefix(7))'s code here?")
    for text in [
      "runs   touch '\(pair.folder.name)/ran'", "takes  your REGISTRY_TOKEN",
      "a folder of its own", "in a sandbox",
    ] {
      #expect(rows.contains { $0.contains(text) }, "\(text)")
    }
    try session.press("Escape")
    try session.waits(for: "○ smoke test")
    #expect(!hasRun(pair))
    #expect(consents(pair) == nil)
    // Every way to run them asks.
    try session.press("b")
    try session.waits(for: "'s code here?")
    try session.press("Escape", "V", "Enter")
    try session.waits(for: "'s code here?")
    try session.press("Escape", "p", "v")
    try session.waits(for: "'s code here?")
    #expect(!hasRun(pair))
    try session.press("Enter")
    try session.waits(for: "✓ 4 passed")
    #expect(hasRun(pair))
    #expect(consents(pair)?.contains("/edge\n") == true)
    // And from then on nobody is asked.
    try session.press("Escape", "q")
    let again = try self.session(pair)
    try again.isAt(commits[3])
    try again.press("j", "v")
    try again.waits(for: "✓ 4 passed")
  }

  /// What the user's own configuration says holds for all repos, wherever git has it from.
  @Test(arguments: [
    ["GIT_CONFIG_GLOBAL": "@FOLDER@/edge/included"],
    [
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "edgesync.runchecks", "GIT_CONFIG_VALUE_0": "on",
    ],
  ])
  func theUsersConfigurationConsents(_ given: [String: String]) throws {
    let (pair, commits) = try pair()
    let session = try session(
      pair, given.mapValues { $0.replacing("@FOLDER@", with: pair.folder.name) })
    try session.isAt(commits[3])
    try session.press("v")
    try session.waits(for: "✓ 4 passed")
    #expect(hasRun(pair))
    #expect(consents(pair) == nil)
  }

  @Test func aCommitThatIsReviewedNeedsNoAsking() throws {
    let (pair, commits) = try pair()
    let session = try session(pair)
    try session.isAt(commits[3])
    try session.press("x", "k", "v")
    try session.waits(for: "✓ 4 passed")
    #expect(hasRun(pair))
    #expect(consents(pair) == nil)
    // A search tries others, too.
    try session.press("b")
    try session.waits(for: "'s code here?")
  }

  @Test func anEmergencyAsksToo() throws {
    let (pair, commits) = try pair()
    let remote = try pair.edge.git.shell(
      "git init -q --bare ../origin.git; git remote add origin ../origin.git; git push -q origin main"
    )
    try #require(remote.status == 0, "\(remote.errorText)")
    let session = try session(pair)
    try session.isAt(commits[3])
    try session.press("E")
    try session.waits(for: "is pushed to origin/main:")
    try session.press("p")
    try session.type("answers 503")
    try session.press("Enter")
    try session.waits(for: "'s code here?")
    let before = try pair.edge.git.line("rev-parse", "HEAD")
    try session.press("Escape")
    try session.waits(for: "Emergency \(commits[3].prefix(7))")
    #expect(try pair.edge.git.line("rev-parse", "HEAD") == before)
    #expect(!hasRun(pair))
    try session.press("p")
    try session.type("answers 503")
    try session.press("Enter", "Enter")
    try session.waits(for: "✓ Landed")
    #expect(hasRun(pair))
  }
}
