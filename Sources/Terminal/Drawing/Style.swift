/// How a cell looks.
package struct Style: Hashable, Sendable {
  /// What a terminal adds to a cell beside colour.
  package struct Attributes: OptionSet, Hashable, Sendable {
    /// The bits.
    package let rawValue: UInt8

    /// Attributes from their bits.
    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// Heavier.
    package static let bold = Attributes(rawValue: 1)
    /// Fainter.
    package static let dim = Attributes(rawValue: 2)
    /// Underlined.
    package static let underline = Attributes(rawValue: 4)
    /// Foreground and background exchanged.
    package static let reverse = Attributes(rawValue: 8)
    /// Slanted.
    package static let italic = Attributes(rawValue: 16)
  }

  /// The text's colour.
  package var foreground: Color
  /// The colour behind it.
  package var background: Color
  /// What is added.
  package var attributes: Attributes

  /// A style from its parts.
  package init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own look.
  package static let plain = Style()

  /// The style on another background.
  package func on(_ background: Color) -> Style {
    var style = self
    style.background = background
    return style
  }

  /// The style with attributes added.
  package func adding(_ attributes: Attributes) -> Style {
    var style = self
    style.attributes.formUnion(attributes)
    return style
  }
}
