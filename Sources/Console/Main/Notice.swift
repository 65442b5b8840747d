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

  /// Cells that its line takes, with the symbol before it.
  package var width: Int { text.width + 2 }

  /// A notice from its parts.
  package init(_ kind: Kind, _ text: SafeText) {
    self.kind = kind
    self.text = text
  }
}
