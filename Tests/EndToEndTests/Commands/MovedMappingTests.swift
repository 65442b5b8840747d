import Support
import SystemPackage
import Testing

/// Upstream moves what a mapping takes: every command tells the same of it.
@Suite struct MovedMappingTests {
  private static let words = "upstream moved services/api to platform/api"

  /// A pair whose platform changes the service, moves it, and changes it again.
  private func pair(
    _ mode: EdgePair.Mode = .selective, url: String = "../platform"
  ) throws -> (pair: EdgePair, before: String) {
    let pair = try EdgePair(mode, url: url)
    return (pair, try pair.moveService())
  }

  /// The command of edgesync's that a message names.
  private func command(in text: String) throws -> [String] {
    let match = try #require(text.firstMatch(of: /`edgesync ([^`]+)`/), "\(text)")
    return match.1.split(separator: " ").map(String.init)
  }

  @Test(arguments: ["../platform", "file://@FOLDER@/platform"])
  func isRefusedEverywhereAndFollowedWhenTold(_ url: String) throws {
    let (pair, before) = try pair(url: url)
    #expect(try pair.run("fetch").status == 0)
    let state = try pair.state()
    for arguments in [
      ["pin", "main", "--yes"], ["daily"], ["check", "main"],
      ["emergency", "main", "--reason", "now"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 3, "\(arguments): \(outcome.errorText)")
      #expect(outcome.errorText.contains(Self.words), "\(arguments): \(outcome.errorText)")
      // A log that keeps standard output alone has it too.
      if arguments[0] != "check" { #expect(outcome.text.contains(Self.words)) }
    }
    #expect(try pair.state() == state)
    #expect(try pair.run("changelog", "--failed").text.contains(Self.words))

    let log = try pair.run("log")
    #expect(log.status == 0 && log.lines.count == 3 && log.errorText.contains(Self.words))
    let status = try pair.run("status")
    #expect(status.status == 0 && status.text.contains("moved     " + Self.words))
    #expect(status.text.contains("behind    3 commits: 2 synced, 1 override, 0 outside"))
    let diff = try JSON(parsing: pair.run("diff", "--json").output)["groups"]["synced"]
    #expect(
      diff.elements.map { $0["path"] } == [
        .string("services/api/app.py"), .string("services/api/new.py"),
      ])

    let manifest = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    let dry = try pair.run("pin", "main", "--follow", "--dry-run", "--json")
    let plan = try JSON(parsing: dry.output)["plan"]
    #expect(plan["writes"].elements == diff.elements.map { $0["path"] })
    #expect(plan["follows"].elements.first?["to"] == .string("platform/api"))
    let landed = try pair.edgesync.run(
      command(in: log.errorText) + ["--yes"], in: pair.edge.git.folder)
    #expect(landed.status == 0, "\(landed.errorText)")
    #expect(
      pair.folder.text(of: "edge/edgesync.yml")
        == manifest.replacing("from: services/api", with: "from: platform/api"))
    #expect(try pair.edge.git.line("rev-list", "--count", "HEAD") == "2")
    #expect(try pair.run("verify").status == 0 && pair.run("check").status == 0)
    let after = try pair.run("status")
    #expect(after.text.contains("behind    nothing") && !after.text.contains("moved     "))
    #expect(after.text.contains("! services/api/Dockerfile"))

    // Back before the move, by the way that the refusal names and by recovery.
    let back = try pair.run("pin", before, "--yes")
    #expect(back.status == 3 && back.errorText.contains("platform/api is at services/api"))
    let recovery = try pair.run("recover", "--to", pair.edge.git.line("rev-parse", "HEAD~1"))
    #expect(recovery.status == 0, "\(recovery.errorText)")
    #expect(pair.folder.text(of: "edge/edgesync.yml") == manifest)
    #expect(try pair.run("verify").status == 0)
    #expect(
      try pair.run("daily").text.hasPrefix("nothing to sync: all that is past the pin is held"))
  }

  /// A submodule moves whole, and what of it counts goes along; where the manifest says so, at its own `to`.
  @Test(arguments: [true, false])
  func isFollowedInASubmodule(_ hasPlace: Bool) throws {
    let (pair, before) = try pair(.submodule)
    let written = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    let place = "    to: platform/services/api\n"
    let manifest = hasPlace ? written : written.replacing(place, with: "")
    if manifest != written {
      try pair.write(manifest, to: "edgesync.yml")
      try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Say where")
    }
    let state = try pair.state()
    let refused = try pair.run("pin", "main", "--yes")
    #expect(refused.status == 3 && refused.errorText.contains(Self.words), "\(refused.errorText)")
    #expect(try pair.state() == state)
    let landed = try pair.edgesync.run(
      command(in: refused.errorText) + ["--yes"], in: pair.edge.git.folder)
    #expect(landed.status == 0, "\(landed.errorText)")
    #expect(
      pair.folder.text(of: "edge/edgesync.yml")
        == manifest.replacing("services/api", with: "platform/api"))
    #expect(
      try pair.edge.git.line("rev-parse", "HEAD:platform")
        == pair.platform.git.line("rev-parse", "main"))
    #expect(pair.folder.text(of: "edge/platform/platform/api/new.py") == "new\n")
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.run("verify").status == 0 && pair.run("check").status == 0)

    // What lies before the move is taken with the mapping as well, and recovery takes it back by itself.
    let back = try pair.run("pin", before, "--yes")
    #expect(back.status == 3 && back.errorText.contains("platform/api is at services/api"))
    let recovery = try pair.run("recover", "--to", "HEAD~1")
    #expect(recovery.status == 0, "\(recovery.errorText)")
    #expect(pair.folder.text(of: "edge/edgesync.yml") == manifest)
    #expect(try pair.run("verify").status == 0)
  }

  /// A submodule's mapping of all that upstream has is wherever upstream puts it: nothing is to follow.
  @Test func allOfASubmoduleIsWhereverItIs() throws {
    let pair = try EdgePair(.submodule)
    _ = try pair.moveService()
    let manifest = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    try pair.write(
      manifest.replacing("services/api", with: ".").replacing("platform/.", with: "platform"),
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Take all")
    // The manifest came to be another one: that is a sync at the pin.
    #expect(try pair.run("pin", pair.pin, "--yes").status == 0)
    for arguments in [["log"], ["status"], ["pin", "main", "--yes"]] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0 && !outcome.text.contains("moved  "), "\(outcome.errorText)")
    }
    #expect(try pair.run("verify").status == 0)
  }

  /// What the edge repo has its own of, or leaves out, stays behind, as a file that says where all went does.
  @Test(arguments: ["Dockerfile", "README.md"])
  func isRefusedWhereSomethingStaysBehind(_ name: String) throws {
    let pair = try EdgePair()
    let manifest = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    try pair.write(
      manifest.replacing(
        "from: services/api", with: "from: services/api\n    exclude: [README.md]"),
      to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Leave it out")
    let tip = try pair.platform.commit(
      tree: pair.platform.tree(EdgePair.root(.folder([name: .text("moved\n")]))),
      parents: [pair.pin], message: Array("Move all else".utf8))
    try pair.platform.point("main", at: tip)
    let state = try pair.state()
    for arguments in [["pin", "main", "--yes"], ["daily"], ["emergency", "--reason", "now"]] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 3, "\(arguments): \(outcome.text) \(outcome.errorText)")
      #expect(
        outcome.errorText.contains("of services/api there any more"), "\(outcome.errorText)")
    }
    #expect(try pair.state() == state)
  }

  @Test func aSlipIsRefusedWithItsLine() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let manifest = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    try pair.write(
      manifest.replacing("from: services/api", with: "from: services/aip"), to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Slip")
    for arguments in [
      ["log"], ["diff"], ["status"], ["check"], ["check", "main"], ["pin", "main", "--yes"],
      ["pin", "main", "--follow", "--yes"], ["daily"], ["emergency", "--reason", "now"],
    ] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 78 && outcome.output.isEmpty, "\(arguments): \(outcome.errorText)")
      #expect(
        outcome.errorText.contains("edgesync.yml:7: upstream has no services/aip")
          && outcome.errorText.contains("Write `from: services/api`"),
        "\(arguments): \(outcome.errorText)")
    }
  }
}
