import Support
import Testing

/// What others change while the console is open shows by itself, and nothing is done while they don't.
@Suite struct OutsideChangesTests {
  private func session(_ pair: EdgePair) throws -> TerminalSession {
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.settle()
    // The clock stands still here: nothing but the change itself can have it looked for.
    try session.waitsForLog(of: "first wait for whatever comes")
    return session
  }

  @Test(arguments: [false, true]) func aNewUpstreamCommitShows(_ isPacked: Bool) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    if isPacked { try pair.platform.git.run("pack-refs", "--all") }
    let session = try session(pair)
    try session.isAt(commits[3])
    let new = try pair.advance(["app.py": .text("brand new\n")], subject: "Brand new")
    try session.waits(for: "\(new.prefix(7))")
    try session.waits(for: "Brand new")
    if isPacked { try pair.platform.git.run("pack-refs", "--all") }
    let newer = try pair.advance(["app.py": .text("newer\n")], subject: "Newer still")
    try session.waits(for: "\(newer.prefix(7))")
  }

  @Test func aChangedManifestShows() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let session = try session(pair)
    try session.waits(for: "✓ 3 passed")
    let outcome = try pair.edge.git.shell(
      "printf 'checks: [{ name: brand new, run: \"true\" }]\\n' >> edgesync.yml; git commit -qam checks"
    )
    try #require(outcome.status == 0, "\(outcome.errorText)")
    try session.waits(for: "○ brand new")
  }

  @Test func anotherBranchShows() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let session = try session(pair)
    try session.isAt(commits[3])
    try pair.edge.git.run("switch", "--quiet", "--create", "team/other")
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    try session.waits(for: "up to date")
  }
}
