import Support
import Testing

/// Finding text in the panes.
@Suite struct SearchTests {
  @Test func findsCommits() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    let hits = try pair.commits.filter { id in
      try pair.upstream.line("log", "-1", "--format=%s %an", id).lowercased().contains("horizon")
    }
    #expect(hits.count == 3)
    try session.press("/")
    try session.type("horizon")
    try session.waits(for: " /horizon")
    try session.isAt(hits[0])
    try session.press("Enter", "n")
    try session.isAt(hits[1])
    try session.press("n", "n")
    try session.isAt(hits[0])
    try session.press("N")
    try session.isAt(hits[2])
    // A commit's id is found too; and escape leaves the search, not the pane.
    try session.press("/")
    try session.type(String(hits[1].prefix(9)))
    try session.isAt(hits[1])
    try session.press("Enter", "Escape", "n")
    try session.waits(for: "! find the next: no search yet; start one with /")
  }

  @Test func findsFilesAndSaysWhatIsNotThere() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    try session.press("2", "/")
    try session.type("retry")
    try session.isAtFile("tests/test_retry.py")
    try session.press("Enter", "n")
    try session.isAtFile("utils/retry.py")
    try session.press("/")
    try session.type("nonesuch")
    try session.waits(for: " /nonesuch   ! nothing matches “nonesuch”")
    try session.press("Enter")
    try session.shows { $0.rows.last?.hasPrefix(" ! nothing matches “nonesuch”") == true }
    try session.press("n")
    try session.waits(for: "! nothing matches “nonesuch”")
    try session.isAtFile("utils/retry.py")
    try session.press("Escape", "Escape")
    try session.isAtTheTop()
  }

  @Test func findsLinesAndKeysAreText() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 16)
    try session.press("3", "]", "/")
    // Every letter here is also a key that would do something.
    try session.type("qpvx")
    try session.waits(for: " /qpvx")
    try session.press("C-u")
    try session.type("aboux")
    try session.press("BSpace")
    try session.type("t:")
    try session.waits(for: " /about:")
    try session.shows { $0.column(2).contains { $0.contains("about:blank") } }
    try session.press("Escape")
    try session.shows { $0.footer.contains("] next file") }
  }

  /// All files are searched, also those that were never read; what is found is counted, and escape goes back.
  @Test func findsLinesInAllFiles() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 26)
    let found = try pair.upstream.outcome([
      "diff", "-U3", "-M", pair.pin, "main", "--", "services/forecastingApi",
    ]).lines.filter { $0.contains("return ") && !$0.hasPrefix("@@") }
    try session.press("3", "/")
    try session.type("return ")
    try session.shows { panes in
      panes.footer.contains("/return") && panes.footer.hasSuffix(" 1/\(found.count)")
    }
    try session.press("Enter")
    for number in 2...found.count {
      try session.press("n")
      try session.shows { $0.footer.contains("\(number)/\(found.count)") }
      try session.shows { $0.selected(2).contains("return ") }
    }
    try session.press("n")
    try session.shows { $0.footer.contains("1/\(found.count)") }
    // A regular expression begins with a slash; what isn't found leaves the pane where it was.
    try session.press("g", "/")
    try session.type("/^def .*:$")
    try session.shows { $0.selected(2).contains("def ") }
    try session.press("Escape")
    try session.isAtFile("README.md")
  }
}
