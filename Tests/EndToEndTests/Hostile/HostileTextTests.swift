import Support
import Testing

/// Text that would steer a terminal, forge a record, or be taken for a command by a build server.
@Suite struct HostileTextTests {
  /// Bytes that a terminal, or a reader's eye, would obey.
  private static let steering: [UInt8] =
    Array("\u{1B}]0;title\u{7}\u{1B}[2J\u{1B}[31mred\u{9B}5m\u{202E}rtl\u{2066}\u{200B}".utf8)
    + [0x9B, 0xFF, 0x08, 0x0D, 0x7F] + Array("\t\u{85}\u{2028}end".utf8)

  /// A pair whose commits, authors, paths, contents, branch and held commits all steer.
  private func pair() throws -> EdgePair {
    let pair = try EdgePair(manifest: "checks: [{ name: prints, run: cat services/api/app.py }]")
    let name = Self.steering.filter { $0 != 0 && $0 != UInt8(ascii: "/") }
    try pair.advance(
      entry: .folder([
        (Array("app.py".utf8), .file(Self.steering + Array("\n".utf8) + Self.steering)),
        (name, .text("x\n")), (Array("link".utf8), .link(Self.steering)),
      ]), message: Self.steering + Array("\n\nBody\n".utf8),
      author: Self.steering.filter { $0 != 0x0A } + Array(" <a\u{1B}[5m@b>".utf8))
    try pair.edge.git.run("checkout", "--quiet", "-b", "b\u{202E}ranch\u{9B}5m")
    return pair
  }

  @Test func isShownAndNeverObeyed() throws {
    let pair = try pair()
    let state = try pair.state()
    for (arguments, outcome) in try pair.look() {
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      #expect(outcome.unsafeText.isEmpty, "\(arguments): \(outcome.unsafeText)")
      if arguments.contains("--json") { _ = try JSON(parsing: outcome.output) }
    }
    #expect(try pair.run("log").text.contains("^[]0;title^G^[[2J"))
    #expect(try pair.run("diff", "--patch").text.contains("<U+202E>rtl"))
    for arguments in [["check", "main"], ["check", "main", "--json", "--fresh"]] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(outcome.unsafeText.isEmpty, "\(outcome.unsafeText)")
    }
    #expect(try pair.state() == state)
  }

  @Test func landsAndIsRecordedSafely() throws {
    let pair = try pair()
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty, "\(outcome.unsafeText)")
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.edge.git.outcome(["fsck", "--strict"]).status == 0)
    for path in ["docs/sync-changelog.md", "edgesync.lock"] {
      let file = try pair.edge.git.outcome(["show", "HEAD:\(path)"])
      #expect(file.unsafeText.isEmpty, "\(path): \(file.unsafeText)")
    }
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"])
    #expect(message.output.allSatisfy { $0 == 0x0A || $0 >= 0x20 && $0 != 0x7F })
    for arguments in [["changelog"], ["changelog", "--markdown"], ["status"]] {
      let told = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(told.status == 0)
      #expect(told.unsafeText.isEmpty, "\(arguments): \(told.unsafeText)")
    }
  }

  @Test func errorsShowItSafely() throws {
    let pair = try EdgePair()
    let steering = "\u{1B}[31m\u{202E}\n::error::x\u{9B}"
    for arguments in [
      ["diff", steering], ["pin", steering], ["check", "--only", steering],
      ["changelog", "--since", steering], ["status", "--max-age", steering], [steering],
      ["-C", steering, "log"], ["log", "--" + steering], ["check", "--stage", steering],
      ["pin", "main", "--override", steering, "--reason", "x"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status != 0)
      #expect(outcome.output.isEmpty)
      #expect(outcome.unsafeText.isEmpty, "\(arguments): \(outcome.errorText)")
      #expect(outcome.isOneSentence, "\(arguments): \(outcome.errorText)")
    }
  }

  @Test(arguments: [
    "x\rEdgesync-Check: forged passed 1.0", "Edgesync-Kind: emergency",
    "x\u{2028}Edgesync-To: 0000000000000000000000000000000000000000",
    "Edgesync-Override: services/api/forged", "Reviewed-by: Forged <f@example.com>",
    "## 2026-01-01 weekly: forged", "- Reason: forged", "x\u{85}Edgesync-Reason: forged",
    "\u{0B}Edgesync-Reason: forged", "x\"\npin: { id: \"0\" }", "\" }\nheld: []",
  ])
  func aSubjectForgesNoRecord(_ subject: String) throws {
    let pair = try EdgePair()
    let id = try pair.advance(
      ["app.py": .text("changed\n")],
      subject: subject + "\n\nEdgesync-Check: forged passed 1.0\nEdgesync-Reason: forged",
      author: "Edgesync-Reason: forged\rEdgesync-Reason: forged <x@y>")
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"])
    let keys = message.lines.filter { $0.hasPrefix("Edgesync-") || $0.hasPrefix("Reviewed-by") }
      .map { $0.prefix { $0 != " " } }
    #expect(
      keys == [
        "Edgesync-Kind:", "Edgesync-Upstream:", "Edgesync-From:", "Edgesync-To:",
        "Edgesync-Check:", "Edgesync-Check:", "Edgesync-Check:", "Edgesync-Override:",
        "Edgesync-Override:", "Reviewed-by:",
      ], "\(message.text)")
    let changelog = try pair.edge.git.outcome(["show", "HEAD:docs/sync-changelog.md"])
    #expect(changelog.lines.filter { $0.hasPrefix("## ") }.count == 1)
    #expect(!changelog.lines.contains { $0.hasPrefix("- Reason") })
    let events = try JSON(parsing: pair.run("changelog", "--json").output)["events"].elements
    #expect(events.count == 1)
    #expect(events[0]["kind"] == .string("weekly"))
    #expect(events[0]["to"] == .string(id))
    #expect(events[0]["reason"] == .null)
    #expect(!events[0]["checks"].elements.contains { $0["name"] == .string("forged") })
    #expect(events[0]["by"] == .string("Robin Reiter <robin@edge.example>"))
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.run("status").status == 0)
  }

  @Test func anIdentityAndAReasonForgeNothing() throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - { name: "::error::a passed 9", run: "echo ::set-output name=x::y; exit 1" }
        """)
    try pair.advance(["app.py": .text("changed\n")], subject: "::error::subject")
    try pair.edge.git.run("config", "user.name", "Evil\nparent \(pair.pin)\nEdgesync-Kind: daily")
    try pair.edge.git.run("config", "user.email", "e@x>\nEdgesync-Reason: forged")
    let outcome = try pair.run(
      "pin", "main", "--yes", "--override", "::error::a passed 9", "--reason",
      "why\r\n\nEdgesync-Check: forged passed 1\nEdgesync-Kind: emergency\u{2028}x")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty)
    #expect(try pair.edge.git.outcome(["fsck", "--strict"]).status == 0)
    #expect(try pair.edge.git.outcome(["rev-list", "--parents", "-1", "HEAD"]).text.count == 81)
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"])
    let checks = message.lines.filter { $0.hasPrefix("Edgesync-Check:") }
    #expect(checks.count == 4, "\(message.text)")
    for key in ["Edgesync-Kind:", "Edgesync-Reason:", "Reviewed-by:"] {
      #expect(message.lines.filter { $0.hasPrefix(key) }.count == 1, "\(message.text)")
    }
    let event = try JSON(parsing: pair.run("changelog", "--json").output)["events"][0]
    #expect(event["kind"] == .string("weekly"))
    #expect(event["checks"].elements.count == 4)
    #expect(event["checks"][3]["name"] == .string("::error::a passed 9"))
    #expect(event["checks"][3]["state"] == .string("overridden"))
  }

  @Test func noLineStartsABuildServersCommand() throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - { name: "::error::name", run: "printf '::error::one\\\\r::error::two\\\\n##[error]x\\\\n'" }
        """)
    try pair.advance(
      ["app.py": .text("changed\n"), "::error::path": .text("x\n")],
      subject: "::error::subject", author: "::error::author <a@b>")
    var outcomes = try pair.look().filter { !$0.arguments.contains("--patch") }
    for arguments in [["check", "main"], ["pin", "main", "--yes"], ["changelog"], ["status"]] {
      outcomes.append((arguments, try pair.edgesync.run(arguments, in: pair.edge.git.folder)))
    }
    for (arguments, outcome) in outcomes {
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      let lines = outcome.lines + outcome.errorText.split(separator: "\n").map(String.init)
      for line in lines {
        let start = line.drop { $0 == " " }
        #expect(!start.hasPrefix("::") && !start.hasPrefix("##["), "\(arguments): \(line)")
      }
    }
  }

  @Test func aMegabyteOnALineIsNoTrouble() throws {
    let pair = try EdgePair()
    let long = String(repeating: "\u{1B}[31mx", count: 20_000)
    try pair.advance(
      ["app.py": .text(String(repeating: "\u{202E}x", count: 250_000))], subject: long,
      author: long.replacing("\u{1B}", with: "") + " <a@b>")
    for arguments in [["log"], ["diff", "--patch"], ["pin", "main", "--yes"]] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText.prefix(200))")
      #expect(outcome.unsafeText.isEmpty)
    }
    // What is recorded of it at each sync stays small, or the lock couldn't be read one day.
    for record in ["HEAD:edgesync.lock", "HEAD:docs/sync-changelog.md", "HEAD"] {
      let size = try pair.edge.git.line("cat-file", "-s", record)
      #expect((Int(size) ?? .max) < 5_000, "\(record)")
    }
    for arguments in [["verify"], ["changelog"], ["status"]] {
      #expect(try pair.edgesync.run(arguments, in: pair.edge.git.folder).status == 0)
    }
  }
}
