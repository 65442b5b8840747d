import Git
@testable import Planning
import Reports
import Rules
import Testing
import Text

@Suite struct PlanReportTests {
  @Test func tellsEveryPathAndWhatToKnow() {
    let plan = Samples.plan(
      steps: [
        .init(path: "svc/app.py", old: Samples.file("a"), new: Samples.file("b")),
        .init(path: "svc/new.py", old: nil, new: Samples.file("c")),
        .init(path: "svc/run.sh", old: Samples.file("d"), new: Samples.file("d", .executable)),
        .init(path: "svc/gone.py", old: Samples.file("e"), new: nil),
        .init(path: "svc/memo.py", old: nil, new: Samples.file("f")),
        .init(path: "svc/cache.py", old: Samples.file("f"), new: nil),
      ], renames: [.init(from: "svc/cache.py", to: "svc/memo.py")], overrides: ["svc/Dockerfile"],
      remarks: ["svc/aux.py: Windows can't hold it"],
      commits: [Samples.commit("5d2ebba", "Retry on 503"), Samples.commit("222d271", "Raise it")])
    let landing = LandingLine.line(of: .weekly, .push, on: "main", pushedTo: "origin/main")
    #expect(
      PlanReport(plan).lines(landing: landing.adding("."), maximumCommits: 1).plain == """
        Pin 5d2ebba “Retry on 503” Ana Silva
        2 commits past the pin 24afb60: 3 written, 1 deleted, 1 renamed

          M svc/app.py
          A svc/new.py
          M svc/run.sh  mode 100644 → 100755
          D svc/gone.py
          R svc/cache.py → svc/memo.py

        Not touched: 4 edge-specific files.
        Written too: edgesync.lock and docs/sync-changelog.md.

        Carry over by hand (upstream changed its version):
          ! svc/Dockerfile

        note: svc/aux.py: Windows can't hold it

        Commits
          5d2ebba Retry on 503  Ana Silva
          and 1 more

        Lands as one commit on main, and is pushed to origin/main.
        """)
    #expect(
      PlanReport(plan).summary(lineCounts: (12, 3)).plain == """
        2 commits past the pin 24afb60: 3 written, 1 deleted, 1 renamed:  +12 −3
        Not touched: 4 edge-specific files.
        Carry over by hand (upstream changed its version):
          ! svc/Dockerfile
        note: svc/aux.py: Windows can't hold it
        """)
  }

  @Test func tellsOfAWayBack() {
    let plan = Samples.plan(
      steps: [.init(path: "svc/app.py", old: Samples.file("a"), new: Samples.file("b"))],
      commits: [], replaced: ["svc/app.py"], isStepBack: true)
    #expect(
      PlanReport(plan).summary(holds: [Samples.hold("24afb60")]).plain == """
        Back from the pin 24afb60: 1 written
        Not touched: 4 edge-specific files.
        Replaced, after what stands there is saved:
          ! svc/app.py
        Held afterwards: 24afb60 and its descendants, so that no sync brings it back.
        """)
  }

  @Test func tellsOfAStepToAnotherLineOfHistory() {
    #expect(
      PlanReport(Samples.plan(isStepBack: true)).summary().plain == """
        1 commit past the pin 24afb60: 0 written
        A step back: it doesn't descend from the pin.
        Not touched: 4 edge-specific files.
        """)
  }

  @Test func anEmptyPlanIsNothingToDo() {
    let report = PlanReport(Samples.plan(isEmpty: true))
    #expect(report.lines().plain == "Nothing to do: the pin is 24afb60 already.")
    #expect(report.summary() == report.lines())
  }

  @Test(
    arguments: [
      (.commit, "Lands as one commit on main"),
      (.push, "Lands as one commit on main, and is pushed"),
      (.branch, "Is offered as one commit on edgesync/daily, for main"),
      (
        .pullRequest,
        "Is offered as one commit on edgesync/daily, with a pull request to main"
      ),
    ] as [(Manifest.Landing, String)])
  func tellsHowItLands(_ landing: Manifest.Landing, _ text: String) {
    let line = LandingLine.line(of: .daily, landing, on: "main", pushedTo: nil)
    #expect(line.text.string == text)
  }
}
