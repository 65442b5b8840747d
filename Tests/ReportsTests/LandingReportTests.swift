import Git
@testable import Landing
import Planning
import Reports
import Rules
import Testing
import Text

@Suite struct LandingReportTests {
  private func proposal(_ plan: Plan, _ kind: SyncKind = .weekly) -> Proposal {
    Proposal(
      plan: plan, kind: kind, reason: nil, branch: "refs/heads/main", base: Samples.id("1"),
      commit: Samples.id("2"), tree: .emptyTree, checkedTree: .emptyTree, presentTree: .emptyTree,
      steps: [], rescue: nil, reference: "")
  }

  private func landed(
    leaving files: [SkippedFile] = [], pushedTo place: SafeText? = nil
  ) -> SyncResult {
    SyncResult(
      ending: .landed(
        Lander.Landed(commit: Samples.id("aaaaaaa"), leftAlone: files), pushedTo: place),
      checks: [])
  }

  private func report(_ result: SyncResult, _ proposal: Proposal) -> String {
    LandingReport.lines(result, of: proposal, on: "main", since: Samples.lock()).plain
  }

  @Test func tellsWhereItIsAndThatNothingIsLeft() {
    #expect(
      report(landed(pushedTo: "origin/main"), proposal(Samples.plan())) == """
        Landed as aaaaaaa on main, pushed to origin/main: 0 written
        Nothing is left to do by hand.
        """)
    #expect(LandingReport.title(of: landed()) == "✓ Landed")
  }

  /// An override may have been pending before, and a review be due.
  @Test func tellsWhatEarlierSyncsLeft() {
    var lock = Samples.lock()
    lock.owed = [
      Lock.OwedReview(
        from: Samples.id("1"), to: Samples.id("222d271"), reason: "outage", by: "Ana", date: 0)
    ]
    #expect(
      report(
        landed(pushedTo: "origin/main"),
        proposal(Samples.plan(owed: ["svc/Dockerfile"], lock: lock))) == """
          Review pending: listed below the pin in `edgesync`; then `edgesync acknowledge 222d271`
          Still to carry over, from before this sync:
            ! svc/Dockerfile
          Landed as aaaaaaa on main, pushed to origin/main: 0 written
          """)
  }

  @Test func tellsWhatIsLeftToDo() {
    var lock = Samples.lock(held: [Samples.hold("222d271")])
    lock.owed = [
      Lock.OwedReview(
        from: Samples.id("1"), to: Samples.id("5d2ebba"), reason: "outage", by: "Ana", date: 0)
    ]
    let plan = Samples.plan(overrides: ["svc/Dockerfile"], lock: lock)
    #expect(
      report(
        landed(leaving: [SkippedFile(path: "svc/app.py", cause: .changed)]),
        proposal(plan, .emergency)) == """
          ! left as it is: svc/app.py was saved during the sync; compare it with `git diff --submodule=diff`
          Held: 222d271 and its descendants; lift it with `edgesync unhold 222d271`
          Review pending: listed below the pin in `edgesync`; then `edgesync acknowledge 5d2ebba`
          Carry over by hand (upstream changed its version):
            ! svc/Dockerfile
          Landed as aaaaaaa on main: 0 written
          """)
  }

  /// What is left to be pushed is the last thing that is said, after what landed.
  @Test func tellsOfThePushThatIsDue() {
    #expect(
      LandingReport.lines(
        landed(), of: proposal(Samples.plan()), on: "main", since: Samples.lock(),
        push: "git push origin main"
      ).plain == """
        Landed as aaaaaaa on main: 0 written
        Push it: `git push origin main`
        """)
  }

  @Test(arguments: [false, true]) func tellsOfAnOffer(_ isUnchanged: Bool) {
    let offer = Offer(
      commit: Samples.id("bbbbbbb"), branch: "edgesync/daily", remote: "origin",
      url: "https://example.com/1", isUnchanged: isUnchanged)
    let result = SyncResult(ending: .offered(offer), checks: [])
    #expect(
      report(result, proposal(Samples.plan(), .daily)) == """
        Offered\(isUnchanged ? " already" : "") as bbbbbbb on edgesync/daily at origin: 0 written
        Review it at https://example.com/1
        """)
  }

  @Test func tellsOfAChangeOfTheLockAlone() throws {
    let edit = LockEdit(
      lock: Samples.lock(), title: "Hold 222d271 “Raise it”", outcome: "Held 222d271", reason: nil)
    func text(_ landed: (ObjectID, SafeText?)?) -> String {
      LandingReport.text(of: edit, landed, on: "main").string
    }
    #expect(text(nil) == "Nothing to do: edgesync.lock says so already")
    #expect(text((Samples.id("70e1038"), nil)) == "Held 222d271 (commit 70e1038 on main)")
    #expect(
      text((Samples.id("70e1038"), "origin/main"))
        == "Held 222d271 (commit 70e1038 on main), pushed to origin/main")
  }
}
