import Text

/// How each role on the screen looks.
package struct Theme: Hashable, Sendable {
  /// Its name.
  package let name: String
  private let styles: [Role: Style]
  /// The contrast from which on text can be read (WCAG 2.2, 1.4.3).
  private static let readable = 4.5
  /// That of what needn't be read letter by letter: frames and line numbers (WCAG 2.2, 1.4.11).
  private static let visible = 3.0

  /// The look of a role.
  package subscript(role: Role) -> Style { styles[role] ?? .plain }

  /// The terminal's own sixteen colours on its own background.
  package static let terminal = terminal(yellow: .ansi(3), cyan: .ansi(6))
  /// The same on a light background, on which yellow and cyan can't be read.
  package static let terminalOnLight = terminal(yellow: .ansi(5), cyan: .ansi(4))

  private static func terminal(yellow: Color, cyan: Color) -> Theme {
    Theme(
      name: "terminal",
      styles: [
        .dim: Style(attributes: .dim),
        .heading: Style(attributes: .bold),
        .border: Style(attributes: .dim),
        .focusedBorder: Style(foreground: cyan, attributes: .bold),
        .title: Style(attributes: .bold),
        .header: Style(attributes: .reverse),
        .footer: Style(attributes: .dim),
        .key: Style(foreground: cyan, attributes: .bold),
        .selection: Style(attributes: .reverse),
        .otherSelection: Style(attributes: .bold),
        .id: Style(foreground: yellow),
        .author: Style(foreground: cyan),
        .synced: Style(foreground: .ansi(2)),
        .override: Style(foreground: .ansi(1), attributes: .bold),
        .outside: Style(attributes: .dim),
        .good: Style(foreground: .ansi(2)),
        .bad: Style(foreground: .ansi(1), attributes: .bold),
        .warning: Style(foreground: yellow, attributes: .bold),
        .addition: Style(foreground: .ansi(2)),
        .deletion: Style(foreground: .ansi(1)),
        .hunk: Style(foreground: cyan),
        .lineNumber: Style(attributes: .dim),
        .match: Style(foreground: .ansi(0), background: .ansi(3)),
        .additionLine: Style(foreground: .ansi(2)),
        .deletionLine: Style(foreground: .ansi(1)),
        .additionWord: Style(foreground: .ansi(2), attributes: [.bold, .underline]),
        .deletionWord: Style(foreground: .ansi(1), attributes: [.bold, .underline]),
        .moved: Style(foreground: .ansi(5)),
        .movedOther: Style(foreground: .ansi(4)),
        .comment: Style(attributes: .dim),
        .string: Style(foreground: yellow),
        .number: Style(foreground: yellow),
        .keyword: Style(foreground: cyan),
        .noted: Style(foreground: yellow),
        .function: .plain,
        .typeName: .plain,
      ])
  }

  /// Whether rows of a diff are told by what is behind them, so that their text has room for colours of its own.
  package var tintsRows: Bool { self[.additionLine].background != self[.text].background }

  /// A theme with a scheme's colours, moved as far towards black or white as it takes to read them.
  package init(_ scheme: Base16Scheme) {
    let base = scheme.palette
    // Some schemes' selection is made for other text than this: a row that is read has to be readable.
    let isReadable = (base[0x5].contrast(with: base[0x2]) ?? 0) >= Self.readable
    let added = base[0x0].mixed(with: base[0xB], 0.16)
    let deleted = base[0x0].mixed(with: base[0x8], 0.16)
    let addedWord = base[0x0].mixed(with: base[0xB], 0.34)
    let deletedWord = base[0x0].mixed(with: base[0x8], 0.34)
    let moved = base[0x0].mixed(with: base[0xE], 0.18)
    let movedOther = base[0x0].mixed(with: base[0xD], 0.18)
    let behind = [base[0x0], base[0x1]] + (isReadable ? [base[0x2]] : [])
    let behindCode = behind + [added, deleted, addedWord, deletedWord, moved, movedOther]
    let extreme: Color = scheme.isDark ? .rgb(255, 255, 255) : .rgb(0, 0, 0)
    func on(
      _ foreground: Int, _ attributes: Style.Attributes = [], back: Int = 0,
      least: Double = Self.readable, behind: [Color] = behind
    ) -> Style {
      Style(
        foreground: base[foreground].readable(on: behind, least, towards: extreme),
        background: base[back], attributes: attributes)
    }
    func code(_ foreground: Int) -> Style { on(foreground, behind: behindCode) }
    func sign(_ foreground: Int) -> Style {
      on(foreground, behind: behind + [added, deleted, moved, movedOther])
    }
    let text = code(0x5).foreground
    self.init(
      name: scheme.name,
      styles: [
        .text: code(0x5), .dim: on(0x4), .heading: on(0x5, .bold),
        .border: on(0x3, least: Self.visible), .focusedBorder: on(0xD, .bold),
        .title: on(0x5, .bold), .header: on(0x5, back: 0x1), .footer: on(0x4), .key: on(0xD, .bold),
        .selection: isReadable ? on(0x5, back: 0x2) : on(0x5, .reverse, behind: [base[0x0]]),
        .otherSelection: on(0x5, .bold, back: 0x1), .id: on(0xA), .author: on(0xC),
        .synced: on(0xB), .override: on(0x8, .bold), .outside: on(0x4), .good: on(0xB),
        .bad: on(0x8, .bold), .warning: on(0x9, .bold), .addition: sign(0xB), .deletion: sign(0x8),
        .hunk: on(0xC), .lineNumber: on(0x3, least: Self.visible, behind: behindCode),
        .match: Style(foreground: base[0xA].blackOrWhite, background: base[0xA]),
        .additionLine: Style(foreground: text, background: added),
        .deletionLine: Style(foreground: text, background: deleted),
        .additionWord: Style(foreground: text, background: addedWord),
        .deletionWord: Style(foreground: text, background: deletedWord),
        .moved: Style(foreground: text, background: moved),
        .movedOther: Style(foreground: text, background: movedOther),
        .comment: code(0x4), .string: code(0xB), .number: code(0x9), .keyword: code(0xE),
        .function: code(0xD), .typeName: code(0xA), .noted: code(0xA),
      ])
  }

  private init(name: String, styles: [Role: Style]) {
    self.name = name
    self.styles = styles
  }
}
