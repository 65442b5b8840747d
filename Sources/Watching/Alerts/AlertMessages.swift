import Git
import Journal
import Rules
import Text

/// The messages of alerts, as they are written down when they are decided on.
struct AlertMessages {
  /// Scalars of a sentence, and bytes of a document, at the most: curl takes lines of 100 KiB.
  private static let (maximumText, maximumDocument) = (1500, 24 << 10)

  let repo: String
  let upstream: String
  let pin: String

  init(repo: String, upstream: String, pin: String) {
    self.repo = repo
    self.upstream = upstream
    self.pin = pin
  }

  init(_ facts: RepoFacts) {
    self.init(repo: facts.repo, upstream: facts.upstream.url, pin: facts.pin.hex)
  }

  /// A message.
  ///
  /// - Parameters:
  ///   - alert: What it is about: a word of ``AlertRule/Kind``.
  ///   - isResolved: Whether it tells that this is over.
  ///   - words: What there is to say.
  ///   - event: What there is to know.
  func message(
    _ alert: String, isResolved: Bool, _ words: SafeText, event: JSONValue
  ) -> AlertFinding.Message {
    let text = SafeText(
      bytes: "\(repo): \(isResolved ? "\(alert) is over: " : "")\(words)".utf8,
      limit: Self.maximumText
    ).string
    let document = document(alert, isResolved, text, event)
    return AlertFinding.Message(
      text: text,
      document: document.utf8.count <= Self.maximumDocument
        ? document : self.document(alert, isResolved, text, .null))
  }

  private func document(
    _ alert: String, _ isResolved: Bool, _ text: String, _ event: JSONValue
  ) -> String {
    let document: JSONValue = [
      "alert": .string(alert), "state": isResolved ? "resolved" : "firing",
      "repo": .string(repo), "upstream": .string(upstream), "pin": .string(pin),
      "text": .string(text), "event": event,
    ]
    return String(decoding: document.encoded, as: UTF8.self)
  }
}
