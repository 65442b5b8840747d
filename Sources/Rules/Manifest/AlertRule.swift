import Text

/// An entry of the manifest's `alerts`: what is told, and to whom.
package struct AlertRule: Hashable, Sendable {
  /// What can be told.
  package enum Kind: String, CaseIterable, Sendable {
    /// A sync failed, and none succeeded since.
    case failed
    /// A sync was refused, and none succeeded since.
    case refused
    /// Upstream has gone on for longer than ``Manifest/stale``, and nothing of it has landed.
    case stale
    /// Synced files differ from upstream at the pin.
    case drift
    /// A required check fails at the newest candidate.
    case check
    /// A benchmark is slower than it may be.
    case regression
    /// A sync was offered for review.
    case offered
    /// A sync landed.
    case landed

    /// Whether it begins and ends; what isn't a state happens once.
    package var isState: Bool { self != .offered && self != .landed }
  }

  /// How a request's body is laid out.
  package enum Format: String, CaseIterable, Sendable {
    /// A document of everything.
    case json
    /// What Slack's webhooks take, and those of others after their model.
    case slack
    /// The sentence alone.
    case text
  }

  /// A header that goes with a request.
  package struct Header: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Its value.
    package let value: VariableText

    /// A header from its parts.
    package init(name: String, value: VariableText) {
      (self.name, self.value) = (name, value)
    }
  }

  /// The way to whom it is told.
  package enum Channel: Hashable, Sendable {
    /// A command that gets the document on standard input.
    case run(String)
    /// A url that it is posted to.
    case post(VariableText, Format, [Header])
  }

  /// What is told.
  package let kinds: Set<Kind>
  /// The way to whom.
  package let channel: Channel
  /// Seconds after which what still lasts is told again; nil for never.
  package let again: Int?
  /// The manifest's line.
  package let line: Int

  /// A rule from its parts.
  package init(on kinds: Set<Kind>, _ channel: Channel, again: Int? = nil, line: Int = 1) {
    self.kinds = kinds
    self.channel = channel
    self.again = again
    self.line = line
  }

  /// What people call the rule, without its url, which may be a secret.
  package var title: SafeText {
    switch channel {
    case .run: "the command on line \(line)"
    case .post: "the post on line \(line)"
    }
  }

  /// The way to whom as one text, without any secret: what is remembered of it, so that what was told that way isn't
  /// told that way again.
  package var identity: String {
    switch channel {
    case .run(let command): "run\0\(command)"
    case .post(let url, let format, let headers):
      (["post", format.rawValue, url.source] + headers.flatMap { [$0.name, $0.value.source] })
        .joined(separator: "\0")
    }
  }
}
