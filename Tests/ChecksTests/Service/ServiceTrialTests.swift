import Git
import Journal
import Locks
import Rules
import Support
import Testing
import Text

@testable import Checks

/// Services that are started, asked and stopped.
@Suite struct ServiceTrialTests {
  private let bench: CheckBench
  private let server: LoopbackServer

  init() throws {
    bench = try CheckBench()
    let asked = Mutex(0)
    server = try LoopbackServer { request in
      switch request.path.prefix(while: { $0 != "?" }) {
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
      case "/401":
        LoopbackServer.Answer(
          "no", status: 401, headers: ["WWW-Authenticate: Basic realm=\"x\""])
      case "/endless":
        LoopbackServer.Answer(
          String(repeating: "x", count: 65_536), headers: [], isEndless: true)
      case "/endless-header":
        LoopbackServer.Answer(
          "", headers: ["X: " + String(repeating: "x", count: 1 << 20)])
      case "/echo":
        LoopbackServer.Answer(
          #"{"body":"\#(String(decoding: request.body, as: UTF8.self))"}"#,
          headers: ["X-Method: \(request.method)"])
      default: LoopbackServer.Answer("no", status: 404)
      }
    }
  }

  private func asker(_ probe: HTTPProbe) throws -> HTTPAsker {
    HTTPAsker(probe, by: try #require(ProgramSearch(outside: []).find("curl")))
  }

  private func run(_ entries: String, timeout: String = "120s") async throws -> CheckResult {
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
    "{ get: 'HOST/later' }", "{ get: 'HOST/401', status: 401 }", "{ head: 'HOST/health' }",
    "{ get: 'HOST/401', status: 401, headers: { WWW-Authenticate: 'Basic realm=\"x\"' } }",
    "{ put: 'HOST/echo', headers: { x-method: PUT } }",
    "{ delete: 'HOST/echo', headers: { x-method: DELETE } }",
    "{ get: 'HOST/health?[1-9]&{a,b}', json: { status: ok } }",
    "{ get: 'HOST/health', within: 10s }",
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
    #expect(try await asker(HTTPProbe(url: url)).ask().fault == nil)
    #expect(
      try await asker(HTTPProbe(url: url, status: 503)).ask().fault == "it answers 200, not 503")
    #expect(
      try await asker(HTTPProbe(url: url, headers: ["content-type": "text/html"])).ask().fault
        == "its content-type is `application/json`, not `text/html`")
  }

  /// What asks may end before it has read what to ask for.
  @Test func aCurlThatReadsNothingIsAFailure() async throws {
    let program = try #require(ProgramSearch(outside: []).find("true"))
    for _ in 0..<5 {
      let probe = HTTPProbe(url: "http://127.0.0.1/" + String(repeating: "x", count: 100_000))
      #expect(await HTTPAsker(probe, by: program).ask().fault != nil)
    }
  }

  @Test func anEndlessAnswerIsCutOff() async throws {
    let answer = try await asker(
      HTTPProbe(url: "http://127.0.0.1:\(server.port)/long", status: 200, json: nil)
    ).ask()
    #expect(answer.fault == "it doesn't answer: its answer is over 1024 KiB")
  }

  @Test(arguments: [
    (#"{"a":1}"#, "a is 1, not 2"), (#"{"a":"2"}"#, "a is `2`, not 2"),
    (#"{"b":2}"#, "its answer has no a"), ("[]", "its answer is a list, not an object"),
    ("{", "its answer isn't JSON"),
  ])
  func saysWhatOfTheJSONIsWrong(_ body: String, _ fault: String) async throws {
    let server = try LoopbackServer { _ in LoopbackServer.Answer(body) }
    let answer = try await asker(
      HTTPProbe(
        url: "http://127.0.0.1:\(server.port)/", status: 200, json: ["a": .double(2)])
    ).ask()
    #expect(answer.fault == fault)
  }

  @Test(arguments: ["/endless", "/endless-header", "/long"])
  func answersAreBounded(_ path: String) async throws {
    let answer = try await asker(HTTPProbe(url: "http://127.0.0.1:\(server.port)\(path)")).ask()
    #expect(!answer.isAnswered)
    #expect(answer.fault?.contains("timed out") == false)
  }

  @Test(arguments: [
    "a \"quoted\" \\ text", "url = http://127.0.0.1:1/", "x\ny\r\nz\t\u{B}", "@/etc/passwd", "é",
    "#",
  ])
  func aBodyIsSentAsItIs(_ body: String) async throws {
    let seen = Mutex<[UInt8]>([])
    let server = try LoopbackServer { request in
      seen.withLock { $0 = request.body }
      return LoopbackServer.Answer("{}")
    }
    let probe = HTTPProbe(method: .post, url: "http://127.0.0.1:\(server.port)/", body: body)
    #expect(try await asker(probe).ask().fault == nil)
    #expect(seen.withLock { $0 } == Array(body.utf8))
  }

  @Test(arguments: [
    "file:///etc/passwd", "gopher://127.0.0.1/", "dict://127.0.0.1/", "http://", "x",
  ])
  func onlyHTTPIsSpoken(_ url: String) async throws {
    let answer = try await asker(HTTPProbe(url: url)).ask()
    #expect(answer.fault?.contains("it doesn't answer") == true)
    #expect(answer.text == "no answer")
  }

  @Test(arguments: [
    ("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", 200, "b", "body"),
    ("HTTP/2 204 \r\na:  b \r\n\r\n", 204, "b", ""),
    (
      "HTTP/1.1 103 Early\r\nA: x\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\nHTTP/1.1 x", 200, "b",
      "HTTP/1.1 x"
    ),
    ("HTTP/1.1 200 OK\nA: b\nA: c\n\nx", 200, "b, c", "x"),
  ])
  func answersAreRead(_ text: String, _ status: Int, _ header: String, _ body: String) throws {
    let answer = try #require(HTTPAnswer(parsing: Array(text.utf8), seconds: 1))
    #expect(answer.status == status)
    #expect(answer.header("a") == header)
    #expect(answer.body == Array(body.utf8))
  }

  @Test(arguments: [
    "", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 99999999999999999999 OK\r\n\r\n",
    "x\r\n\r\n",
    "HTTP/1.1\r\n\r\n", "HTTP/1.1 -12 OK\r\n\r\n", "HTTP/1.1 1e9 OK\r\n\r\n",
  ])
  func whatIsNoAnswerIsNone(_ text: String) {
    #expect(HTTPAnswer(parsing: Array(text.utf8), seconds: 1) == nil)
  }
}
