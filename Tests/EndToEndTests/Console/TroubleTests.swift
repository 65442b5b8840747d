import Foundation
import Support
import Testing

/// Repos that can't be reviewed, and those with nothing to review.
@Suite struct TroubleTests {
  @Test func outsideOfAnyRepo() throws {
    let folder = try TemporaryFolder()
    let session = try TerminalSession(in: folder.path, columns: 120)
    try session.waits(for: "This repo can't be reviewed")
    try session.waits(for: "Go into the edge repo, or name it with -C DIR.")
    // The screen says why; a key that needs the repo says the way out and no more.
    try session.press("p")
    try session.waits(for: "! pin: this repo can't be reviewed; r tries again")
    try session.press("f")
    try session.waits(
      for: "! fetch upstream, or stop it: this repo can't be reviewed; r tries again")
    try session.press("v", "j", "r")
    try session.waits(for: "This repo can't be reviewed")
    try session.pressWithoutWaiting("q")
    #expect(try session.waitsForEnd() == 0)
  }

  @Test func brokenFilesAreToldAndMended() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    _ = try pair.edge.git.shell("rm edgesync.lock")
    let session = try TerminalSession(in: pair.edge.git.folder)
    try session.waits(for: "there is an edgesync.yml but no edgesync.lock.")
    try session.waits(for: "git checkout HEAD")
    try pair.edge.git.run("checkout", "--quiet", "--", "edgesync.lock")
    try pair.write("version: 1\nmappings: [\n", to: "edgesync.yml")
    try session.press("r")
    try session.waits(for: "edgesync.yml:3: ")
    try pair.edge.git.run("checkout", "--quiet", "--", "edgesync.yml")
    try session.press("r")
    try session.waits(for: "Commits 3 ─")
  }

  /// Only a landing carries a name: whom git doesn't know reads and checks like everybody.
  @Test func whoGitDoesNotKnowSeesTheChecks() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    try pair.edge.git.run("config", "--remove-section", "user")
    try pair.edge.git.run("config", "user.useConfigOnly", "true")
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 40)
    let rows = try session.waits(for: "✓ 3 passed")
    #expect(!rows.contains { $0.contains("can't be read") })
  }

  @Test func missingUpstreamIsToldWheneverItIsNoticed() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let session = try TerminalSession(in: pair.edge.git.folder)
    try session.waits(for: "Commits 3 ─")
    _ = try Program("/bin/mv").run(["platform", "elsewhere"], in: pair.folder.path)
    try session.press("r")
    try session.waits(for: "This repo can't be reviewed")
    try session.waits(for: "upstream.url in edgesync.yml.")
    _ = try Program("/bin/mv").run(["elsewhere", "platform"], in: pair.folder.path)
    try session.press("r")
    try session.waits(for: "Commits 3 ─")
  }

  @Test func rewrittenHistoryIsTold() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    // The pin is there, but no ancestor of the tip any more.
    let orphan = try pair.platform.commit(
      tree: pair.platform.git.line("rev-parse", "\(commits[3])^{tree}"),
      message: Array("Start over".utf8))
    try pair.platform.point("main", at: orphan)
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.waits(for: "history rewritten")
    try session.isAt(orphan)
    try session.press("p")
    try session.waits(for: "A step back: it doesn't descend from the pin.")
  }

  @Test func aResetToWhatThePinHasIsAStepBack() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    try #require(try pair.run("pin", commits[3], "--yes").status == 0)
    try pair.platform.point("main", at: commits[0])
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.waits(for: "step back")
    try session.isAt(commits[0])
    #expect(try !session.screen.contains { $0.contains("Nothing") || $0.contains("up to date") })
    try session.press("p")
    try session.waits(for: "Back from the pin")
  }

  @Test func missingPinIsTold() throws {
    let pair = try EdgePair()
    let orphan = try pair.platform.commit(
      tree: pair.platform.git.line("rev-parse", "main^{tree}"), message: Array("Anew".utf8))
    try pair.platform.point("main", at: orphan)
    _ = try pair.platform.git.shell(
      "git reflog expire --expire=now --all; git gc --quiet --prune=now")
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 240, rows: 30)
    try session.waits(for: "the pin \(pair.pin.prefix(7))")
    try session.waits(for: "`edgesync init`")
  }

  @Test func nothingToReviewIsAGoodDay() throws {
    let pair = try PracticePair()
    let tip = try pair.pin
    try pair.upstream.run("update-ref", "refs/heads/main", tip)
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 30)
    let rows = try session.waits(for: "✓ Nothing new")
    for text in [
      "! 1 pending: O shows it",
      "up to date", "last sync 3 weeks ago", "by Robin Reiter <robin@edge.example>",
      "next review 2026-10-27",
    ] {
      #expect(rows.contains { $0.contains(text) }, "\(text)")
    }
  }

  @Test func quickKeysEndWhereTheyShould() throws {
    let pair = try EdgePair()
    var stream = "reset refs/heads/main\nfrom \(pair.pin)\n"
    for number in 1...250 {
      stream += """
        commit refs/heads/main
        author A <a@example.com> \(1_790_000_000 + number * 60) +0000
        committer A <a@example.com> \(1_790_000_000 + number * 60) +0000
        data <<END
        Change \(number)
        END
        M 100644 inline services/api/f\(number).txt
        data <<END
        \(number)
        END

        """
    }
    try pair.platform.git.run("fast-import", "--quiet", "--force", input: Array(stream.utf8))
    let ids = try pair.platform.git.outcome(["rev-list", "\(pair.pin)..main"]).lines
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 40)
    try session.waits(for: "Commits 250 ─")
    try session.press("s")
    try session.type(String(repeating: "j", count: 200))
    try session.isAt(ids[200])
    let names = try pair.platform.git.outcome([
      "diff", "--name-only", "\(ids[200])^", ids[200],
    ]).lines
    let panes = try session.shows { $0.contains("Files  \(ids[200].prefix(7)) only ─") }
    #expect(panes.files.map { "services/api/" + $0 } == names)
    #expect(panes.contains("┌ \(names[0])  new"))
    try session.press("s", "2", "g")
    let all = try pair.platform.git.outcome(["diff", "--name-only", pair.pin, ids[200]]).lines
    try session.waits(for: "▾ Synced \(all.count)")
  }
}
