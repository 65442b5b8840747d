import Foundation
import Support
import Testing

/// Answers that would fill the memory, and surroundings that would change what is asked.
@Suite struct HostileAnswerTests {
  private func pair(_ server: LoopbackServer, _ probe: String) throws -> EdgePair {
    let probe = probe.replacing("HOST", with: "http://127.0.0.1:\(server.port)")
    return try EdgePair(
      manifest: "checks: [{ name: api, stage: post, timeout: 3s, http: [{ \(probe) }] }]")
  }

  /// Runs the checks in 200 MB.
  private func check(_ pair: EdgePair) throws -> Program.Outcome {
    try Program("/bin/sh", variables: pair.edgesync.variables).run(
      [
        "-c", "ulimit -d \(MemoryLimit.megabytes(200)); exec \"$@\"", "sh", EdgesyncProgram.name,
        "check",
      ],
      in: pair.edge.git.folder)
  }

  /// 400 MB that came in a few hundred KB.
  @Test(arguments: ["gzip", "deflate, gzip", "gzip, gzip"])
  func aBombFillsNoMemory(_ encoding: String) throws {
    let bomb = try Program("/bin/sh").run(["-c", "head -c 400000000 /dev/zero | gzip -1"]).output
    let server = try LoopbackServer { _ in
      LoopbackServer.Answer(
        "", headers: ["Content-Encoding: \(encoding)"], bytes: bomb)
    }
    let outcome = try check(pair(server, "get: 'HOST/'"))
    #expect(outcome.status == 2, "\(outcome.errorText)")
  }

  @Test func anEndlessAnswerFillsNoMemory() throws {
    let server = try LoopbackServer { _ in
      LoopbackServer.Answer(String(repeating: "x", count: 1 << 20), headers: [], isEndless: true)
    }
    let outcome = try check(pair(server, "get: 'HOST/'"))
    #expect(outcome.status == 2, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("it took longer than 3 s"))
  }

  /// Neither a proxy of the environment nor a file of curl's changes where a question goes.
  @Test func onlyTheManifestSaysWhoIsAsked() throws {
    let server = try LoopbackServer { request in
      LoopbackServer.Answer(
        request.authorization.isEmpty ? "{}" : "", status: request.path == "/401" ? 401 : 200,
        headers: ["WWW-Authenticate: Basic realm=x"])
    }
    let pair = try pair(server, "get: 'HOST/401', status: 401, json: {}")
    try pair.folder.write(
      "url = http://127.0.0.1:1/\nproxy = http://127.0.0.1:1\n", to: "home/.curlrc")
    try pair.folder.write("machine 127.0.0.1 login a password b\n", to: "home/.netrc")
    let proxy = "http://127.0.0.1:1"
    let outcome = try pair.edgesync.with([
      "http_proxy": proxy, "HTTP_PROXY": proxy, "all_proxy": proxy, "ALL_PROXY": proxy,
      "CURL_HOME": pair.folder.name + "/home", "XDG_CONFIG_HOME": pair.folder.name + "/home",
      "NETRC": pair.folder.name + "/home/.netrc",
    ]).run(["check"], in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
  }
}
