import Checks
import Git
import Journal
import Landing
import Pipeline
import Planning
import Rules
import Support
import SyncSupport
import Testing
import Upstream

/// Built-in checks of a plan come to what they come to on the proposal that is made of it.
@Suite struct BuiltInChecksTests {
  /// What a person did before.
  static let scripts = [
    "", "echo drift >> services/api/app.py", "git rm -q services/api/run.sh; git commit -qm gone",
    "echo stray > services/api/stray; git add .; git commit -qm stray",
    "chmod +x services/api/app.py; git commit -qam mode",
    "sed -i 's/requirements.txt/app.py/' edgesync.yml; git commit -qam rule",
  ]

  @Test(arguments: scripts, EdgePair.Mode.allCases)
  func aPlanIsJudgedAsItsProposal(_ script: String, _ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    _ = try pair.edge.git.shell(mode == .selective ? script : "true")
    let edge = try EdgeRepo(at: pair.edge.git.folder)
    let upstream = try edge.upstream.open()
    for commit in commits {
      let candidate = try upstream.resolveCommit(commit)
      let planner = Planner(edge, upstream)
      let builtIn = BuiltInChecks(edge, upstream, now: 1_790_000_000)
      let planned = try builtIn.check(planner.checkedPlan(to: candidate))
      let proposer = Proposer(edge, upstream, by: TestSync.who)
      let proposal = try proposer.propose(
        planner.plan(to: candidate, forLanding: false), kind: .weekly, reason: nil)
      let proposed = try builtIn.check(proposal, only: Set(CheckDefinition.builtInNames))
      #expect(planned.map(\.name) == proposed.map(\.name))
      #expect(planned.map(\.state) == proposed.map(\.state))
      #expect(planned.map(\.reason) == proposed.map(\.reason))
      try proposer.discard(proposal)
    }
  }
}
