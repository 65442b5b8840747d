import Support
import Testing

/// Showing some of the commits alone.
@Suite struct FilterTests {
  @Test func commitsAreFilteredAsGitLogDoes() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    let all = try pair.commits
    let wanted = Set(try pair.upstream.outcome(["log", "--format=%H", "--author", "Ana"]).lines)
    let byAna = all.filter { wanted.contains($0) }
    try session.isAtTheTop()
    try session.press("F")
    try session.type("--author Ana")
    try session.waits(for: " filter --author Ana")
    try session.press("Enter")
    try session.waits(for: "Commits \(byAna.count) of \(all.count) · author Ana")
    try session.shows { panes in
      let rows = panes.column(0)
      return all.filter { id in rows.contains { $0.contains(id.prefix(7)) } } == byAna
    }
    // What git can't take stays to be put right.
    try session.press("F")
    try session.type("'a\\('")
    try session.press("Enter")
    try session.waits(for: "! invalid regex: 'a\\(': Unmatched")
    try session.press("C-u", "Enter")
    try session.waits(for: "Commits \(all.count) ")
  }

  @Test func theCommitsOfAFileAreListed() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    let all = try pair.commits
    try session.isAtTheTop()
    try session.press("2", "/")
    try session.type("utils/retry.py")
    try session.isAtFile("utils/retry.py")
    try session.press("Enter", "L")
    try session.waits(for: " of \(all.count) · retry.py")
    try session.press("Escape", "Escape")
    try session.isAtFile("utils/retry.py")
    try session.waits(for: "Commits \(all.count) ")
  }
}
