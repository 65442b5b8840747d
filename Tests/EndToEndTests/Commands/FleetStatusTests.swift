import Support
import SystemPackage
import Testing

/// `edgesync fleet status`: what is told of each edge repo, in each of its forms, and that what is to be done helps.
@Suite struct FleetStatusTests {
  /// An edge repo as `--json` tells of it.
  private static func row(_ name: String, _ document: JSON) -> JSON {
    document["edges"].elements.first { $0["edge"].text == name } ?? .null
  }

  /// Runs a command that was told, in somebody's checkout of an edge repo.
  private static func follow(
    _ command: String?, _ fleet: EdgeFleet, in folder: String
  ) throws -> Program.Outcome {
    let words = (command ?? "").split(separator: " ").map(String.init)
    #expect(words.first == "edgesync")
    return try fleet.pair.edgesync.run(
      Array(words.dropFirst()), in: fleet.pair.folder.path.appending(folder))
  }

  @Test func theNextStepHelps() throws {
    let fleet = try EdgeFleet(4)
    try fleet.change("edge-1", "services/api/app.py") { $0 + "local\n" }
    try fleet.change("edge-2", "edgesync.yml") {
      $0 + "checks: [{ name: fails, run: 'exit 1' }]\n"
    }
    // What has been pinned since has an override to look at.
    for command in [["fetch"], ["pin", "main", "--yes"]] {
      let outcome = try fleet.pair.edgesync.run(command, in: fleet.pair.edge.git.folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
    }
    try fleet.pair.edge.git.run("push", "--quiet", fleet.remote("edge-3").folder.string, "main")
    // Somebody works on what was offered of the fourth.
    try fleet.change("edge-4", "notes.txt") { $0 + "more\n" }
    let work = fleet.pair.folder.git(in: "work-edge-4")
    try work.run(
      "-c", "user.name=Ana", "-c", "user.email=ana@edge.example", "commit", "--quiet",
      "--allow-empty", "--message", "Mine")
    try work.run("push", "--quiet", "origin", "HEAD:edgesync/daily")
    try work.run("reset", "--quiet", "--hard", "HEAD^")
    try fleet.write(
      fleet.names.map { "{ name: \($0), url: \($0).git }" } + ["{ name: gone, url: gone.git }"])
    _ = try fleet.run("run", "daily")
    let document = try JSON(parsing: fleet.run("status", "--json").output)
    #expect(
      document["edges"].elements.map { $0["edge"].text } == [
        "gone", "edge-2", "edge-4", "edge-1", "edge-3",
      ])
    let next = { (name: String) in Self.row(name, document)["next"].text }
    #expect(next("edge-1") == "edgesync verify")
    #expect(try Self.follow(next("edge-1"), fleet, in: "work-edge-1").status == 3)
    #expect(next("edge-2") == "edgesync check")
    #expect(try Self.follow(next("edge-2"), fleet, in: "work-edge-2").status == 2)
    #expect(next("edge-3") == "edgesync carry -- services/api/requirements.txt")
    let carried = try Self.follow(next("edge-3"), fleet, in: "edge")
    #expect(carried.text.contains("fastapi==2"), "\(carried.errorText)")
    #expect(next("edge-4") == "edgesync daily")
    let again = try Self.follow(next("edge-4"), fleet, in: "work-edge-4")
    #expect(again.status != 0 && again.errorText.contains("Mine"), "\(again.errorText)")
    let told = Self.row("gone", document)
    #expect(told["error"].text?.contains("git ls-remote") == true)
    let asked = try fleet.pair.edge.git.outcome(
      ["ls-remote", fleet.pair.folder.path.appending("gone.git").string])
    #expect(asked.status != 0)
    #expect(next("gone") == "edgesync fleet status --fetch")
    try fleet.pair.edge.git.run(
      "clone", "--quiet", "--bare", fleet.remote("edge-3").folder.string,
      fleet.pair.folder.path.appending("gone.git").string)
    let back = try JSON(parsing: fleet.run("status", "--fetch", "--json").output)
    #expect(Self.row("gone", back)["error"] == .null)
    #expect(Self.row("gone", back)["pin"] == Self.row("edge-3", back)["pin"])
  }

  @Test func allFormsTellTheSame() throws {
    let fleet = try EdgeFleet(2)
    let (remote, pin) = (fleet.remote("edge-1"), fleet.pair.pin)
    try fleet.write([
      "{ name: edge-1, url: edge-1.git, labels: { region: eu } }",
      "{ name: edge-2, url: none.git }",
    ])
    let document = try JSON(parsing: fleet.run("status", "--json").output)
    let row = Self.row("edge-1", document)
    #expect(row["pin"]["id"].text == pin)
    #expect(row["tip"].text == (try fleet.pair.platform.git.line("rev-parse", "main")))
    // Of four commits, one touches another service alone.
    #expect(row["behind"]["commits"] == .number(3))
    #expect(row["labels"]["region"].text == "eu")
    #expect(row["need"].text == "behind" && row["release"] == .null)
    #expect(document["counts"]["behind"] == .number(1))
    #expect(document["counts"]["failed"] == .number(1))
    // From now on it is read from the cache alone.
    try remote.run("update-ref", "-d", "refs/heads/main")
    let lines = try fleet.run("status", "--ndjson").lines.map { try JSON(parsing: Array($0.utf8)) }
    #expect(lines.first { $0["edge"].text == "edge-1" } == row)
    #expect(lines.count == 2)
    #expect(try fleet.run("status", "--html", "--output", "page.html").status == 0)
    let page = fleet.pair.folder.text(of: "page.html") ?? ""
    #expect(page.contains("<code>\(pin.prefix(7))</code>") && page.contains("3 commits"))
    let metrics = try fleet.run("status", "--metrics").lines
    #expect(metrics.contains("edgesync_behind_commits{repo=\"edge-1\",group=\"synced\"} 3"))
    #expect(metrics.contains("edgesync_readable{repo=\"edge-2\"} 0"))
    let text = try fleet.run("status").lines
    #expect(text[0] == "2 edge repos: 1 failed, 1 behind")
    #expect(text.contains { $0.contains("edge-1") && $0.contains("3 commits behind") })
  }
}
