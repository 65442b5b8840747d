import Foundation
import Rules
import SystemPackage
import Text

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
  private static let patience = 10

  private let probe: HTTPProbe
  private let curl: FilePath

  /// What asks a question.
  ///
  /// - Parameter curl: The program that does so.
  init(_ probe: HTTPProbe, by curl: FilePath) {
    self.probe = probe
    self.curl = curl
  }

  /// Asks once; redirections are answers, and are not followed.
  func ask() async -> Answer {
    let clock = ContinuousClock()
    let start = clock.now
    let exchange = HTTPExchange(curl: curl, patience: Self.patience, limit: Self.maximumBytes)
    do {
      let answer = try await exchange.run(probe)
      return Answer(
        isAnswered: true, fault: fault(of: answer), seconds: answer.seconds,
        text: "\(answer.status) in \(ServiceTrial.milliseconds(answer.seconds))")
    } catch {
      let reason = (error as? HTTPExchange.Failure)?.reason ?? "it was cancelled"
      return Answer(
        isAnswered: false, fault: "it doesn't answer: \(reason)",
        seconds: (clock.now - start).inSeconds, text: "no answer")
    }
  }

  private func fault(of answer: HTTPAnswer) -> String? {
    if answer.status != probe.status {
      return "it answers \(answer.status), not \(probe.status)"
    }
    for (name, wanted) in probe.headers.sorted(by: { $0.key < $1.key }) {
      let found = answer.header(name)
      if found != wanted {
        return "its \(name) is \(found.map { "`\($0.prefix(200))`" } ?? "missing"), not `\(wanted)`"
      }
    }
    guard let pattern = probe.json else { return nil }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(answer.body)) else {
      return "its answer isn't JSON"
    }
    return value.difference(from: pattern, at: "")
  }
}
