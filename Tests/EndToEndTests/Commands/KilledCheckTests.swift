import Support
import Testing

/// edgesync is killed in the middle of checks.
@Suite struct KilledCheckTests {
  /// A check that starts what leaves its group and ignores every plea, and then kills its edgesync, which comes above
  /// the two processes that watch it: commits have the same ids in other tests, and names don't tell edgesyncs apart.
  /// Every process of it holds a file until it is gone.
  private static let manifest = """
    checks:
      - name: kills
        run: |
          [ -e @FOLDER@/killed ] && exit 0
          exec 9> @FOLDER@/held; flock 9
          mkdir kept; touch kept/file; chmod 500 kept
          (trap '' TERM HUP INT; setsid tail -f /dev/null) &
          touch @FOLDER@/killed
          outer=$(ps -o ppid= "$PPID")
          kill -KILL $(ps -o ppid= $outer)
          tail -f /dev/null
    """

  @Test func nothingOfThemStaysAndNothingIsMadeUp() throws {
    let pair = try EdgePair(manifest: Self.manifest)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let killed = try pair.run("check", commits[0])
    #expect(killed.status == 128 + 9)
    // Whoever still lived would hold it, and the folder goes after the last of them.
    let gone = try Program("/usr/bin/timeout").run([
      "60", "/bin/sh", "-c",
      """
      flock "$1/held" true
      for keeper in $(pgrep -f "^/bin/sh -c .*$1/tmp/edgesync-check"); do
        tail --pid="$keeper" -f /dev/null
      done
      ls "$1/tmp"
      """, "sh", pair.folder.name,
    ])
    #expect(gone.status == 0)
    #expect(gone.text.isEmpty)
    // It has no result, and the next run has one of its own and tidies up.
    let status = try JSON(parsing: pair.run("status", "--json").output)
    #expect(status["checks"].elements.isEmpty)
    let again = try pair.run("check", commits[0], "--json")
    #expect(again.status == 0, "\(again.errorText)")
    #expect(try JSON(parsing: again.output)["checks"][3]["cached"] == .bool(false))
    #expect(try pair.state() == before)
    #expect(try pair.leftovers().isEmpty)
  }
}
