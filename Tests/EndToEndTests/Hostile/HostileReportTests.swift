import Foundation
import Support
import Testing

/// What checks, tests and histories say, where build servers, forges and people read it.
@Suite struct HostileReportTests {
  private static let commands = [
    "::error::forged", "  ::set-output name=a::b", "##[error]forged", "x ##[group]forged",
    "##vso[task.complete]x",
    "##teamcity[buildStop]", "section_start:1:x", "\u{A0}::stop-commands::x",
  ]

  /// A pair whose subjects, contents, tests, benchmarks and paths are commands to build servers.
  private func pair() throws -> EdgePair {
    let report =
      "<testsuite><testcase name='##[error]test'><failure message='::error::m'>##[x]</failure></testcase></testsuite>"
    let pair = try EdgePair(
      manifest: """
        checks:
          - { name: '##[warning]prints', run: cat services/api/app.py, required: false }
          - { name: tests, run: 'cat services/api/report.xml > r.xml; exit 1', junit: r.xml, required: false }
          - { name: bench, run: 'cat services/api/bench.json > b.json', benchmark: b.json, timeout: 5s, against: 1, required: false }
        """)
    try pair.advance(
      entry: .folder([
        (Array("app.py".utf8), .text(Self.commands.joined(separator: "\n") + "\n")),
        (Array("report.xml".utf8), .text(report)),
        (
          Array("bench.json".utf8),
          .text("[{\"name\":\"##[error]bench\",\"unit\":\"::error::u\",\"value\":1}]")
        ),
        (Array("##[error]path".utf8), .text("x\n")), (Array("::error::path".utf8), .text("x\n")),
      ]), message: Array("::error::subject ##[error]x\n".utf8),
      author: Array("##[error]A <a@b>".utf8))
    return pair
  }

  /// What a runner would obey.
  private func obeyed(_ outcome: Program.Outcome) -> [String] {
    (outcome.text + "\n" + outcome.errorText).components(separatedBy: "\n").filter { line in
      line.contains(/##[A-Za-z]*\[/) || line.contains("section_start:")
        || line.trimmingCharacters(in: .whitespaces).hasPrefix("::")
          && !line.hasPrefix("::warning title=")
    }
  }

  @Test func noCommandOfOthersIsObeyed() throws {
    let pair = try pair()
    let server = pair.edgesync.with(["GITHUB_ACTIONS": "true", "CI": "true"])
    for arguments in EdgePair.looks + [["check", "main"], ["check", "main", "--json", "--fresh"]] {
      let outcome = try server.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      #expect(obeyed(outcome) == [], "\(arguments)")
      if arguments.contains("--json"), !arguments.contains("check") {
        // With and without a build server, a document says the same.
        let plain = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
        #expect(try JSON(parsing: outcome.output) == JSON(parsing: plain.output), "\(arguments)")
        #expect(plain.text.contains("##[") == false)
      }
    }
    let pin = try server.run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(pin.status == 0, "\(pin.errorText)")
    #expect(obeyed(pin) == [])
    for arguments in [
      ["changelog"], ["changelog", "--markdown"], ["changelog", "--html"], ["status"],
    ] {
      #expect(obeyed(try server.run(arguments, in: pair.edge.git.folder)) == [], "\(arguments)")
    }
    for arguments in [
      ["pin", "##[error]x"], ["-C", "::error::x", "log"], ["check", "--only", "##[a]"],
    ] {
      #expect(obeyed(try server.run(arguments, in: pair.edge.git.folder)) == [], "\(arguments)")
    }
  }

  /// Nobody is called, nothing closed, nothing linked: by message, changelog, request or report.
  @Test func aSyncCallsNobody() throws {
    let pair = try EdgePair(
      manifest:
        "checks: [{ name: 'fixes #3 @org/check', run: exit 0 }]\nland: { daily: pull-request, via: agit }"
    )
    let remote = try pair.addRemote()
    try remote.run("config", "receive.advertisePushOptions", "true")
    try pair.folder.writeProgram(
      "#!/bin/sh\nenv | grep ^GIT_PUSH_OPTION_ >> options\n", to: "remote.git/hooks/pre-receive")
    try pair.advance(
      entry: .folder([
        (Array("app.py".utf8), .text("x\n")), (Array("@org#4".utf8), .text("x\n")),
        (Array("requirements.txt".utf8), .text("new\n")),
      ]),
      message: Array(
        "fixes #1, closes o/r#2, GH-3, @org/team, https://github.com/o/r/issues/5 [skip ci]\n".utf8),
      author: Array("@org/author #6 <a@b>".utf8))
    let daily = try pair.run("daily")
    #expect(daily.status == 0, "\(daily.errorText)")
    let options = (pair.folder.text(of: "remote.git/options") ?? "")
    #expect(options.contains("fixes # 1"), "\(options)")
    let outcome = try pair.run(
      "pin", "main", "--yes", "--reason", "resolves #8 for @org/reason", "--override",
      "fixes #3 @org/check")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).text
    #expect(message.contains("fixes # 1"))
    let changelog = pair.folder.text(of: "edge/docs/sync-changelog.md") ?? ""
    let hold = try pair.run("hold", "main", "--reason", "see #9, @org/hold")
    #expect(hold.status == 0, "\(hold.errorText)")
    let held = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).text
    #expect(held.contains("fixes # 1"))
    let texts = [
      options, message, changelog, held, try pair.run("changelog", "--markdown").text,
      try pair.run("changelog", "--html").text,
    ]
    for text in texts {
      // In code, nothing is obeyed.
      let rest = text.replacing(/`[^`\n]*`/, with: "").replacing(/&#39;/, with: "")
      #expect(!rest.contains(/#\d|[^a-z0-9]@\w|GH-\d|https:\/\/github|\[skip/), "\(rest)")
    }
  }

  @Test(arguments: ["1e300", "inf", "nan", "-1e300", "9223372036854775807", "0x1p1023"])
  func aForgedTrailerEndsNothing(_ seconds: String) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).text
    try pair.edge.git.run(
      "commit", "--quiet", "--amend", "--date=9999999999 +0000",
      "--message",
      message + "\nEdgesync-Check: t passed \(seconds)\nEdgesync-Check: t failed \(seconds)")
    for arguments in [
      ["changelog"], ["changelog", "--html"], ["changelog", "--markdown"], ["changelog", "--json"],
      ["status"],
      ["status", "--json"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText.prefix(300))")
      #expect(
        outcome.text.contains("t ") || arguments[0] == "status" || outcome.text.contains("\"t\""))
    }
  }

  @Test(arguments: [
    "1e999", "1e308", "Infinity", "NaN", "-1", "1e-320", "\"1\"", "null", "[1]",
    "1},{\"name\":\"a\",\"unit\":\"s\",\"value\":2",
  ])
  func aBenchmarkOfNonsenseFailsItsCheck(_ value: String) throws {
    let pair = try EdgePair(
      manifest: """
        checks:
          - { name: bench, run: 'cp notes.txt b.json', benchmark: b.json, against: 1e-100, timeout: 20s }
        """)
    try pair.write("[{\"name\":\"a\",\"unit\":\"ms\",\"value\":\(value)}]", to: "notes.txt")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "A benchmark")
    let outcome = try pair.run("check", "--json")
    #expect(outcome.status == 2, "\(outcome.errorText)")
    let check = try JSON(parsing: outcome.output)["checks"][3]
    #expect(check["state"].text == "failed")
    #expect(check["reason"].text?.contains("its report b.json can't be used") == true)
    #expect(try pair.run("status").status == 0)
  }

  /// A report goes to a file of its own, and over no other.
  @Test func aReportOverwritesNothingElse() throws {
    let pair = try EdgePair()
    try pair.folder.write("mine", to: "r.xml.new")
    try pair.folder.write("secret", to: "secret")
    #expect(symlink("secret", pair.folder.name + "/link.xml.new") == 0)
    #expect(symlink("secret", pair.folder.name + "/.edgesync-new-link.xml") == 0)
    // What a killed run may have left under a name of edgesync's.
    try pair.folder.write("half", to: ".edgesync-new-r.xml")
    #expect(mkfifo(pair.folder.name + "/pipe.xml.new", 0o600) == 0)
    for name in ["r.xml", "link.xml", "pipe.xml", "secret.xml"] {
      let outcome = try pair.run("check", "--junit", "../" + name)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(pair.folder.text(of: name)?.hasPrefix("<?xml") == true)
    }
    #expect(pair.folder.text(of: "r.xml.new") == "mine")
    #expect(pair.folder.text(of: "secret") == "secret")
    let left = try Program("/bin/ls").run(["-A", pair.folder.name]).lines
    #expect(left.filter { $0.hasPrefix(".edgesync-new-") }.isEmpty)
  }
}
