import Foundation
import Support
import Testing

/// From the pin dialog to the commit.
@Suite struct PinningTests {
  @Test func anOlderCommitThanTheTip() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let head = try pair.edge.git.line("rev-parse", "HEAD")
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("G", "k")
    try session.isAt(commits[0])
    try session.press("p")
    try session.waits(for: "1 commit past the pin \(pair.pin.prefix(7)): 1 written")
    // They run nothing, and so by themselves.
    try session.waits(for: "Checks of this exact tree:  ✓ 3 passed")
    try session.press("p")
    try session.waits(for: "✓ Landed")
    #expect(try pair.edge.git.line("rev-parse", "HEAD^") == head)
    let changed = try pair.edge.git.outcome(["diff", "--name-status", "HEAD^", "HEAD"]).lines
    #expect(
      changed == ["A\tdocs/sync-changelog.md", "M\tedgesync.lock", "M\tservices/api/app.py"])
    #expect(
      try pair.edge.git.line("rev-parse", "HEAD:services/api/app.py")
        == pair.platform.git.line("rev-parse", "\(commits[0]):services/api/app.py"))
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    // What is left is reviewed from the new pin on.
    try session.press("Enter")
    try session.waits(for: "═ \(commits[0].prefix(7))")
    try session.waits(for: "Commits 2 ─")
  }

  @Test func planIsShownAndEveryLevelHasAWayBack() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("p", "d")
    let rows = try session.waits(for: "┌ Plan to \(commits[3].prefix(7)) ─")
    for text in [
      "  M services/api/app.py", "  A services/api/utils/new.py", "  D services/api/run.sh",
      "  R services/api/utils/math.py → services/api/utils/arith.py",
      "  ! services/api/requirements.txt", "\(commits[0].prefix(7)) Change the app",
    ] {
      #expect(rows.contains { $0.contains(text) }, "\(text)")
    }
    try session.press("Escape")
    try session.waits(for: "┌ Pin \(commits[3].prefix(7))")
    try session.press("?")
    try session.waits(for: "In this dialog")
    try session.press("Escape")
    try session.waits(for: "┌ Pin \(commits[3].prefix(7))")
    try session.press("Escape")
    try session.isAtTheTop()
    #expect(try pair.state() == before)
  }

  @Test func failedCheckIsLandedPastWithAReason() throws {
    let pair = try EdgePair(
      manifest: "checks:\n  - name: smoke test\n    stage: pre\n    run: exit 3\n")
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("p", "v")
    try session.waits(for: "✗ smoke test  exit status 3")
    try session.waits(for: "Can't pin yet: smoke test failed (o overrides)")
    try session.shows { panes in
      panes.rows.contains { $0.contains("d show the plan") && !$0.contains("p pin") }
    }
    try session.press("p")
    try session.waits(for: "! Can't pin: smoke test failed (o overrides)")
    try session.press("o")
    try session.waits(for: " enter land past what failed   esc back")
    try session.press("Enter")
    try session.waits(for: "! a reason is needed; it is recorded with your name")
    try session.type("   ")
    try session.press("Enter")
    try session.waits(for: "! a reason is needed")
    try session.press("Escape")
    try session.waits(for: "o override…")
    #expect(try pair.state() == before)
    try session.press("o")
    // Of what is longer than the dialog, the end is seen.
    let reason =
      "the lab is down until the new rack has its power, which is nobody's fault; Ana and Ben agreed"
    try session.type(reason)
    try session.waits(for: "nobody's fault; Ana and Ben agreed")
    try session.press("Enter")
    try session.waits(for: "✓ Landed")
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).output
    let trailers = try pair.edge.git.outcome(["interpret-trailers", "--parse"], input: message)
      .lines
    #expect(trailers.contains("Edgesync-Reason: \(reason)"))
    #expect(trailers.contains("Reviewed-by: Robin Reiter <robin@edge.example>"))
    #expect(trailers.contains("Edgesync-To: \(commits[3])"))
    #expect(
      trailers.contains {
        $0.wholeMatch(of: /Edgesync-Check: smoke test overridden \d+\.\d/) != nil
      })
  }

  /// What keeps a sync from landing: how to make it, and what the dialog names.
  private static let blockers: [(name: String, make: String, says: [String])] = [
    ("drift", "echo more >> services/api/app.py", ["services/api/app.py"]),
    (
      "an untracked file in the way",
      "mkdir -p services/api/utils; echo x > services/api/utils/new.py",
      ["services/api/utils/new.py"]
    ),
    (
      "a staged synced file",
      "echo more >> services/api/app.py; git add services/api/app.py; git show HEAD:services/api/app.py > services/api/app.py",
      ["services/api/app.py"]
    ),
    (
      "a merge in progress",
      "git checkout -q -b side; echo a > notes.txt; git commit -qam a; git checkout -q main; echo b > notes.txt; git commit -qam b; git merge side > /dev/null; true",
      ["notes.txt", "merge"]
    ),
  ]

  @Test(arguments: blockers.indices)
  func whatStandsInTheWayIsNamed(_ index: Int) throws {
    let (name, make, says) = Self.blockers[index]
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    _ = try pair.edge.git.shell(make)
    let before = try pair.state()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("p")
    try session.waits(for: "This can't be pinned now.")
    let text = try session.screen.joined(separator: " ")
    for word in says { #expect(text.contains(word), "\(name): \(word)") }
    try session.press("p")
    try session.waits(for: "! Can't pin: something is in the way")
    try session.press("Escape")
    try session.isAtTheTop()
    #expect(try pair.state() == before, "\(name)")
  }

  @Test func aChangeAfterTheDialogOpenedIsNoticed() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("p", "v")
    try session.waits(for: "✓ 3 passed")
    try pair.write("mine\n", to: "services/api/app.py")
    let before = try pair.state()
    try session.press("p")
    try session.waits(for: "┌ Nothing landed ─")
    try session.waits(for: "services/api/app.py")
    #expect(try pair.state() == before)
    try session.press("Escape")
    try session.waits(for: "✗ 1 file drifted")
    try session.isAtTheTop()
  }

  @Test func aManifestChangedAfterTheDialogOpenedIsNoticed() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("p", "v")
    try session.waits(for: "✓ 3 passed")
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.write(
      manifest.replacing("requirements.txt]", with: "requirements.txt, run.sh]"),
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Keep run.sh")
    let before = try pair.state()
    // The dialog may show it already, and else finds it when it is about to land.
    try session.press("p")
    try session.waits(for: "a refusal") { rows in
      rows.contains {
        $0.contains("┌ Nothing landed ─") || $0.contains("checks haven't run on this tree")
      }
    }
    #expect(try pair.state() == before)
  }

  @Test func aManifestChangedAtTheSamePinIsLanded() throws {
    let pair = try EdgePair()
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.write(
      manifest.replacing("requirements.txt]", with: "requirements.txt, run.sh]"),
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Keep run.sh")
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.isAt("pin")
    try session.press("p", "v")
    try session.waits(for: "Checks of this exact tree:  ✓ 3 passed")
    try session.press("p")
    try session.waits(for: "✓ Landed")
    let changed = try pair.edge.git.outcome(["diff", "--name-only", "HEAD^", "HEAD"]).lines
    #expect(changed.contains("edgesync.lock") && !changed.contains("services/api/run.sh"))
    let lock = try pair.edge.git.outcome(["show", "HEAD:edgesync.lock"]).text
    #expect(lock.contains("files: 2 }"))
  }
}
