import Support
import Testing

/// A sync that a person undid by git's own means.
@Suite struct UndoneSyncTests {
  /// Ways of undoing the newest sync, or the two newest.
  private static let ways = [
    "git revert --no-edit HEAD",
    "git revert --no-edit HEAD && git commit --quiet --amend --message 'Back to what worked'",
    "git checkout --quiet HEAD~1 -- . && git commit --quiet --message 'As it was'",
    "git revert --no-edit --no-commit HEAD HEAD~1 && git commit --quiet --message 'Both are wrong'",
  ]

  @Test(arguments: ways) func isToldAndNotOfferedAgainInSilence(_ way: String) throws {
    let pair = try EdgePair()
    try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    let isBoth = way.contains("HEAD~1 &&")
    let done = try pair.edge.git.shell(
      "export GIT_COMMITTER_DATE='\(EdgesyncProgram.now + 100) +0000'; \(way)")
    try #require(done.status == 0, "\(done.errorText)")
    try pair.edge.git.run("push", "--quiet")

    let left = commits[3].prefix(7)
    let status = try pair.run("status")
    #expect(status.text.contains("undo, by "), "\(status.text)")
    #expect(status.text.contains("the sync to \(left) was undone"), "\(status.text)")
    #expect(status.text.contains("`edgesync hold \(left) --reason TEXT`"))
    let event = try JSON(parsing: pair.run("changelog", "--json").output)["events"].elements[0]
    #expect(event["kind"].text == "recovery")
    #expect(event["to"].text == (isBoth ? pair.pin : commits[0]))
    let before = try pair.state()
    let refused = try pair.run("daily")
    #expect(refused.status == 3)
    #expect(refused.errorText.contains("was undone"), "\(refused.errorText)")
    #expect(try pair.state() == before)
    #expect(try pair.run("changelog", "--failed").text.contains("daily     refused"))

    // Held, it is passed over; what comes before may be offered.
    #expect(try pair.run("hold", commits[3], "--reason", "it crashes").status == 0)
    try pair.edge.git.run("push", "--quiet")
    let daily = try pair.run("daily", "--json")
    #expect(daily.status == 0, "\(daily.errorText)")
    #expect(try JSON(parsing: daily.output)["to"].text == commits[2])
    #expect(try !pair.run("status").text.contains("\nundone "))
  }

  @Test func aPersonMayTakeItAgain() throws {
    let pair = try EdgePair()
    try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    try pair.edge.git.run("revert", "--no-edit", "HEAD")
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    let status = try pair.run("status")
    #expect(!status.text.contains("undone"), "\(status.text)")
    #expect(status.text.contains("weekly, by "))
  }

  /// What undoes an undoing is a sync again.
  @Test func aRevertOfTheRevertIsNoUndoing() throws {
    let pair = try EdgePair()
    try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    for _ in 0..<2 { try pair.edge.git.run("revert", "--no-edit", "HEAD") }
    try pair.edge.git.run("push", "--quiet")
    #expect(try !pair.run("status").text.contains("undone"))
    #expect(try pair.run("daily").status == 0)
  }

  /// Upstream's dates go backwards, and so do those of who undoes; work that was done beside it is merged after.
  @Test(arguments: [0, 978_307_200, 4_000_000_000], [true, false])
  func isFoundWhateverClocksSay(_ time: Int, isUpstreamBackwards: Bool) throws {
    let pair = try EdgePair()
    try pair.addRemote()
    let next = try pair.advance(
      ["app.py": .text("next\n")], subject: "Next",
      time: isUpstreamBackwards ? 1_200_000_000 : 1_790_000_600)
    #expect(try pair.run("pin", next, "--yes").status == 0)
    let script = try pair.edge.git.shell(
      """
      set -e; git checkout -q -b side; echo x > notes.txt; git add notes.txt
      GIT_COMMITTER_DATE='4100000000 +0000' git commit -qm Notes; git checkout -q main
      export GIT_COMMITTER_DATE='@\(time) +0000' GIT_AUTHOR_DATE='@\(time) +0000'
      git revert --no-edit HEAD; git merge -q --no-edit side; git push -q
      """)
    try #require(script.status == 0, "\(script.errorText)")
    let status = try pair.run("status")
    #expect(status.text.contains("the sync to \(next.prefix(7)) was undone"), "\(status.text)")
    #expect(try pair.run("daily").status == 3)
    let events = try JSON(parsing: pair.run("changelog", "--json").output)["events"].elements
      .filter { $0["outcome"].text == "landed" }
    #expect(events.map { $0["kind"].text } == ["recovery", "weekly"])
    // And its undoing is found just as well.
    let again = try pair.edge.git.shell(
      "export GIT_COMMITTER_DATE='@5 +0000'; git revert --no-edit HEAD~1; git push -q")
    try #require(again.status == 0, "\(again.errorText)")
    #expect(try !pair.run("status").text.contains("\nundone "))
  }
}
