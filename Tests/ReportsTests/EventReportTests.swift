import Git
import Journal
import Reports
@testable import Rules
import Testing
import Text

@Suite struct EventReportTests {
  private static let event = SyncEvent(
    id: "1", kind: .weekly, outcome: .landed, date: Samples.now - 86_400,
    by: "Robin <r@example.com>", from: Samples.id("24afb60"), to: Samples.id("5d2ebba"),
    commit: Samples.id("aaaaaaa"), commits: 1, files: 2, overrides: ["svc/Dockerfile"],
    checks: [
      SyncEvent.Check(name: "smoke", state: .overridden, seconds: 1.44),
      SyncEvent.Check(name: "unit tests", state: .passed, seconds: 2),
    ], reason: "the lab is down")

  private static func file(_ path: RepoPath, _ group: FileGroup) -> FileChange {
    FileChange(
      placement: Placement(
        group: group, path: path, upstreamPath: path, rule: .noMapping, mapping: nil),
      change: TreeChange(path: path, old: Samples.file("a"), new: Samples.file("b")))
  }

  @Test func tellsItInAList() {
    #expect(EventReport.title(Self.event) == "2025-11-16 weekly landed")
    #expect(
      EventReport.entry(Self.event).plain == """
        ✓ 2025-11-16 weekly    landed   24afb60 → 5d2ebba  1 commit, 2 files, 1 override  Robin <r@example.com>
            ! smoke overridden, 1.4 s
            the lab is down
        """)
    let refused = SyncEvent(
      id: "2", kind: .daily, outcome: .refused, date: Samples.now, by: "nobody", from: nil, to: nil,
      files: nil)
    #expect(
      EventReport.row(refused, isPending: true).text
        == "✗ 2025-11-17 daily     refused  unknown → unknown  ! review pending  nobody")
  }

  @Test func tellsWhatItBrought() {
    let files = [
      Self.file("svc/app.py", .synced), Self.file("svc/Dockerfile", .edge),
      Self.file("lib/x", .outside),
    ]
    let report = EventReport.lines(
      Self.event, brought: ([Samples.commit("5d2ebba", "Retry on 503")], files), isPending: true,
      now: Samples.now)
    #expect(
      report.plain == """
        from   24afb60000000000000000000000000000000000
        to     5d2ebba000000000000000000000000000000000
        by     Robin <r@example.com>, 1 day ago
        commit aaaaaaa000000000000000000000000000000000
        reason the lab is down
        ! review pending

        ! smoke overridden, 1.4 s
        ✓ unit tests passed, 2.0 s

        Carry over by hand (upstream changed its version):
          ! svc/Dockerfile

        1 commit
          5d2ebba Retry on 503  Ana Silva

        1 file, 1 override, and 1 outside
          M svc/app.py
          ! svc/Dockerfile
        """)
    #expect(
      EventReport.lines(Self.event, brought: nil, isPending: false, now: Samples.now).last?.text
        == "…")
  }

  @Test func makesDocuments() throws {
    var event = Self.event
    event.reason = "<b> & fixes #1"
    #expect(
      EventDocument.markdown([event]).map(\.string).joined(separator: "\n") == """
        # Sync events

        ## 2025-11-16 weekly landed: 24afb60 → 5d2ebba

        - By: Robin \\<r@example.com\\>
        - Size: 1 commit, 2 files, 1 override
        - Commit: aaaaaaa000000000000000000000000000000000
        - Reason: \\<b\\> \\& fixes # 1
        - Override: svc/Dockerfile
        - Check: smoke overridden 1.4 s
        - Check: unit tests passed 2.0 s

        """)
    let draft = try #require(
      Note.Draft(
        on: .commit(Samples.id("5d2ebba")), text: "ask @ana\n## <b>", isFollowUp: true, owner: "bo")
    )
    let note = try Note(draft, by: "Robin", date: 1)
    #expect(
      EventDocument.markdown([event], notes: { _ in [note] }).map(\.string).suffix(4) == [
        "### Notes", "",
        #"- [ ] ask @ ana ## \<b\> (bo), on `5d2ebba00000`, by Robin"#, "",
      ])
    #expect(EventDocument.html([event]).contains("<li>Reason: &lt;b&gt; &amp; fixes # 1</li>"))
  }
}
