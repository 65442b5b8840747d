import Foundation
import Support
import SystemPackage
import Testing

/// Marking, copying, editing, looking anew, and leaving for a while.
@Suite struct MarkingTests {
  @Test func reviewedMarksStayAfterARestart() throws {
    let pair = try PracticePair()
    let ids = try pair.commits
    let before = try pair.git.outcome(["status", "--porcelain"]).text
    func isMarked(_ panes: Panes) -> Bool {
      panes.column(0).first { $0.contains(ids[0].prefix(7)) }?.contains("●") == true
        && panes.column(1).first { $0.contains("README.md") }?.contains("+2 −0 ●") == true
    }
    do {
      let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
      try session.press("x")
      // On to the next, as one reads.
      try session.isAt(ids[1])
      try session.press("k", "2", "g", "j", "x")
      try session.isAtFile("app.py")
      try session.shows(where: isMarked)
      try session.press("1")
      try session.pressWithoutWaiting("q")
      #expect(try session.waitsForEnd() == 0)
    }
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    try session.shows(where: isMarked)
    try session.press("x")
    try session.shows { !isMarked($0) && $0.contains("+2 −0 ●") }
    #expect(try pair.git.outcome(["status", "--porcelain"]).text == before)
  }

  @Test func copiesIdAndPath() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge)
    #expect(try session.clipboard == nil)
    try session.press("j", "y")
    let id = try pair.commits[1]
    try session.waits(for: "✓ copied \(id)")
    #expect(try session.clipboard == id)
    try session.press("2", "y")
    let path = "services/forecastingApi/app.py"
    try session.waits(for: "✓ copied \(path)")
    #expect(try session.clipboard == path)
  }

  @Test func editorGetsTheTerminalAndDriftShows() throws {
    let pair = try PracticePair()
    let script = pair.edge.appending(".git").appending("editor.sh")
    try Data(
      """
      printf '\\033[31mEDITOR of %s\\n' "$1"
      read line
      printf '%s\\n' "$line" >> "$1"
      printf 'left over\\033[?25l'
      """.utf8
    ).write(to: URL(fileURLWithPath: script.string))
    let kind = TerminalSession.Kind(variables: ["EDITOR": "sh \(script.string)"])
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40, kind: kind)
    try session.press("2", "j")
    try session.isAtFile("app.py")
    let before = try session.screen
    let looks = try session.looks
    try session.pressWithoutWaiting("e")
    let file = pair.edge.appending("services/forecastingApi/app.py")
    try session.waits(for: "EDITOR of \(file)")
    #expect(try session.screenModes.hasPrefix("0 1 0 0 0 0 0 0 0 0 0 0 1 "))
    try session.answer("# changed")
    try session.waits(
      for: "! services/forecastingApi/app.py is synced: what you change here is drift")
    try session.settle()
    try session.waits(for: "✗ 1 file drifted")
    #expect(
      try pair.git.outcome(["diff", "--name-only"]).lines == ["services/forecastingApi/app.py"])
    // Taken back, the screen is whole again, to the last colour.
    try pair.git.run("checkout", "--quiet", ".")
    try session.press("r")
    try session.waits(for: "the screen from before") { $0 == before }
    #expect(try session.looks == looks)
  }

  @Test func editorThatFailsIsTold() throws {
    let pair = try PracticePair()
    let kind = TerminalSession.Kind(variables: ["VISUAL": "nonesuch-editor"])
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40, kind: kind)
    try session.press("2", "e")
    try session.waits(for: "✗ the editor `nonesuch-editor` failed")
    try session.press("j")
    try session.isAtFile("app.py")
  }

  @Test func reloadSeesWhatCameIn() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 20)
    try session.waits(for: "Commits 3 ─")
    try session.press("j")
    let selected = try session.shows { $0.candidate != "" }.candidate
    let new = try pair.advance(["app.py": .text("all new\n")], subject: "All new")
    try session.press("r")
    let panes = try session.shows { $0.contains("Commits 4 ─") }
    #expect(panes.column(0).first?.contains(new.prefix(7)) == true)
    // The cursor stays on its commit.
    try session.isAt(selected)
  }

  @Test func redrawMendsADisturbedScreen() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 110, rows: 30)
    let before = try session.shows { $0.footer.contains("q quit") }.rows
    try session.disturb("\u{1B}[5;5H\u{1B}[41mGARBAGE\u{1B}[0m")
    try session.waits(for: "GARBAGE")
    try session.press("C-l")
    try session.waits(for: "the screen from before") { $0 == before }
  }

  @Test func stopsAndComesBackWhole() throws {
    let pair = try PracticePair()
    let kind = TerminalSession.Kind(hasJobControl: true)
    let session = try TerminalSession(in: pair.edge, columns: 110, rows: 30, kind: kind)
    try session.press("j", "j", "2")
    let before = try session.shows { $0.footer.contains("space fold") }.rows
    try session.pressWithoutWaiting("C-z")
    try session.waits(for: "stopped")
    let modes = try session.screenModes
    #expect(modes.hasPrefix("0 1 0 0 0 0 0 0 0 0 0 0 1 "))
    try session.answer("")
    try session.waits(for: "the screen from before") { $0 == before }
    try session.settle()
    try session.press("j")
    try session.shows { $0.file.hasSuffix("sets/model.bin") }
    try session.press("1")
    try session.pressWithoutWaiting("q")
    #expect(try session.waitsForEnd() == 0)
  }

  @Test func fetchesFromAMirror() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 20)
    // The first look fetches by itself.
    try session.waits(for: "✓ Nothing to review")
    try session.waits(for: "f looks for more")
    let commits = try pair.advanceAsUsual()
    try session.press("f")
    try session.waits(
      for: "✓ fetched main: \(pair.pin.prefix(7)) → \(commits[3].prefix(7))")
    try session.waits(for: "Commits 3 ─")
    try session.isAt(commits[3])
    try session.press("f")
    try session.waits(for: "✓ nothing new upstream: main is at \(commits[3].prefix(7))")
    let mirror = Plumbing(pair.edge.git.folder, variables: ["GIT_DIR": ".git/edgesync/mirror.git"])
    #expect(try mirror.line("rev-parse", "refs/heads/main") == commits[3])
  }

  /// Both versions are handed to the tool that git is set to use, by their own path.
  @Test func opensTheUsersDiffTool() throws {
    let pair = try PracticePair()
    let seen = pair.edge.appending(".git").appending("seen")
    try pair.git.run("config", "diff.tool", "ours")
    try pair.git.run(
      "config", "difftool.ours.cmd",
      "{ echo \"$LOCAL\"; echo \"$REMOTE\"; cat \"$LOCAL\"; echo ==; cat \"$REMOTE\"; } > '\(seen)'"
    )
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    try session.press("3", "D")
    try session.settle()
    let text = try String(contentsOfFile: seen.string, encoding: .utf8)
    let path = "services/forecastingApi/README.md"
    let old = try pair.upstream.run("cat-file", "blob", "\(try pair.pin):\(path)").text
    let new = try pair.upstream.run("cat-file", "blob", "main:\(path)").text
    let names = text.split(separator: "\n").prefix(2)
    #expect(names.first?.hasSuffix("/old/\(path)") == true)
    #expect(names.last?.hasSuffix("/new/\(path)") == true)
    #expect(text.dropFirst(names.joined(separator: "\n").count + 1).hasPrefix(old))
    #expect(text.contains("==\n\(new)"))
    try session.press("]")
    try session.waits(for: "services/forecastingApi/app.py  +8 −2 ─")
    // A tool that fails says so, and what to run.
    try pair.git.run("config", "difftool.ours.cmd", "exit 9")
    try pair.git.run("config", "difftool.trustExitCode", "true")
    try session.press("D")
    try session.waits(for: "git difftool --tool-help")
  }
}
