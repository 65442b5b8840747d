import Text

/// A question that a check asks over HTTP, and what the answer has to be.
package struct HTTPProbe: Hashable, Sendable {
  /// How it asks.
  package enum Method: String, CaseIterable, Sendable {
    case get, head, post, put, delete
  }

  /// How it asks.
  package let method: Method
  /// Where: an `http` or `https` url.
  package let url: String
  /// What it sends.
  package let body: String?
  /// The status that the answer has to have.
  package let status: Int
  /// Headers that the answer has to have; names in any case.
  package let headers: [String: String]
  /// What the answer's JSON has to hold; nil where it need not be JSON.
  package let json: JSONValue?
  /// Seconds that the answer may take; nil for any time.
  package let limit: Double?

  /// A question from its parts.
  package init(
    method: Method = .get, url: String, body: String? = nil, status: Int = defaultStatus,
    headers: [String: String] = [:], json: JSONValue? = nil, limit: Double? = nil
  ) {
    self.method = method
    self.url = url
    self.body = body
    self.status = status
    self.headers = headers
    self.json = json
    self.limit = limit
  }

  /// The question for people: `GET http://127.0.0.1:8000/health`.
  package var title: String { "\(method.rawValue.uppercased()) \(URLSecrets.masked(url: url))" }

  /// The status that an answer has to have where nothing is said.
  package static let defaultStatus = 200
}
