import Foundation
import Support
import SystemPackage
import Testing

/// An emergency from the console, and the review that it is owed.
@Suite struct EmergencyTests {
  private static let reason = "answers 503 since noon; Ana agreed"

  /// An adopted pair with a remote, and checks that write down that they ran.
  private func pair(
    _ mode: EdgePair.Mode = .selective, urgent: String = "echo urgent >> '@FOLDER@/ran'"
  ) throws -> (pair: EdgePair, commits: [String]) {
    let pair = try EdgePair(
      mode,
      manifest: """
        checks:
          - { name: smoke test, stage: pre, run: "\(urgent)", emergency: true }
          - { name: long test, stage: pre, run: "echo long >> '@FOLDER@/ran'; exit 1" }
        """)
    let remote = try pair.edge.git.shell(
      "git init -q --bare ../origin.git; git remote add origin ../origin.git; git push -q origin main"
    )
    try #require(remote.status == 0, "\(remote.errorText)")
    return (pair, try pair.advanceAsUsual())
  }

  private func session(_ pair: EdgePair) throws -> TerminalSession {
    try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 36)
  }

  /// Lands an emergency with the newest commit.
  private func land(_ session: TerminalSession) throws {
    try session.press("E")
    try session.waits(for: "Lands as one commit on main, and is pushed to origin/main:")
    try session.press("p")
    try session.type(Self.reason)
    try session.press("Enter")
    try session.waits(for: "✓ Landed")
  }

  @Test(arguments: EdgePair.Mode.allCases) func landsAndPushesNow(_ mode: EdgePair.Mode) throws {
    let (pair, commits) = try pair(mode)
    let before = try pair.edge.git.line("rev-parse", "HEAD")
    let state = try pair.state()
    let session = try session(pair)
    try session.press("E")
    let rows = try session.waits(for: "It has to be reviewed afterwards.")
    for text in [
      "Emergency \(commits[3].prefix(7))", "3 commits past the pin \(pair.pin.prefix(7)): ",
      "! \(pair.service)/requirements.txt", "Checks that run: the built-in ones, smoke test.",
      "Skipped (not marked `emergency: true`): long test.",
      "Lands as one commit on main, and is pushed to origin/main:",
    ] {
      #expect(rows.contains { $0.contains(text) }, "\(text)")
    }
    try session.press("p")
    try session.waits(for: "enter land it now   esc back")
    try session.press("Enter")
    try session.waits(for: "! a reason is needed; it is recorded with your name")
    #expect(try pair.state() == state)
    try session.type(Self.reason)
    try session.press("Enter")
    let landed = try session.waits(for: "✓ Landed")
    #expect(landed.contains { $0.contains("pushed to origin/main") })
    #expect(landed.contains { $0.contains("Review pending: listed below the pin in `edgesync`") })

    #expect(try pair.edge.git.line("rev-parse", "HEAD^") == before)
    let head = try pair.edge.git.line("rev-parse", "HEAD")
    #expect(try pair.folder.git(in: "origin.git").line("rev-parse", "main") == head)
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    for file in ["app.py", "utils/arith.py"] {
      #expect(
        try pair.edge.git.line("hash-object", "--no-filters", "\(pair.service)/\(file)")
          == pair.platform.git.line("rev-parse", "\(commits[3]):services/api/\(file)"))
    }
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).output
    let trailers = try pair.edge.git.outcome(["interpret-trailers", "--parse"], input: message)
      .lines
    #expect(trailers.contains("Edgesync-Kind: emergency"))
    #expect(trailers.contains("Edgesync-Reason: \(Self.reason)"))
    #expect(trailers.contains("Edgesync-To: \(commits[3])"))
    // Nobody has reviewed it yet.
    #expect(!trailers.contains { $0.hasPrefix("Reviewed-by:") })
    #expect(pair.folder.text(of: "ran") == "urgent\n")
  }

  @Test func aFailedEmergencyCheckLandsNothing() throws {
    let (pair, _) = try pair(urgent: "exit 3")
    let state = try pair.state()
    let remote = try pair.folder.git(in: "origin.git").line("rev-parse", "main")
    let session = try session(pair)
    try session.press("E", "p")
    try session.type(Self.reason)
    try session.press("Enter")
    try session.waits(for: "┌ Nothing landed ─")
    try session.waits(for: "smoke test failed")
    #expect(try pair.state() == state)
    #expect(try pair.folder.git(in: "origin.git").line("rev-parse", "main") == remote)
    try session.press("Escape")
    try session.isAtTheTop()
  }

  @Test func whatChangedSinceItWasShownIsNotLanded() throws {
    let (pair, _) = try pair(.selective)
    let session = try session(pair)
    try session.press("E")
    try session.waits(for: "It has to be reviewed afterwards.")
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.write(
      manifest.replacing("requirements.txt]", with: "requirements.txt, app.py]"),
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Keep app.py")
    let state = try pair.state()
    try session.press("p")
    try session.type(Self.reason)
    try session.press("Enter")
    try session.waits(for: "┌ Nothing landed ─")
    try session.waits(for: "the plan has changed since it was shown")
    #expect(try pair.state() == state)
    #expect(pair.folder.text(of: "ran") == nil)
  }

  @Test(arguments: EdgePair.Mode.allCases) func theOwedReview(_ mode: EdgePair.Mode) throws {
    let (pair, commits) = try pair(mode)
    let session = try session(pair)
    try land(session)
    try session.press("Escape")
    try session.waits(for: "! 1 override, 1 review pending")
    let landed = try pair.edge.git.line("rev-parse", "HEAD")

    // What it took, from the pin before it to the one after.
    try session.press("O")
    try session.waits(for: "review pending: \(Self.reason.prefix(7))")
    try session.waits(for: "Files  \(pair.pin.prefix(7))‥\(commits[3].prefix(7))")
    let taken = try pair.platform.git.outcome([
      "diff", "--name-only", "--no-renames", "--diff-filter=d", pair.pin, commits[3], "--",
      "services/api",
    ]).lines.map { String($0.dropFirst("services/api/".count)) }
    #expect(taken.count == 4)
    try session.shows { panes in
      taken.allSatisfy { name in panes.files.contains { $0.hasSuffix(name) } }
    }
    try session.press("m")
    let event = try session.waits(for: "! review pending")
    #expect(event.contains { $0.contains(Self.reason) })
    for commit in [commits[0], commits[2], commits[3]] {
      #expect(event.contains { $0.contains(" \(commit.prefix(7)) ") })
    }
    try session.press("Escape", "p")
    try session.waits(for: "! pin: already taken; x marks it as reviewed")

    try session.press("x")
    try session.waits(for: "▌[x] ! review of the emergency to \(commits[3].prefix(7))")
    try session.press("Enter")
    try session.waits(for: "✓ Acknowledged the emergency sync to \(commits[3].prefix(7))")
    #expect(try pair.edge.git.line("rev-parse", "HEAD^") == landed)
    #expect(
      try pair.edge.git.outcome(["diff", "--name-only", "HEAD^", "HEAD"]).lines
        == ["edgesync.lock"])
    let lock = try pair.edge.git.outcome(["show", "HEAD:edgesync.lock"]).text
    #expect(!lock.contains("owed:"))
    try session.shows { $0.contains("! 1 override pending") && !$0.contains("review pending") }

    // And the override, from the status screen.
    try session.press("S")
    try session.waits(for: "! \(pair.service)/requirements.txt")
    try session.press("A")
    try session.waits(for: "▌[ ] ! \(pair.service)/requirements.txt")
    try session.press("Enter")
    try session.waits(for: "! nothing is ticked: space ticks what was done")
    try session.press("Space", "Enter")
    try session.waits(for: "pending   ✓ nothing")
    let blob = try pair.platform.git.line(
      "rev-parse", "\(commits[3]):services/api/requirements.txt")
    let after = try pair.edge.git.outcome(["show", "HEAD:edgesync.lock"]).text
    #expect(
      after.contains("path: \"\(pair.service)/requirements.txt\", seen: \"\(blob)\"")
        || after.contains("path: \(pair.service)/requirements.txt, seen: \"\(blob)\""))
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
  }

  @Test func aHoldIsMarkedSaidAndLifted() throws {
    let (pair, commits) = try pair()
    let head = try pair.edge.git.line("rev-parse", "HEAD")
    let session = try session(pair)
    // The commit before the newest that concerns this repo.
    try session.press("j")
    try session.isAt(commits[2])
    try session.press("H")
    try session.type("fastapi 2 breaks us")
    try session.press("Enter")
    try session.waits(for: "✓ Held \(commits[2].prefix(7))")
    try session.shows { panes in
      let marks = panes.column(0).prefix(3).map { $0.contains("⊘") }
      return marks == [true, true, false]
    }
    try session.waits(for: "⊘ Robin Reiter holds \(commits[2].prefix(7)): fasta")
    #expect(try pair.edge.git.line("rev-parse", "HEAD^") == head)
    let lock = try pair.edge.git.outcome(["show", "HEAD:edgesync.lock"]).text
    #expect(lock.contains("id: \"\(commits[2])\", reason: \"fastapi 2 breaks us\""))
    // Neither it nor what descends from it.
    try session.press("k")
    try session.isAt(commits[3])
    try session.press("p")
    try session.waits(for: "! pin: Robin Reiter holds \(commits[2].prefix(7)): fastapi 2 breaks us")
    try session.press("H")
    try session.waits(for: "The hold is on \(commits[2].prefix(7)), which it descends from.")
    try session.press("Enter")
    try session.waits(for: "✓ Lifted the hold on \(commits[2].prefix(7))")
    try session.shows { !$0.contains("⊘") }
    let lifted = try pair.edge.git.outcome(["show", "HEAD:edgesync.lock"]).text
    #expect(!lifted.contains("held:"))
    try session.press("p")
    try session.waits(for: "┌ Pin \(commits[3].prefix(7))")
  }
}
