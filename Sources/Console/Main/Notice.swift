import Text

/// A line that says what happened or what to do; it stays until a key is pressed.
package struct Notice: Hashable, Sendable {
  /// How grave it is.
  package enum Kind: Sendable {
    case done, warning, failure
    /// Which of how many matches one is at.
    case found
  }

  /// How grave it is.
  package let kind: Kind
  /// The line.
  package let text: SafeText

  /// Its line, with a symbol before it that says how grave it is.
  var line: Line {
    switch kind {
    case .done: Line(Mark.good + " " + text, .good)
    case .warning: Line(Mark.attention + " " + text, .warning)
    case .failure: Line(Mark.bad + " " + text, .bad)
    case .found: Line(" " + text, .match)
    }
  }

  /// A notice from its parts.
  package init(_ kind: Kind, _ text: SafeText) {
    self.kind = kind
    self.text = text
  }
}
