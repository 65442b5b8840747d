/// What an evaluation found of one thing that may be told one way.
package struct AlertFinding: Hashable, Sendable {
  /// What is sent of it.
  package struct Message: Hashable, Sendable {
    /// The sentence.
    package let text: String
    /// The whole document, as JSON.
    package let document: String

    /// A message from its parts.
    package init(text: String, document: String) {
      (self.text, self.document) = (text, document)
    }
  }

  /// What was found.
  package enum State: Hashable, Sendable {
    /// It is so, for a reason: another one is another occurrence.
    case firing(key: String, Message)
    /// It isn't so, or isn't any more, which the message tells.
    case quiet(Message)
    /// It happened, once, at a moment in seconds since 1970.
    case happened(id: String, date: Int, Message)
  }

  /// What stands for the way it is told, without secrets.
  package let channel: String
  /// What it is about.
  package let kind: String
  /// What was found.
  package let state: State
  /// Seconds after which what lasts is told again; nil for never.
  package let again: Int?

  /// A finding from its parts.
  package init(channel: String, kind: String, _ state: State, again: Int? = nil) {
    self.channel = channel
    self.kind = kind
    self.state = state
    self.again = again
  }
}

/// A message that is to be sent, or was.
package struct AlertDelivery: Hashable, Sendable {
  /// Its number.
  package let id: Int
  /// What stands for the way it is sent.
  package let channel: String
  /// What it is about.
  package let kind: String
  /// Whether it tells that something is over.
  package let isResolved: Bool
  /// What is sent.
  package let message: AlertFinding.Message
  /// When it was decided on, in seconds since 1970.
  package let decided: Int
  /// How often it was tried to send it.
  package let tries: Int
  /// When it was sent; nil where it wasn't yet.
  package let delivered: Int?
  /// Why it couldn't be sent; nil where it could, or wasn't tried.
  package let error: String?
}
