import Git
import Rules
import SystemPackage

/// Something that is posted to a url, without following redirections, and bounded in bytes and in time. What is secret
/// in it stands in no process list.
package struct HTTPPost: Sendable {
  /// Bytes of an answer that are read at the most.
  private static let maximumAnswer = 64 << 10

  private let url: String
  private let headers: [(name: String, value: String)]
  private let body: String

  /// What is posted where.
  ///
  /// - Parameters:
  ///   - headers: Headers that go with it; no value may hold a line's end.
  ///   - body: What is sent, up to 32 KiB.
  package init(to url: String, headers: [(name: String, value: String)], body: String) {
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// Posts it once.
  ///
  /// - Parameters:
  ///   - search: Where curl is looked for.
  ///   - seconds: How long it may take.
  /// - Returns: The answer's status; nil and the reason where none came.
  package func send(
    by search: ProgramSearch, within seconds: Int
  ) async throws(CancellationError) -> (status: Int?, fault: String) {
    guard let curl = search.find("curl") else { return (nil, "curl isn't installed") }
    let exchange = HTTPExchange(
      curl: curl, patience: max(1, seconds), limit: Self.maximumAnswer, headers: headers,
      usesProxies: true)
    do {
      let answer = try await exchange.run(HTTPProbe(method: .post, url: url, body: body))
      return (answer.status, "")
    } catch let error as HTTPExchange.Failure {
      return (nil, error.reason)
    } catch {
      throw CancellationError()
    }
  }
}
