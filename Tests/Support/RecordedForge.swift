import Foundation
import Locks

/// A forge's interface on loopback that records what it is asked, and answers as recorded: one open pull
/// request once one was opened.
///
/// `gh` reaches it as a proxy: it speaks plain HTTP with the host `github.localhost` only.
public final class RecordedForge: Sendable {
  private let server: LoopbackServer
  private let state: Recording

  private final class Recording: Sendable {
    let value = Mutex<(requests: [LoopbackServer.Request], isOpen: Bool)>(([], false))
  }

  /// Starts it on a free port.
  public init() throws {
    let state = Recording()
    self.state = state
    server = try LoopbackServer { request in
      state.value.withLock { state in
        state.requests.append(request)
        if request.path.hasSuffix("/graphql") {
          let isQuestion = String(decoding: request.body, as: UTF8.self).contains("pullRequests(")
          if !isQuestion { return LoopbackServer.Answer("{\"data\":{}}") }
          return LoopbackServer.Answer(Self.branchAnswer)
        }
        if request.method == "POST" { state.isOpen = true }
        let one = "{\"number\":7,\"html_url\":\"http://github.localhost/acme/edge/pull/7\"}"
        return LoopbackServer.Answer(
          request.method == "GET" ? (state.isOpen ? "[\(one)]" : "[]") : one)
      }
    }
  }

  /// What `gh pr merge` is told about a branch.
  private static let branchAnswer = """
    {"data":{"repository":{"defaultBranchRef":{"name":"main"},"pullRequests":{"nodes":[{
    "id":"PR_7","number":7,"state":"OPEN","title":"Sync","headRefName":"edgesync/daily",
    "baseRefName":"main","isCrossRepository":false,"mergeStateStatus":"CLEAN",
    "headRepositoryOwner":{"login":"acme"}}]}}}}
    """

  /// What was asked so far.
  public var requests: [LoopbackServer.Request] { state.value.withLock { $0.requests } }

  /// The pull request was merged or closed.
  public func closeRequest() { state.value.withLock { $0.isOpen = false } }

  /// Variables with which `gh` comes here.
  public func variables(token: String) -> [String: String] {
    [
      "HTTP_PROXY": "http://127.0.0.1:\(server.port)", "GH_TOKEN": token,
      "GH_ENTERPRISE_TOKEN": token,
    ]
  }
}
