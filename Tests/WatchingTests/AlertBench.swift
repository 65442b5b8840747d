import Foundation
import Git
import Journal
import Locks
import Rules
import Support
import SystemPackage
import Text
import Upstream
import Watching

/// An edge repo whose alerts are posted to a server of the test's, at a clock of the test's.
final class AlertBench {
  /// What was posted, and what is answered.
  final class Inbox: Sendable {
    private struct State {
      var bodies: [[UInt8]] = []
      var authorizations: [String] = []
      var answers: [Int] = []
    }

    private let state = Mutex(State())

    /// Statuses that are answered, one after the other; 200 past their end.
    func answer(_ statuses: [Int]) { state.withLock { $0.answers = statuses } }

    /// Takes a request, and says what is answered.
    func take(_ request: LoopbackServer.Request) -> LoopbackServer.Answer {
      state.withLock { state in
        state.bodies.append(request.body)
        state.authorizations.append(request.authorization)
        let status = state.answers.isEmpty ? 200 : state.answers.removeFirst()
        return LoopbackServer.Answer("", status: status)
      }
    }

    /// What was posted since it was last asked.
    func taken() -> [[UInt8]] {
      state.withLock { state in
        defer { state.bodies = [] }
        return state.bodies
      }
    }

    /// The `Authorization` headers that came.
    var authorizations: [String] { state.withLock { $0.authorizations } }
  }

  let pair: EdgePair
  let inbox = Inbox()
  private let server: LoopbackServer
  /// Lines that a log would have.
  private(set) var log: [String] = []
  var environment: [String: String]
  var now = EdgesyncProgram.now

  /// A bench.
  ///
  /// - Parameters:
  ///   - alert: An entry of `alerts`, with `@URL@` for the server's.
  ///   - more: More lines of the manifest.
  init(_ alert: String, more: String = "") throws {
    server = try LoopbackServer { [inbox] in inbox.take($0) }
    let url = "http://127.0.0.1:\(server.port)"
    pair = try EdgePair(
      manifest: more + "\nalerts:\n  - " + alert.replacing("@URL@", with: url) + "\n")
    environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "URL": url,
    ]
  }

  var root: FilePath { pair.edge.git.folder }

  func database() throws -> StateDatabase {
    try StateDatabase(in: EdgeRepo.Place(at: root).state)
  }

  func watch() throws -> AlertWatch? {
    try AlertWatch(at: root, environment: environment, clock: { [now] in now })
  }

  /// Looks at alerts, as a command does at its end; gives what was told: `stale firing`.
  @discardableResult
  func told(
    after seconds: Int = 60, since: Int? = nil, ended: SyncEvent.Outcome? = nil,
    pauses: [Duration] = []
  ) async throws -> [String] {
    now += seconds
    try await watch()?.evaluate(
      since: since ?? now, ended: ended, patience: .init(seconds: 600, pauses: pauses)
    ) { log.append($0.string) }
    return try inbox.taken().map(Self.words)
  }

  /// What a document tells: `stale firing`.
  static func words(_ body: [UInt8]) throws -> String {
    let document = try JSON(parsing: body)
    return "\(document["alert"].text ?? "?") \(document["state"].text ?? "?")"
  }

  /// Records a sync that ended.
  func record(_ outcome: SyncEvent.Outcome, _ reason: String = "why", kind: SyncKind = .daily)
    throws
  {
    now += 60
    try database().record(
      SyncEvent(
        id: "", kind: kind, outcome: outcome, date: now, by: "Ana Silva <ana@example.com>",
        from: ObjectID(hex: pair.pin), to: ObjectID(hex: pair.pin), reason: reason))
  }
}
