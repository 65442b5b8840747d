import Foundation
import Support
import Testing

/// An unattended command comes to its end, whoever goes on for ever.
@Suite struct DeadlineTests {
  /// A pair whose upstream is reached by a program of the test's.
  private static func pair(reachedBy script: String) throws -> EdgePair {
    let pair = try EdgePair(url: "ssh://git@host.invalid/platform")
    try pair.folder.writeProgram("#!/bin/sh\n" + script, to: "ssh")
    return pair
  }

  private static func run(_ pair: EdgePair, _ arguments: [String]) throws -> Program.Outcome {
    try pair.edgesync.with([
      "GIT_SSH_COMMAND": "'\(pair.folder.name)/ssh'", "GIT_SSH_VARIANT": "simple",
    ]).run(arguments, in: pair.edge.git.folder)
  }

  /// Noise is a sign of life, and no end of it is no reason to wait.
  @Test(arguments: [
    ("while :; do echo noise >&2; done", ["daily"]),
    ("trap '' TERM INT HUP; while :; do echo noise >&2; done", ["daily", "fetch", "log"]),
    ("while :; do printf '\\r%s%%' 1 >&2; done", ["daily"]), ("exec sleep 1000", ["daily"]),
  ])
  func anUpstreamThatGoesOnForEver(_ script: String, _ commands: [String]) throws {
    let pair = try Self.pair(reachedBy: script + "\n")
    let before = try pair.state()
    for command in commands {
      // Time enough to begin with the fetch on a loaded machine.
      let outcome = try Self.run(pair, [command, "--deadline", "3s"])
      #expect(outcome.status == 5, "\(command): \(outcome.errorText)")
      let words = outcome.errorText.split(separator: "\n").last ?? ""
      #expect(
        words
          == "edgesync: upstream ssh://git@host.invalid/platform can't be reached: the fetch wasn't done within 3 seconds. Try `git ls-remote ssh://git@host.invalid/platform`, or give it more time with --deadline.",
        "\(outcome.errorText)")
      #expect(outcome.output.isEmpty)
    }
    #expect(Processes.mentioning(pair.folder.path).isEmpty)
    #expect(try pair.state() == before)
    // A sync that failed is remembered; looking is none.
    let events = try JSON(parsing: pair.run("changelog", "--json").output)["events"].elements
    #expect(events.count == 1)
    #expect(events.first?["kind"].text == "daily")
    #expect(events.first?["outcome"].text == "failed")
    #expect(events.first?["reason"].text?.contains("within 3 seconds") == true)
  }

  @Test(arguments: [
    ["daily"], ["check"], ["pin", "main", "--yes"], ["emergency", "--reason", "now"],
  ])
  func aCheckThatGoesOnForEver(_ command: [String]) throws {
    let pair = try EdgePair(
      manifest:
        "checks: [{ name: waits, emergency: true, timeout: 2h, run: 'trap \"\" TERM; while :; do sleep 0.05 & wait; done' }]\nland: { emergency: commit }\n"
    )
    try pair.advanceAsUsual()
    let before = try pair.state()
    let outcome = try pair.edgesync.run(
      command + ["--deadline", "3s"], in: pair.edge.git.folder)
    #expect(outcome.status == 1, "\(outcome.errorText)")
    let words = outcome.errorText.split(separator: "\n").last ?? ""
    #expect(
      words
        == "edgesync: it was ended: it wasn't done within 3 seconds. Run it at a terminal to see what takes so long, or give it more time with --deadline.",
      "\(outcome.errorText)")
    #expect(Processes.mentioning(pair.folder.path).isEmpty)
    #expect(try pair.leftovers().isEmpty)
    #expect(try pair.state() == before)
    #expect(try pair.edge.git.run("for-each-ref", "refs/edgesync").lines == [])
    let events = try JSON(parsing: pair.run("changelog", "--json").output)["events"].elements
    #expect(events.map { $0["outcome"].text } == (command == ["check"] ? [] : ["failed"]))
  }

  @Test(arguments: ["0s", "1", "s", "-1s", "1e3s", "1.5h", "31d", "99999999999999999999s", "1w"])
  func aTimeThatIsNone(_ time: String) throws {
    let pair = try EdgePair()
    #expect(try pair.run("status", "--deadline=\(time)").status == 64)
  }

  @Test(arguments: ["1s", "10m", "2h", "30d"]) func aTimeThatIsEnough(_ time: String) throws {
    let pair = try EdgePair()
    #expect(try pair.run("fetch", "--deadline", time).status == 0)
  }
}
