import Text

/// What a terminal says of itself, asked at the start: nothing of it is drawn, and what isn't understood counts for
/// nothing.
package struct TerminalAnswers: Hashable, Sendable {
  /// An answer, without what it begins and ends with.
  enum Answer: Hashable {
    /// Of a device control string.
    case device(String)
    /// Of an operating system command.
    case operating(String)
    /// Which kind of terminal it is: all have an answer to that, so that it is the last.
    case attributes
  }

  /// Whether it shows any red, green and blue.
  package private(set) var hasDirectColor = false
  /// What is behind its text; nil where it doesn't say.
  package private(set) var background: Color?
  /// Whether everything that it has an answer to is answered.
  package private(set) var isComplete = false

  /// Whether text is on a light background; nil where it doesn't say.
  package var isLight: Bool? { background.map { $0.blackOrWhite == .rgb(0, 0, 0) } }

  /// Nothing is answered yet.
  package init() {}

  /// What asks for everything.
  ///
  /// A colour is set and asked for (xterm's DECRQSS), the background and the version are asked for, and terminfo's
  /// name for direct colours (XTGETTCAP).
  ///
  /// - Parameter passesOn: Whether what is between may hand device control strings to another terminal, whose answer
  ///   would say nothing of this one.
  static func questions(passesOn: Bool) -> String {
    let color = "\u{1B}[48;2;1;2;3m\u{1B}P$qm\u{1B}\\\u{1B}[m"
    let name = "\u{1B}P+q524742\u{1B}\\"
    return "\u{1B}]11;?\u{1B}\\\u{1B}[>q" + (passesOn ? "" : color + name) + "\u{1B}[c"
  }

  /// Takes an answer.
  mutating func take(_ answer: Answer) {
    switch answer {
    case .attributes: isComplete = true
    case .device(let text):
      if text.hasPrefix("1$r"), text.hasSuffix("m") {
        hasDirectColor = hasDirectColor || Self.hasAskedColor(text.dropFirst(3).dropLast())
      } else if text == "1+r524742" || text.hasPrefix("1+r524742=") || text.hasPrefix(">|tmux ") {
        // tmux shows all colours, as near as the terminal that it is shown on does.
        hasDirectColor = true
      }
    case .operating(let text):
      if text.hasPrefix("11;") { background = Self.color(text.dropFirst(3)) ?? background }
    }
  }

  /// Whether attributes have the background that was set, with a colour space's number or without.
  private static func hasAskedColor(_ text: Substring) -> Bool {
    let numbers = text.split { $0 == ";" || $0 == ":" }.map { Int($0) ?? -1 }
    guard let start = numbers.firstIndex(of: 48) else { return false }
    let rest = numbers[(start + 1)...]
    return rest.first == 2
      && (rest.dropFirst().starts(with: [1, 2, 3])
        || rest.dropFirst(2).starts(with: [1, 2, 3]))
  }

  /// A colour as X11 writes it: `rgb:` or `rgba:`, and parts of one to four hexadecimal digits.
  private static func color(_ text: Substring) -> Color? {
    let (kind, count) = text.hasPrefix("rgba:") ? ("rgba:", 4) : ("rgb:", 3)
    guard text.hasPrefix(kind) else { return nil }
    let parts = text.dropFirst(kind.count).split(separator: "/", omittingEmptySubsequences: false)
    let levels = parts.compactMap { part -> UInt8? in
      guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
        let value = Int(part, radix: 16)
      else { return nil }
      return UInt8(value * 255 / ((1 << (4 * part.utf8.count)) - 1))
    }
    guard parts.count == count, levels.count == count else { return nil }
    return .rgb(levels[0], levels[1], levels[2])
  }
}
