import Git
import Journal
@testable import Planning
import Reports
import Rules
import Testing
import Text

@Suite struct StatusReportTests {
  private static func verification(
    _ drift: [Drift] = [], strays: [RepoPath] = []
  ) -> Verification {
    Verification(
      pin: Samples.id("24afb60"), files: 11, drift: drift, strays: strays,
      blockers: drift.map { .drift($0.path, $0.kind) }, remarks: [])
  }

  private static func status(
    behind: RepoStatus.Behind = RepoStatus.Behind(), isRewritten: Bool = false,
    lastSync: SyncEvent? = nil, verification: Verification = verification(),
    owed: [Overrides.State] = [], reviews: [Lock.OwedReview] = [], held: [Lock.Hold] = [],
    failure: SyncEvent? = nil, checks: [RepoStatus.CheckTrend] = [],
    benchmarks: [RepoStatus.BenchmarkTrend] = []
  ) -> RepoStatus {
    RepoStatus(
      pin: Samples.lock().pin, upstream: "platform main", tip: Samples.id("5d2ebba"),
      lastFetch: Samples.now - 300, behind: behind, missingSources: [], isRewritten: isRewritten,
      undone: nil, lastSync: lastSync, cutOff: nil, verification: verification, owed: owed,
      owedReviews: reviews, held: held, lastFailure: failure, checks: checks,
      benchmarks: benchmarks)
  }

  private static func event(
    _ kind: SyncKind, _ outcome: SyncEvent.Outcome, reason: String? = nil
  ) -> SyncEvent {
    SyncEvent(
      id: "1", kind: kind, outcome: outcome, date: Samples.now - 6 * 86_400,
      by: "Robin <r@example.com>", from: nil, to: nil, reason: reason)
  }

  @Test func tellsOfAGoodDay() {
    #expect(
      StatusReport(Self.status(), now: Samples.now).lines().plain == """
        pin       24afb60 “Log the model id”
        upstream  platform main at 5d2ebba
        behind    nothing
        last sync none yet
        copy      fetched 5 minutes ago

        drift     ✓ 11 synced files as upstream has them at 24afb60

        pending   ✓ nothing

        Checks, newest run last
          none has run here yet
        """)
  }

  /// Upstream may have other files than the pin without a commit that changed one, and others outside alone.
  @Test(arguments: [
    (RepoStatus.Behind(synced: 1), "0 commits: 1 synced, 0 overrides, 0 outside"),
    (RepoStatus.Behind(overrides: 1), "0 commits: 0 synced, 1 override, 0 outside"),
    (RepoStatus.Behind(outside: 3), "nothing"),
  ])
  func tellsWhatAMergeAloneBrings(_ behind: RepoStatus.Behind, _ text: String) {
    let lines = StatusReport(Self.status(behind: behind), now: Samples.now).lines().plain
    #expect(lines.contains("behind    \(text)\n"), "\(lines)")
  }

  @Test func tellsWhatIsToBeSeenTo() {
    let status = Self.status(
      behind: RepoStatus.Behind(
        commits: 15, synced: 9, overrides: 2, outside: 5, unreadOutside: "lib can't be read"),
      isRewritten: true, lastSync: Self.event(.weekly, .landed),
      verification: Self.verification(
        [
          Drift(path: "svc/app.py", kind: .modified), Drift(path: "svc/run.sh", kind: .mode),
          Drift(path: "svc/x.py", kind: .missing),
        ], strays: ["svc/stray.txt"]),
      owed: [Overrides.State(path: "svc/Dockerfile", blob: nil, seen: Samples.id("a"))],
      reviews: [
        Lock.OwedReview(
          from: Samples.id("1"), to: Samples.id("756b637"), reason: "login fails",
          by: "Ana <a@example.com>", date: Samples.now - 86_400)
      ], held: [Samples.hold("0a6481f"), Samples.hold("0b6481f", fixedBy: "0c6481f")],
      failure: Self.event(.daily, .refused, reason: "1 required check didn't pass"),
      checks: [
        .init(
          name: "unit tests",
          runs: [
            .init(state: .failed, seconds: 4, date: 0), .init(state: .passed, seconds: 8, date: 0),
          ])
      ], benchmarks: [.init(check: "speed", name: "latency", unit: "ms", values: [4, 8])])
    let report = StatusReport(status, now: Samples.now).lines(
      advice: ["Move it away"], maximumFiles: 2)
    #expect(
      report.plain == """
        pin       24afb60 “Log the model id”
        upstream  platform main at 5d2ebba
        behind    15 commits: 9 synced, 2 overrides, 5 outside
                  lib can't be read
        history   upstream's history was rewritten since the pin
        last sync 6 days ago, weekly, by Robin <r@example.com>
        copy      fetched 5 minutes ago

        drift     ✗ 3 of 11 synced files differ from upstream at 24afb60
          modified svc/app.py
          mode     svc/run.sh
          and 1 more; `edgesync verify` lists them all
        \(PlanBlocker.drift("svc/app.py", .modified).remedy).
        ! 1 file neither upstream's nor declared
          stray    svc/stray.txt
        \(PlanBlocker.stray(.root).remedy).

        pending   ! svc/Dockerfile  upstream changed its version
        pending   ! review of the emergency to 756b637 by Ana, 1 day ago: login fails
        held      Ana holds 0a6481f: forgets warm entries
        held      Ana holds 0b6481f, fixed by 0c6481f: forgets warm entries

        failure   6 days ago, daily refused
                  1 required check didn't pass
        to do     Move it away.

        Checks, newest run last
          ✓✗ unit tests █▄ 4.0 s

        Benchmarks on this machine, newest run last
          speed: latency                        ▄█ 8 ms
        """)
  }

  @Test func tellsWhatIsStaged() {
    let staged = StagedEdits(
      upstream: Samples.upstream, pin: Samples.id("24afb60"), changes: 2,
      edits: [
        .init(
          drift: Drift(path: "svc/app.py", kind: .modified), upstreamPath: "api/app.py",
          rule: .mapping(name: "api", line: 4))
      ], strays: [])
    #expect(
      VerificationReport.lines(staged).plain == """
        ✗ 1 file staged here that upstream owns; edit there instead
          modified svc/app.py
                   there: api/app.py in https://example.com/acme/platform, branch main
                   rule:  edgesync.yml:4 mapping api
        Unstage them with `git restore --staged PATH`. Once upstream has the change, `edgesync fetch && edgesync pin main` brings it; to make a file your own, list it under `edge:` in edgesync.yml.
        """)
  }

  @Test func tellsOfABenchmarkOverTheSyncsAndWhereItMoved() {
    let points = [(100.0, nil), (107, 0.07), (107.2, nil)].enumerated().map { index, point in
      BenchmarkPoint(
        check: "latency", commit: Samples.id("1"), to: Samples.id("9f3c2d1"),
        date: Samples.now - (3 - index) * 7 * 86_400,
        figure: BenchmarkFigure(
          name: "p95", unit: "ms", value: point.0, baseline: 100, change: point.0 / 100 - 1,
          verdict: point.1 == nil ? .same : .slower), move: point.1)
    }
    let trend = RepoStatus.BenchmarkTrend(
      check: "latency", name: "p95", unit: "ms", values: [100, 107, 107.2], syncs: points)
    let lines = StatusReport(Self.status(benchmarks: [trend]), now: Samples.now).lines().plain
    let day = Timestamp.day(Samples.now - 2 * 7 * 86_400)
    #expect(
      lines.hasSuffix(
        """
        Benchmarks on this machine, newest run last
          latency: p95                          ███ 107.2 ms
            over 3 syncs                        ███ 107.2 ms, against 100 ms: no change
            moved at the sync of \(day) to 9f3c2d1: slower by 7.0 %
        """), "\(lines)")
  }
}
