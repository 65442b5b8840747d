import Support
import Testing

/// Moving through the panes.
@Suite struct MovingTests {
  @Test func throughTheCommits() throws {
    let pair = try PracticePair()
    let ids = try pair.commits
    // Ten rows in the list: commits above, files below.
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 14)
    try session.isAt(ids[0])
    try session.press("j")
    try session.isAt(ids[1])
    try session.press("Down", "Down", "k", "Up", "j")
    try session.isAt(ids[2])
    try session.press("G", "k")
    try session.isAt("pin")
    try session.press("g")
    try session.isAt(ids[0])
    try session.press("PPage")
    try session.isAt(ids[0])
    try session.press("NPage")
    try session.isAt(ids[8])
    try session.press("C-u")
    try session.isAt(ids[4])
    try session.press("C-d", "C-d")
    try session.isAt(ids[13 - 1])
    // Below the pin stands what is pending.
    try session.press("End", "Up")
    try session.isAt("pin")
    try session.press("PPage")
    try session.isAt(ids[15 - 8])
    try session.press("Home")
    try session.isAt(ids[0])
  }

  @Test func filesAndLinesFollowTheCommit() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    for _ in 0..<4 {
      let candidate = try session.shows { $0.candidate != "" }.candidate
      let names = try pair.upstream.outcome([
        "diff", "--name-only", "-M", pair.pin, candidate, "--", "services/forecastingApi",
      ]).lines.map { String($0.dropFirst("services/forecastingApi/".count)) }
      let panes = try session.shows("the files of \(candidate)") { panes in
        panes.contains("Files  pin‥\(candidate) ─") && panes.files.count == names.count
      }
      // Renames name both ends, which may be shortened.
      let shown = panes.files.map { $0.split(separator: " ").last.map(String.init) ?? "" }
      #expect(Set(shown) == Set(names))
      try session.press("j", "j", "j")
    }
  }

  @Test func throughFilesAndLines() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 26)
    try session.press("l")
    try session.shows { $0.footer.contains("space fold") }
    try session.isAtFile("README.md")
    try session.press("j")
    try session.isAtFile("app.py")
    try session.waits(for: "┌ services/forecastingApi/app.py  +8 −2 ─")
    try session.press("G")
    try session.shows { $0.selected(1).contains("Outside") }
    try session.press("g")
    try session.shows { $0.selected(1).contains("▾ Synced 9") }
    try session.press("j", "j", "Right")
    try session.shows { $0.footer.contains("} next hunk") }
    // The lines: one by one, by pages, to the ends of all files.
    let first = "@@ -1,5 +1,7 @@"
    try session.shows { $0.selected(2).hasPrefix(first) }
    try session.press("j")
    try session.shows { $0.selected(2).contains("from model import Model") }
    try session.press("G")
    try session.shows { $0.selected(2).contains("services/web/app.js  outside") }
    try session.shows { $0.selected(1).contains("Outside") }
    try session.press("PPage", "g")
    try session.shows { $0.selected(2).hasPrefix("@@ -1,3 +1,5 @@") }
    try session.isAtFile("README.md")
    try session.press("C-d")
    try session.isAtFile("app.py")
    try session.press("C-u")
    try session.isAtFile("README.md")
    // To the right and back, and from the left end to the files.
    try session.press("l")
    try session.shows { $0.contains("from column 9") && $0.contains("‹") }
    try session.press("h")
    try session.shows { !$0.contains("from column 9") }
    try session.press("h")
    try session.shows { $0.footer.contains("space fold") }
  }

  @Test func betweenFilesAndHunksFromInsideTheLines() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 26)
    try session.press("3", "]")
    try session.isAtFile("app.py")
    try session.press("}")
    try session.shows { $0.selected(2).hasPrefix("@@ -8,7 +10,7 @@") }
    try session.press("}")
    try session.shows { $0.selected(2).hasPrefix("@@ -17,3 +19,7 @@") }
    // Hunks go on from file to file.
    try session.press("}")
    try session.shows { !$0.file.isEmpty && $0.file != "app.py" }
    try session.press("{", "{", "{")
    try session.shows { $0.selected(2).hasPrefix("@@ -1,5 +1,7 @@") && $0.file == "app.py" }
    try session.press("[")
    try session.isAtFile("README.md")
    try session.press("[")
    try session.waits(for: "! this is the first file")
  }

  /// What is read has the whole screen, or its two versions side by side, or its lines wrapped; and back.
  @Test func readingHasTheRoomItWants() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 30)
    try session.press("3", "]", "z")
    try session.shows { $0.contains("app.py  +8 −2 · zoomed") && !$0.contains("Commits") }
    try session.press("|")
    try session.shows { panes in
      panes.rows.contains {
        $0.contains("from utils.cache import cached")
          && $0.contains("from utils.memo import cached")
      }
    }
    try session.press("|", "w")
    try session.resize(columns: 50, rows: 30)
    try session.shows { $0.contains("↪") && !$0.contains("›") }
    try session.resize(columns: 140, rows: 30)
    try session.press("w", "=")
    try session.waits(for: "this file is shown whole")
    try session.press("=", "Escape")
    try session.shows { $0.contains("hunk 1/3") && $0.contains("Commits 15") }
    try session.press("<", "<")
    try session.shows { ($0.column(0).first?.count ?? 0) == 34 }
    try session.press(">", ">", ">")
    try session.shows { ($0.column(0).first?.count ?? 0) == 46 }
    // Where the border was moved to is there the next time.
    try session.press("1")
    try session.pressWithoutWaiting("q")
    #expect(try session.waitsForEnd() == 0)
  }

  /// Reviewed files are folded, counted, left out, and passed over.
  @Test func reviewGoesOnWithWhatIsLeft() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 30)
    try session.waits(for: "reviewed 0/11")
    try session.press("3", "x")
    try session.isAtFile("app.py")
    try session.waits(for: "reviewed 1/11")
    try session.press("g")
    try session.shows { $0.selected(2).contains("● reviewed folded") }
    try session.press("u")
    try session.isAtFile("app.py")
    try session.press("X")
    try session.shows { $0.contains("1 hidden") && !$0.files.contains("README.md") }
    try session.press("X")
    try session.shows { $0.files.contains("README.md") }
  }

  /// The candidate is set apart from the cursor, and reading others leaves it.
  @Test func theCandidateStays() throws {
    let pair = try PracticePair()
    let ids = try pair.commits.map { String($0.prefix(7)) }
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 30)
    try session.press("j", "Space", "j", "j")
    try session.shows { $0.contains("candidate \(ids[1])") && $0.contains("Files  pin‥\(ids[1])") }
    try session.press("s")
    try session.shows { $0.contains("Files  \(ids[3]) only") && $0.contains("Checks of \(ids[1])") }
    try session.press("s", "p")
    try session.waits(for: "┌ Pin \(ids[1])")
    try session.press("Escape", "Space", "Space")
    try session.shows { panes in
      !panes.rows[0].contains("candidate") && panes.contains("Files  pin‥\(ids[3])")
    }
  }

  @Test func betweenPanes() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    let (commits, files, lines, checks) = ("v validate", "space fold", "} next hunk", "V choose")
    let sequence: [(key: String, hint: String)] = [
      ("Tab", files), ("Tab", lines), ("Tab", checks), ("Tab", commits), ("BTab", checks),
      ("BTab", lines), ("BTab", files), ("BTab", commits), ("3", lines), ("4", checks),
      ("2", files), ("1", commits),
    ]
    for (key, hint) in sequence {
      try session.press(key)
      try session.shows("“\(hint)” after \(key)") { panes in
        panes.footer.contains(hint)
          && panes.rows[1].contains("┌ Checks of") == (hint == checks)
          && (hint != commits || panes.footer.contains("q quit"))
      }
    }
  }

  @Test func enterOpensAndEscapeGoesBack() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    try session.press("Enter", "Enter")
    try session.shows { $0.footer.contains("} next hunk") }
    try session.press("Escape")
    try session.shows { $0.footer.contains("space fold") }
    try session.press("Escape", "Escape", "Escape")
    try session.isAtTheTop()
    // q goes back too, and leaves from the top alone.
    try session.press("Enter", "Enter", "q", "q")
    try session.isAtTheTop()
    try session.pressWithoutWaiting("q")
    #expect(try session.waitsForEnd() == 0)
  }

  @Test func scopeSwitchesToTheCommitAlone() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    let commit = try pair.commit("Rename the cache")
    while try session.shows(where: { $0.candidate != "" }).candidate != commit.prefix(7) {
      try session.press("j")
    }
    try session.press("s")
    let names = try pair.upstream.outcome([
      "diff-tree", "-r", "-M", "--name-only", "--no-commit-id", commit,
    ]).lines.filter { $0.hasPrefix("services/forecastingApi/") }
    let panes = try session.shows { panes in
      panes.contains("Files  \(commit.prefix(7)) only ─") && panes.files.count == names.count
    }
    #expect(panes.files.contains { $0.hasSuffix("memo.py") })
    #expect(panes.footer.contains("s all since the pin"))
    try session.press("s")
    try session.waits(for: "Files  pin‥\(commit.prefix(7)) ─")
  }

  @Test func groupsFold() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 60)
    try session.press("2", "Space")
    try session.shows { $0.selected(1).contains("▸ Synced 9") && !$0.files.contains("app.py") }
    try session.press("Space")
    try session.shows { $0.selected(1).contains("▾ Synced 9") && $0.files.contains("app.py") }
    try session.press("G", "Enter")
    let outside = try pair.upstream.outcome([
      "diff", "--name-only", pair.pin, "main", "--", ".", ":!services/forecastingApi",
    ]).lines
    let panes = try session.shows { $0.contains("▾ Outside \(outside.count)") }
    #expect(panes.files.count == 11 + outside.count)
  }
}
