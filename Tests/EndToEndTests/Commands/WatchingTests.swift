import Foundation
import Locks
import Support
import SystemPackage
import Testing

/// Alerts and metrics as the program has them.
@Suite struct WatchingTests {
  /// What a server was sent.
  private final class Inbox: Sendable {
    private let bodies = Mutex<[JSON]>([])

    func take(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
      bodies.withLock { $0.append((try? JSON(parsing: request.body)) ?? .null) }
      return LoopbackServer.Answer("")
    }

    /// What came since it was last asked: `failed firing`.
    func taken() -> [String] {
      bodies.withLock { bodies in
        defer { bodies = [] }
        return bodies.map { "\($0["alert"].text ?? "?") \($0["state"].text ?? "?")" }
      }
    }
  }

  private static func alerts(_ on: String, to server: LoopbackServer) -> String {
    "alerts: [{ on: \(on), post: \"http://127.0.0.1:\(server.port)/${HOOK}\" }]\n"
  }

  /// An upstream that can't be reached, or never answers, at first; nobody has to look for it.
  @Test func anUnreachableUpstreamIsToldAndCounted() throws {
    let inbox = Inbox()
    let server = try LoopbackServer { inbox.take($0) }
    let pair = try EdgePair(
      manifest: Self.alerts("failed", to: server), url: "ssh://git@host.invalid/platform",
      variables: ["HOOK": "h00k-s3cret"])
    let run = { (script: String, arguments: [String]) in
      try pair.folder.writeProgram("#!/bin/sh\n\(script)\n", to: "ssh")
      return try pair.edgesync.with([
        "GIT_SSH_COMMAND": "'\(pair.folder.name)/ssh'", "GIT_SSH_VARIANT": "simple",
      ]).run(arguments, in: pair.edge.git.folder)
    }
    // Its time is over in the middle of the fetch, and all the same it is told.
    let late = try run("exec sleep 1000", ["daily", "--deadline", "2s"])
    #expect(late.status == 5)
    #expect(inbox.taken() == ["failed firing"])
    #expect(late.errorText.contains("edgesync: the alert `failed` was sent by the post on line"))
    let gone = try run("exit 1", ["daily"])
    #expect(gone.status == 5, "\(gone.errorText)")
    #expect(inbox.taken() == [])
    let metrics = try run("exit 1", ["status", "--metrics"])
    #expect(metrics.status == 0)
    #expect(
      metrics.text.contains("edgesync_runs_total{command=\"daily\",outcome=\"failed\"} 2\n"))
    #expect(!metrics.text.contains("edgesync_behind"))
    #expect(!(late.errorText + gone.errorText + metrics.text).contains("s3cret"))
  }

  @Test func whatLandsIsToldAndAFailingAlertChangesNothing() throws {
    let inbox = Inbox()
    let server = try LoopbackServer { inbox.take($0) }
    let pair = try EdgePair(
      manifest: "land: { daily: commit }\n" + Self.alerts("[landed, drift]", to: server))
    try pair.advanceAsUsual()
    // HOOK isn't set.
    let outcome = try pair.run("daily", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try JSON(parsing: outcome.output)["outcome"].text == "landed")
    #expect(
      outcome.errorText.contains(
        "couldn't be sent by the post on line 12: HOOK isn't set in the environment. The next run tries again"
      ), "\(outcome.errorText)")
    #expect(inbox.taken() == [])
    let edgesync = pair.edgesync.with(["HOOK": "x"])
    try pair.write("mine\n", to: "services/api/app.py")
    #expect(try edgesync.run(["verify"], in: pair.edge.git.folder).status == 3)
    #expect(inbox.taken() == ["landed firing", "drift firing"])
    // Looking alone, as a timer does; and where a machine wants nothing of it.
    #expect(try edgesync.run(["status", "--alert"], in: pair.edge.git.folder).status == 0)
    try pair.edge.git.run("checkout", "--", ".")
    let off = edgesync.with(["EDGESYNC_ALERTS": "off"])
    #expect(try off.run(["verify"], in: pair.edge.git.folder).status == 0)
    #expect(inbox.taken() == [])
    #expect(try edgesync.run(["status", "--alert"], in: pair.edge.git.folder).status == 0)
    #expect(inbox.taken() == ["drift resolved"])
  }

  /// Killed once it has decided, and before it knows that what it sent was taken.
  @Test func whatAKilledRunDecidedIsToldByTheNext() throws {
    let victim = Mutex<RunningProgram?>(nil)
    let isThere = DispatchSemaphore(value: 0)
    let isFirst = Mutex(true)
    let inbox = Inbox()
    let server = try LoopbackServer { request in
      let answer = inbox.take(request)
      let kills = isFirst.withLock { isFirst in
        defer { isFirst = false }
        return isFirst
      }
      if kills {
        isThere.wait()
        victim.withLock { $0 }?.signal(SIGKILL)
      }
      return answer
    }
    let pair = try EdgePair(
      manifest: Self.alerts("drift", to: server), variables: ["HOOK": "x"])
    try pair.write("mine\n", to: "services/api/app.py")
    let program = try pair.edgesync.start(["status", "--alert"], in: pair.edge.git.folder)
    victim.withLock { $0 = program }
    isThere.signal()
    #expect(try program.wait().status == 128 + SIGKILL)
    #expect(inbox.taken() == ["drift firing"])
    for told in [["drift firing"], []] {
      #expect(try pair.run("status", "--alert").status == 0)
      #expect(inbox.taken() == told)
    }
  }

  /// What a process list would show of curl.
  @Test func noSecretStandsInAProcessList() throws {
    let inbox = Inbox()
    let server = try LoopbackServer { inbox.take($0) }
    let pair = try EdgePair(
      manifest:
        "alerts: [{ on: drift, post: \"http://127.0.0.1:\(server.port)/${HOOK}\", headers: { Authorization: \"Bearer ${HOOK}\" } }]\n",
      variables: ["HOOK": "h00k-s3cret"])
    try pair.folder.writeProgram(
      "#!/bin/sh\nprintf '%s ' \"$@\" > '\(pair.folder.name)/words'\nenv >> '\(pair.folder.name)/words'\nexec /usr/bin/env -S PATH=/usr/bin:/bin curl \"$@\"\n",
      to: "bin/curl")
    try pair.write("mine\n", to: "services/api/app.py")
    let path = pair.edgesync.variables["PATH"] ?? ""
    let outcome = try pair.edgesync.with(["PATH": "\(pair.folder.name)/bin:\(path)"])
      .run(["status", "--alert"], in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(inbox.taken() == ["drift firing"])
    let words = try #require(pair.folder.text(of: "words"))
    #expect(words.hasPrefix("-q --config - "))
    #expect(!(words + outcome.errorText + outcome.text).contains("s3cret"))
  }

  @Test func aMetricsFileIsReplacedWhole() throws {
    let pair = try EdgePair()
    try pair.folder.write("old\n", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: pair.folder.path.appending("edge.prom").string, withDestinationPath: "target")
    let outcome = try pair.run("status", "--metrics", "--metrics-file", "../edge.prom")
    #expect(outcome.status == 0 && outcome.error.isEmpty)
    #expect(pair.folder.text(of: "edge.prom") == outcome.text + "\n")
    #expect(pair.folder.text(of: "target") == "old\n")
    #expect(outcome.text.hasSuffix("\n# EOF"))
    // What can't be replaced stays as it was, and nothing is left beside it.
    try FileManager.default.createDirectory(
      atPath: pair.folder.path.appending("full").string, withIntermediateDirectories: false)
    try pair.folder.write("", to: "full/kept")
    let failed = try pair.run("status", "--metrics-file", "../full")
    #expect(failed.status == 1 && failed.output.isEmpty)
    #expect(pair.folder.text(of: "full/kept") == "")
    let names = try FileManager.default.contentsOfDirectory(atPath: pair.folder.path.string)
    #expect(!names.contains { $0.hasPrefix(".edgesync") })
    #expect(try pair.run("status", "--metrics", "--json").status == 64)
  }

  @Test func aTestOfAlertsIsSent() throws {
    let inbox = Inbox()
    let server = try LoopbackServer { inbox.take($0) }
    let pair = try EdgePair(
      manifest: "alerts:\n  - { on: failed, post: \"http://127.0.0.1:\(server.port)\" }\n"
        + "  - { on: [drift, stale], run: \"exit 7\" }\n")
    let outcome = try pair.run("alert", "--test")
    #expect(outcome.status == 1)
    #expect(
      outcome.text
        == "✓ the post on line 12: sent\n✗ the command on line 13: it exited with 7")
    #expect(inbox.taken() == ["failed firing"])
    #expect(try pair.run("alert", "--test", "--on", "failed").status == 0)
    let nobody = try pair.run("alert", "--test", "--on", "landed")
    #expect(
      nobody.status == 1
        && nobody.errorText.hasPrefix(
          "edgesync: nobody is told of `landed`: edgesync.yml, as it is")
    )
    #expect(try pair.run("alert").status == 64)
    let other = try EdgePair()
    #expect(try other.run("status", "--alert").errorText.contains("there is nobody to tell"))
  }

  /// The situation in which a log says how to try it.
  @Test func anAlertThatFailsIsTriedAsTold() throws {
    let inbox = Inbox()
    let server = try LoopbackServer { inbox.take($0) }
    let pair = try EdgePair(manifest: Self.alerts("drift", to: server))
    let remedy = Remedy(pair: pair)
    try pair.write("mine\n", to: "services/api/app.py")
    let outcome = try pair.run("status", "--alert")
    #expect(outcome.status == 1)
    let command = try remedy.command("edgesync alert --test", of: outcome)
    try remedy.run(command, succeeds: false)
    try remedy.run("export HOOK=x; \(command)")
    let wrong = try pair.run("alert")
    try remedy.run("export HOOK=x; " + remedy.command("edgesync status --alert", of: wrong))
    #expect(inbox.taken() == ["drift firing", "drift firing"])
  }
}
