import Support
import Testing

/// A check that prints as fast as it can.
@Suite struct MuchOutputTests {
  /// Bytes of a log that are kept, and a line on what is left out (docs/checks.md).
  private static let bound = (256 << 10) + 200

  @Test func twoGigabytesHoldUpNoKeyAndFillNothing() throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - name: talks
            run: |
              exec 9> @FOLDER@/held; flock 9
              yes "a line that is printed again and again" | head -c 2000000000
        """)
    let commits = try pair.advanceAsUsual()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.isAt(commits[3])
    try session.pressWithoutWaiting("v")
    try session.waits(for: "◐ talks")
    // Every key is answered while it prints.
    for _ in 0..<10 {
      for (key, commit) in [("j", commits[2]), ("k", commits[3])] {
        try session.pressWithoutWaiting(key)
        try session.isAt(commit)
      }
    }
    try session.waits(for: "◐ talks")
    try session.pressWithoutWaiting("4", "G", "Enter")
    try session.waits(for: "a line that is printed again and again")
    try session.pressWithoutWaiting("Escape", "1")
    // The check holds it as long as it runs.
    let held = pair.folder.name + "/held"
    #expect(try Program("/usr/bin/flock").run(["--timeout", "300", held, "true"]).status == 0)
    try session.waits(for: "✓ 4 passed")
    let document = try JSON(parsing: pair.run("check", commits[3], "--json").output)
    #expect(document["checks"][3]["cached"] == .bool(true))
    let log = try #require(document["checks"][3]["log"].text)
    #expect(log.utf8.count <= Self.bound)
    #expect(log.hasPrefix("a line that is printed") && log.contains("bytes left out …]"))
  }
}
