import Support
import Testing

@Suite struct ChangelogCommandTests {
  /// A pair with one sync that landed, with a reason, and an older one that was refused.
  private func pair(_ mode: EdgePair.Mode) throws -> EdgePair {
    let pair = try EdgePair(
      mode,
      manifest: """
        checks:
          - { name: "unit <tests>", run: exit 1 }
        """)
    let commits = try pair.advanceAsUsual()
    let earlier = pair.edgesync.with(
      ["SOURCE_DATE_EPOCH": String(EdgesyncProgram.now - 86_400)])
    let refused = try earlier.run(["pin", commits[0], "--yes"], in: pair.edge.git.folder)
    try #require(refused.status == 2)
    let landed = try pair.run(
      "pin", commits[3], "--yes", "--override", "unit <tests>", "--reason",
      "a & b\n## Forged heading\n<script>alert(1)</script>")
    try #require(landed.status == 0, "\(landed.errorText)")
    return pair
  }

  private static let shape =
    "{by:string,checks:[{name:string,seconds:number,state:string}],commit:%,commits:number,"
    + "date:date,files:number,from:id,id:%,kind:string,outcome:string,overrides:@,"
    + "reason:string,to:id}"

  @Test(arguments: EdgePair.Mode.allCases) func listsEventsNewestFirst(_ mode: EdgePair.Mode) throws
  {
    let pair = try pair(mode)
    let outcome = try pair.run("changelog", "--json")
    #expect(outcome.status == 0)
    #expect(outcome.error.isEmpty)
    let events = try JSON(parsing: outcome.output)["events"].elements
    #expect(events.map { $0["outcome"].text } == ["landed", "refused"])
    #expect(events.map { $0["kind"].text } == ["weekly", "weekly"])
    #expect(
      events[0].shape == Self.shape.replacing("%", with: "id").replacing("@", with: "[string]"))
    #expect(
      events[1].shape
        == Self.shape.replacing("commit:%", with: "commit:null").replacing(
          "id:%", with: "id:string"
        ).replacing("@", with: "[]"))
    #expect(events[0]["commits"] == .number(3))
    #expect(events[0]["files"] == .number(mode == .selective ? 4 : 1))
    #expect(events[0]["date"] == .string("2026-09-28T12:53:20Z"))
    #expect(try events[0]["commit"] == .string(pair.edge.git.line("rev-parse", "HEAD")))
    let text = try pair.run("changelog")
    #expect(text.unsafeText.isEmpty)
    #expect(text.text.contains("✓ 2026-09-28 weekly    landed"))
    #expect(text.text.contains("✗ 2026-09-27 weekly    refused"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func filters(_ mode: EdgePair.Mode) throws {
    let pair = try pair(mode)
    let outcomes = { (arguments: [String]) in
      try JSON(
        parsing: pair.edgesync.run(["changelog", "--json"] + arguments, in: pair.edge.git.folder)
          .output)["events"].elements.compactMap { $0["outcome"].text }
    }
    #expect(try outcomes(["--failed"]) == ["refused"])
    #expect(try outcomes(["--since", "2026-09-28"]) == ["landed"])
    #expect(try outcomes(["--since", "2026-09-27T12:53:20Z"]) == ["landed", "refused"])
    #expect(try outcomes(["--since", "2026-09-29"]) == [])
    let bad = try pair.run("changelog", "--since", "yesterday")
    #expect(bad.status == 64)
    #expect(bad.isOneSentence, "\(bad.errorText)")
    let both = try pair.run("changelog", "--html", "--json")
    #expect(both.status == 64)
    #expect(both.isOneSentence, "\(both.errorText)")
  }

  @Test(arguments: EdgePair.Mode.allCases) func reportsCantBeForged(_ mode: EdgePair.Mode) throws {
    let pair = try pair(mode)
    let markdown = try pair.run("changelog", "--markdown")
    #expect(markdown.status == 0)
    #expect(markdown.unsafeText.isEmpty)
    #expect(markdown.lines.filter { $0.hasPrefix("#") }.count == 3)
    #expect(!markdown.text.contains("<script>"))
    let html = try pair.run("changelog", "--html")
    #expect(html.unsafeText.isEmpty)
    #expect(html.text.contains("unit &lt;tests&gt;"))
    #expect(!html.text.contains("<script>"))
    #expect(html.text.contains("a &amp; b"))
    let file = try pair.edge.git.outcome(["show", "HEAD:docs/sync-changelog.md"])
    #expect(file.lines.filter { $0.hasPrefix("## ") }.count == 1)
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"])
    #expect(!message.lines.contains("## Forged heading"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func isEmptyAtFirst(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    #expect(try pair.run("changelog").text == "No sync events.")
    #expect(try JSON(parsing: pair.run("changelog", "--json").output).shape == "{events:[]}")
  }

  @Test(arguments: EdgePair.Mode.allCases) func squashesAndMovedTrailersAreFound(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try pair(mode)
    let script = try pair.edge.git.shell(
      """
      message="$(git log -1 --format=%B)"; git reset -q --soft HEAD~
      git commit -q -m "Squashed (#7)" -m "$message" -m "Co-authored-by: A <a@example.com>"
      """)
    try #require(script.status == 0)
    let events = try JSON(parsing: pair.run("changelog", "--json").output)["events"].elements
    let event = try #require(events.first { $0["outcome"] == .string("landed") })
    #expect(event["by"] == .string("Robin Reiter <robin@edge.example>"))
    #expect(event["checks"].elements.last?["state"] == .string("overridden"))
  }

  /// What a benchmark measured stands with the sync that it landed with, edge beside upstream, and where it moved.
  @Test func tellsAtWhichSyncABenchmarkMoved() throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - name: size
            run: |
              value=$(( $(cat services/api/app.py services/api/requirements.txt | wc -c) * 100 ))
              echo "[{name: bytes, unit: b, value: $value}]" | sed 's/\\([a-z][a-z]*\\)/"\\1"/g' > out.json
            sandbox: off
            benchmark: out.json
            against: upstream
            tolerance: 1%
            required: false
        """)
    var syncs: [String] = []
    // The more there is of app.py, the less the edge repo gains by its own short file.
    for count in [4, 400] {
      let commit = try pair.advance(
        [
          "app.py": .text(String(repeating: "line\n", count: count) + "\(syncs.count)"),
          "requirements.txt": .text(String(repeating: "wheel\n", count: 40)),
        ], subject: "Change \(syncs.count)")
      let landed = try pair.run("pin", commit, "--yes")
      try #require(landed.status == 0, "\(landed.errorText)")
      syncs.append(try pair.edge.git.line("rev-parse", "HEAD"))
    }
    let benchmark = try JSON(parsing: pair.run("status", "--json").output)["benchmarks"][0]
    #expect(benchmark["syncs"].elements.map { $0["commit"].text } == syncs)
    #expect(benchmark["moved"]["commit"].text == syncs[1])
    let text = try pair.run("status").text
    #expect(text.contains("over 2 syncs") && text.contains("moved at the sync of "), "\(text)")
    let entries = try pair.run("changelog").text
    #expect(entries.split(separator: "\n").count { $0.contains("size: bytes") } == 1, "\(entries)")
    let events = try JSON(parsing: pair.run("changelog", "--json").output)["events"].elements
    #expect(events.map { $0["benchmarks"][0]["measured"]["commit"].text } == syncs.reversed())
  }
}
