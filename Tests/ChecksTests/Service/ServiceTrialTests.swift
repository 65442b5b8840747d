import Fixtures
import Locks
import Sync
import Testing

@testable import Checks

/// Services that are started, asked and stopped.
@Suite struct ServiceTrialTests {
  private let bench: CheckBench
  private let server: LoopbackServer

  init() throws {
    bench = try CheckBench()
    let asked = Mutex(0)
    server = try LoopbackServer { request in
      switch request.path {
      case "/health":
        LoopbackServer.Answer(#"{"status":"ok","version":3,"parts":[{"up":true},null]}"#)
      case "/later":
        // Not ready at first, as after a start.
        LoopbackServer.Answer(
          "{}",
          status: asked.withLock {
            $0 += 1; return $0
          } < 4 ? 503 : 200)
      case "/moved":
        LoopbackServer.Answer("", status: 302, headers: ["Location: /health"])
      case "/long": LoopbackServer.Answer(String(repeating: "x", count: 2 << 20))
      case "/echo":
        LoopbackServer.Answer(
          #"{"body":"\#(String(decoding: request.body, as: UTF8.self))"}"#,
          headers: ["X-Method: \(request.method)"])
      default: LoopbackServer.Answer("no", status: 404)
      }
    }
  }

  private func run(_ entries: String, timeout: String = "20s") async throws -> CheckResult {
    let list = "  - { name: api, stage: post, timeout: \(timeout), \(entries) }"
    return try #require(
      try await bench.run(
        CheckBench.checks(list.replacing("HOST", with: "http://127.0.0.1:\(server.port)"))
      ).first)
  }

  @Test(arguments: [
    "{ get: 'HOST/health' }", "{ get: 'HOST/health', json: { status: ok, version: 3 } }",
    "{ get: 'HOST/health', json: { parts: [{ up: true }, null] } }",
    "{ get: 'HOST/health', headers: { content-type: application/json } }",
    "{ get: 'HOST/moved', status: 302 }", "{ get: 'HOST/none', status: 404 }",
    "{ get: 'HOST/later' }", "{ get: 'HOST/health', within: 10s }",
    "{ post: 'HOST/echo', body: hello, json: { body: hello }, headers: { X-Method: POST } }",
  ])
  func passes(_ probe: String) async throws {
    let result = try await run("http: [\(probe)]")
    #expect(result.state == .passed, "\(result.reason ?? "")")
    #expect(result.text.contains(" in "))
  }

  @Test(arguments: [
    ("start: exit 3", "start failed: exit status 3"),
    ("start: 'true', stop: exit 4", "it passed, but stop failed: exit status 4"),
    (
      "http: [{ get: 'HOST/health', within: 1ms }, { get: 'HOST/health', within: 1ms }]",
      "over 1 ms"
    ),
  ])
  func failsAtOnce(_ entries: String, _ reason: String) async throws {
    let result = try await run(entries)
    // A loopback server may even answer within a millisecond.
    if reason.hasPrefix("over"), result.state == .passed { return }
    #expect(result.state == .failed)
    #expect(result.reason?.contains(reason) == true, "\(result.reason ?? "")")
  }

  @Test func whatNeverAnswersTimesOutAndIsStopped() async throws {
    let stopped = bench.folder.name + "/stopped"
    let result = try await run(
      "start: 'sh -c \"sleep 600; :\" \(stopped) & exec sleep 601', http: [{ get: 'http://127.0.0.1:1/' }], stop: 'touch \(stopped)'",
      timeout: "1s")
    #expect(result.state == .timedOut)
    #expect(bench.folder.text(of: "stopped") == "")
    #expect(Processes.mentioning(bench.folder.path) == [])
  }

  @Test func whatStartLeavesRunsUntilTheQuestionsAreAnswered() async throws {
    let note = bench.folder.name + "/note"
    let result = try await run(
      "start: 'sh -c \"sleep 602; :\" \(note) & echo $! > \(note)', http: [{ get: 'HOST/health' }], stop: 'kill -0 $(cat \(note))'"
    )
    #expect(result.state == .passed, "\(result.reason ?? "")")
    #expect(Processes.mentioning(bench.folder.path) == [])
  }

  @Test func judgesAnswers() async throws {
    let url = "http://127.0.0.1:\(server.port)/health"
    #expect(await HTTPAsker(HTTPProbe(url: url)).ask().fault == nil)
    #expect(
      await HTTPAsker(HTTPProbe(url: url, status: 503)).ask().fault == "it answers 200, not 503")
    #expect(
      await HTTPAsker(HTTPProbe(url: url, headers: ["content-type": "text/html"])).ask().fault
        == "its content-type is `application/json`, not `text/html`")
  }

  @Test func anEndlessAnswerIsCutOff() async throws {
    let answer = await HTTPAsker(
      HTTPProbe(url: "http://127.0.0.1:\(server.port)/long", status: 200, json: nil)
    ).ask()
    #expect(answer.fault == "it doesn't answer: its answer is over 1024 KiB")
  }

  @Test(arguments: [
    (#"{"a":1}"#, "a is 1, not 2"), (#"{"a":"2"}"#, "a is `2`, not 2"),
    (#"{"b":2}"#, "its answer has no a"), ("[]", "its answer is a list, not an object"),
    ("{", "its answer is no JSON"),
  ])
  func saysWhatOfTheJSONIsWrong(_ body: String, _ fault: String) async throws {
    let server = try LoopbackServer { _ in LoopbackServer.Answer(body) }
    let answer = await HTTPAsker(
      HTTPProbe(
        url: "http://127.0.0.1:\(server.port)/", status: 200, json: .object(["a": .number(2)]))
    ).ask()
    #expect(answer.fault == fault)
  }
}
