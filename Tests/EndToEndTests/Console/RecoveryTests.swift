import Foundation
import Support
import Testing

/// Back to an earlier sync, from the changelog.
@Suite struct RecoveryTests {
  /// A pair that was synced twice; the two sync commits, oldest first.
  private func pair(
    _ mode: EdgePair.Mode = .selective
  ) throws -> (pair: EdgePair, upstream: [String], syncs: [String]) {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let syncs = try [commits[0], commits[3]].map { commit in
      let outcome = try pair.run("pin", commit, "--yes")
      try #require(outcome.status == 0, "\(outcome.errorText)")
      return try pair.edge.git.line("rev-parse", "HEAD")
    }
    return (pair, commits, syncs)
  }

  private func session(_ pair: EdgePair) throws -> TerminalSession {
    try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 36)
  }

  private func expectRecovered(_ pair: EdgePair, to sync: String, from head: String) throws {
    let git = pair.edge.git
    #expect(try git.line("rev-parse", "HEAD^") == head)
    let held = pair.mode == .selective ? "services" : "platform"
    #expect(try git.line("rev-parse", "HEAD:\(held)") == git.line("rev-parse", "\(sync):\(held)"))
    let changed = try git.outcome(["diff", "--name-only", head, "HEAD"]).lines
    #expect(
      changed.allSatisfy {
        $0.hasPrefix("services/api/") || $0 == "platform" || $0 == "edgesync.lock"
          || $0 == "docs/sync-changelog.md"
      })
    #expect(try git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try git.outcome(["fsck", "--strict"]).status == 0)
  }

  @Test(arguments: EdgePair.Mode.allCases)
  func goesBackByANewCommitAndHoldsWhatItLeaves(_ mode: EdgePair.Mode) throws {
    let (pair, upstream, syncs) = try pair(mode)
    let state = try pair.state()
    let session = try session(pair)
    try session.press("c", "j", "Enter")
    let said = try session.waits(for: "To go back to it: R shows the plan first, as ").joined()
    let command = try #require(said.firstMatch(of: /edgesync recover --dry-run --to [0-9a-f]+/)).0
    let told = try Remedy(pair: pair).run(String(command)).text
    #expect(try pair.state() == state)
    try session.press("R")
    try session.waits(for: "┌ Go back to \(upstream[0].prefix(7))")
    // The oldest commit past the one gone back to, concerning this repo or not.
    let held = try pair.platform.git.outcome([
      "rev-list", "--reverse", "\(upstream[0])..\(upstream[3])",
    ]).lines[0]
    let rows = try session.waits(for: "Held afterwards: \(held.prefix(7))")
    #expect(rows.contains { $0.contains("Lands as one commit on main:  “Recover ") })
    try session.press("d")
    let plan = try session.waits(for: "┌ Plan to \(upstream[0].prefix(7))")
    // What the sync changed, the other way round: git is asked.
    let back = try pair.edge.git.outcome([
      "diff", "--name-status", "--no-renames", syncs[1], syncs[0], "--", "services/api/app.py",
      "services/api/run.sh", "services/api/utils/new.py", "platform",
    ]).lines.map { $0.split(separator: "\t").map(String.init) }
    #expect(back.count == (mode == .selective ? 2 : 1))
    for line in back {
      #expect(plan.contains { $0.contains("  \(line[0]) \(line[1])") }, "\(line)")
      #expect(told.contains("  \(line[0]) \(line[1])"), "\(line)")
    }
    try session.press("Escape")
    #expect(try pair.state() == state)

    try session.press("p")
    try session.waits(for: "Why? It is recorded with your name, and may be left out.")
    try session.type("run.sh was needed after all")
    try session.press("Enter")
    try session.waits(for: "✓ Landed")
    try session.waits(for: "Held: \(held.prefix(7)) and its descendants")
    try expectRecovered(pair, to: syncs[0], from: syncs[1])
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).output
    let trailers = try pair.edge.git.outcome(["interpret-trailers", "--parse"], input: message)
      .lines
    #expect(trailers.contains("Edgesync-Kind: recovery"))
    #expect(trailers.contains("Edgesync-Reason: run.sh was needed after all"))
    let lock = try pair.edge.git.outcome(["show", "HEAD:edgesync.lock"]).text
    #expect(lock.contains("id: \"\(held)\""))
    // What was left is in the list again, and isn't to be taken.
    try session.press("Escape")
    try session.waits(for: "═ \(upstream[0].prefix(7))")
    try session.shows { $0.column(0).prefix(2).allSatisfy { $0.contains("⊘") } }
    #expect(try pair.run("daily", "--dry-run").text.contains("all that is past the pin is held"))
  }

  @Test(arguments: EdgePair.Mode.allCases)
  func savesWhatStandsInTheWayWhenForced(_ mode: EdgePair.Mode) throws {
    let (pair, upstream, syncs) = try pair(mode)
    try pair.write("mine\n", to: "\(pair.service)/app.py")
    let session = try session(pair)
    try session.press("c", "j", "Enter")
    try session.waits(for: "To go back to it: R shows the plan first")
    try session.press("R")
    try session.waits(for: "\(pair.service)/app.py was modified here")
    try session.press("p")
    try session.waits(for: "! Can't land: something is in the way")
    try session.press("F")
    try session.waits(for: "Replaced, after what stands there is saved:")
    #expect(pair.folder.text(of: "edge/\(pair.service)/app.py") == "mine\n")
    try session.press("p", "Enter")
    try session.waits(for: "✓ Landed")
    // Where the file is kept: in the repository that it belongs to.
    let keeper = mode == .selective ? pair.edge.git : pair.folder.git(in: "edge/platform")
    let rescue = try keeper.line("for-each-ref", "--format=%(refname)", "refs/edgesync/rescue")
    try session.waits(for: String(rescue.prefix(40)))
    try expectRecovered(pair, to: syncs[0], from: syncs[1])
    #expect(
      try keeper.line("rev-parse", "HEAD:services/api/app.py")
        == pair.platform.git.line("rev-parse", "\(upstream[0]):services/api/app.py"))
    #expect(try keeper.line("show", "\(rescue):services/api/app.py") == "mine")
  }

  @Test func whatDidNotLandIsNoWayBack() throws {
    let (pair, upstream, _) = try pair()
    try pair.write("mine\n", to: "services/api/app.py")
    let later = pair.edgesync.with(["SOURCE_DATE_EPOCH": String(EdgesyncProgram.now + 60)])
    #expect(
      try later.run(["pin", upstream[0], "--yes"], in: pair.edge.git.folder).status == 3)
    let state = try pair.state()
    let session = try session(pair)
    try session.press("c", "R")
    try session.waits(for: "! go back to this sync: it didn't land")
    try session.press("Escape")
    try session.isAtTheTop()
    #expect(try pair.state() == state)
  }
}
