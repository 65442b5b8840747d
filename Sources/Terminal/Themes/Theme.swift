import Text

/// How each role on the screen looks.
package struct Theme: Hashable, Sendable {
  /// Its name.
  package let name: String
  private let styles: [Role: Style]
  /// The contrast from which on text can be read (WCAG 2.2, 1.4.3).
  private static let readable = 4.5

  /// The look of a role.
  package subscript(role: Role) -> Style { styles[role] ?? .plain }

  /// The terminal's own sixteen colours on its own background.
  package static let terminal = Theme(
    name: "terminal",
    styles: [
      .dim: Style(attributes: .dim),
      .heading: Style(attributes: .bold),
      .border: Style(attributes: .dim),
      .focusedBorder: Style(foreground: .ansi(6), attributes: .bold),
      .title: Style(attributes: .bold),
      .header: Style(attributes: .reverse),
      .footer: Style(attributes: .dim),
      .key: Style(foreground: .ansi(6), attributes: .bold),
      .selection: Style(attributes: .reverse),
      .otherSelection: Style(attributes: .bold),
      .id: Style(foreground: .ansi(3)),
      .author: Style(foreground: .ansi(6)),
      .synced: Style(foreground: .ansi(2)),
      .override: Style(foreground: .ansi(1), attributes: .bold),
      .outside: Style(attributes: .dim),
      .good: Style(foreground: .ansi(2)),
      .bad: Style(foreground: .ansi(1), attributes: .bold),
      .warning: Style(foreground: .ansi(3), attributes: .bold),
      .addition: Style(foreground: .ansi(2)),
      .deletion: Style(foreground: .ansi(1)),
      .hunk: Style(foreground: .ansi(6)),
      .lineNumber: Style(attributes: .dim),
      .match: Style(foreground: .ansi(0), background: .ansi(3)),
    ])

  /// A theme with a scheme's colours.
  package init(_ scheme: Base16Scheme) {
    let base = scheme.palette
    func on(_ foreground: Int, _ attributes: Style.Attributes = [], back: Int = 0) -> Style {
      Style(foreground: base[foreground], background: base[back], attributes: attributes)
    }
    // Some schemes' selection is made for other text than this: a row that is read has to be readable.
    let isReadable = (base[0x5].contrast(with: base[0x2]) ?? 0) >= Self.readable
    self.init(
      name: scheme.name,
      styles: [
        .text: on(0x5), .dim: on(0x4), .heading: on(0x5, .bold), .border: on(0x3),
        .focusedBorder: on(0xD, .bold), .title: on(0x5, .bold), .header: on(0x5, back: 0x1),
        .footer: on(0x4), .key: on(0xD, .bold),
        .selection: isReadable ? on(0x5, back: 0x2) : on(0x5, .reverse),
        .otherSelection: on(0x5, .bold, back: 0x1), .id: on(0xA), .author: on(0xC),
        .synced: on(0xB), .override: on(0x8, .bold), .outside: on(0x4), .good: on(0xB),
        .bad: on(0x8, .bold), .warning: on(0x9, .bold), .addition: on(0xB), .deletion: on(0x8),
        .hunk: on(0xC), .lineNumber: on(0x3), .match: on(0x0, back: 0xA),
      ])
  }

  private init(name: String, styles: [Role: Style]) {
    self.name = name
    self.styles = styles
  }
}
