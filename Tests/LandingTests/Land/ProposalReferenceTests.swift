import Foundation
import Git
import Landing
import Planning
import Rules
import Support
import SyncSupport
import Testing
import Upstream

/// A proposal is kept by a ref of its own, whatever others do with the same candidate.
@Suite struct ProposalReferenceTests {
  private static let references = "refs/edgesync/proposals/"

  private static func listed(_ repo: AdoptedRepo) throws -> Set<String> {
    Set(try repo.git.run("for-each-ref", "--format=%(refname)", references).lines)
  }

  @Test func twoProposalsOfOneCandidateDontShareARef() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    let who = Signature(
      name: "Ana Silva", email: "ana@example.com", time: 1_790_000_000, offset: 0)
    let proposer = Proposer(edge, upstream, by: who)
    let plan = try Planner(edge, upstream).plan(to: repo.candidate(1))

    let pinned = try proposer.propose(plan, kind: .weekly, reason: nil)
    let checkedPlan = try Planner(edge, upstream).checkedPlan(to: repo.candidate(1))
    #expect(try edge.checkedTree(of: checkedPlan) == pinned.checkedTree)
    let checked = try proposer.propose(plan, kind: .weekly, reason: nil)
    #expect(try Self.listed(repo).count == 2)
    try proposer.discard(checked)
    let kept = try repo.git.line("for-each-ref", "--format=%(objectname)", Self.references)
    #expect(kept == pinned.commit.hex)

    let another = try proposer.propose(plan, kind: .weekly, reason: nil)
    _ = try await Lander(edge, git: edge.gitCommand(), by: who).land(
      pinned, checks: [], reason: nil)
    let left = try repo.git.line("for-each-ref", "--format=%(objectname)", Self.references)
    #expect(left == another.commit.hex)
    try proposer.discard(another)
    #expect(try Self.listed(repo).isEmpty)
  }

  @Test func aSyncTidiesUpAfterTheDeadAlone() throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let ended = Process()
    ended.executableURL = URL(fileURLWithPath: "/bin/true")
    try ended.run()
    ended.waitUntilExit()
    let candidate = repo.id(of: 1)
    let dead = "\(Self.references)\(candidate)-\(ended.processIdentifier)-1f"
    let living = [
      "\(Self.references)\(candidate)-\(getpid())-1f", "\(Self.references)\(candidate)-1-2e",
      // Not by edgesync's naming: somebody else's.
      "\(Self.references)\(candidate)", "\(Self.references)mine",
    ]
    for name in living + [dead, "refs/edgesync/landing"] {
      try repo.git.run("update-ref", name, "HEAD")
    }

    let session = try repo.session()
    #expect(try Self.listed(repo) == Set(living))
    #expect(try repo.git.line("for-each-ref", "refs/edgesync/landing") == "")
    withExtendedLifetime(session) {}
  }
}
