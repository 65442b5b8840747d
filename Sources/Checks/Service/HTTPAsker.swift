import Foundation
import FoundationNetworking
import Sync

/// Asks a question over HTTP and judges the answer.
struct HTTPAsker: Sendable {
  /// What came of a question.
  struct Answer: Sendable {
    /// Whether anything answered.
    let isAnswered: Bool
    /// What isn't as it should be; nil where all is.
    let fault: String?
    /// How long it took.
    let seconds: Double
    /// The answer in a few words: `200 in 12 ms`.
    let text: String
  }

  /// Bytes of an answer that are read at the most.
  static let maximumBytes = 1 << 20
  /// Seconds that one answer may take where the question doesn't say.
  private static let patience = 10.0

  private let probe: HTTPProbe

  init(_ probe: HTTPProbe) {
    self.probe = probe
  }

  /// Asks once; redirections are answers, and are not followed.
  func ask() async -> Answer {
    guard let url = URL(string: probe.url) else {
      return Answer(isAnswered: true, fault: "it is no url", seconds: 0, text: "")
    }
    var request = URLRequest(url: url, timeoutInterval: Self.patience)
    request.httpMethod = probe.method.rawValue.uppercased()
    request.httpBody = probe.body.map { Data($0.utf8) }
    request.cachePolicy = .reloadIgnoringLocalCacheData
    let clock = ContinuousClock()
    let start = clock.now
    let exchange = HTTPExchange(limit: Self.maximumBytes)
    do {
      let (response, body) = try await exchange.run(request)
      let seconds = (clock.now - start).inSeconds
      return Answer(
        isAnswered: true, fault: fault(of: response, body), seconds: seconds,
        text: "\(response.statusCode) in \(Int((seconds * 1000).rounded())) ms")
    } catch {
      return Answer(
        isAnswered: false, fault: "it doesn't answer: \(error.localizedDescription)",
        seconds: (clock.now - start).inSeconds, text: "no answer")
    }
  }

  private func fault(of response: HTTPURLResponse, _ body: Data) -> String? {
    if response.statusCode != probe.status {
      return "it answers \(response.statusCode), not \(probe.status)"
    }
    for (name, wanted) in probe.headers.sorted(by: { $0.key < $1.key }) {
      let found = response.value(forHTTPHeaderField: name)
      if found != wanted {
        return "its \(name) is \(found.map { "`\($0)`" } ?? "missing"), not `\(wanted)`"
      }
    }
    guard let pattern = probe.json else { return nil }
    guard let value = try? JSONDecoder().decode(JSONDocument.self, from: body) else {
      return "its answer is no JSON"
    }
    return value.difference(from: pattern, at: "")
  }
}
