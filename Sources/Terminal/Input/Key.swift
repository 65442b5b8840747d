import Text

/// A key as a person presses it, with its modifiers.
package struct Key: Hashable, Sendable {
  /// Which key.
  package enum Code: Hashable, Sendable {
    /// A key that types something.
    case scalar(Unicode.Scalar)
    case up, down, left, right, pageUp, pageDown, home, end
    case enter, escape, tab, backTab, backspace, delete, insert
    /// A function key, from 1.
    case function(Int)
  }

  /// Which key.
  package let code: Code
  /// Whether control is held.
  package let isControl: Bool
  /// Whether alt is held.
  package let isAlt: Bool

  /// A key from its parts.
  package init(_ code: Code, isControl: Bool = false, isAlt: Bool = false) {
    self.code = code
    self.isControl = isControl
    self.isAlt = isAlt
  }

  /// A key that types something.
  package init(_ scalar: Unicode.Scalar) {
    self.init(.scalar(scalar))
  }

  private static let named: [(name: String, code: Code)] = [
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("pgup", .pageUp),
    ("pgdn", .pageDown), ("home", .home), ("end", .end), ("enter", .enter), ("esc", .escape),
    ("tab", .tab), ("shift-tab", .backTab), ("backspace", .backspace), ("delete", .delete),
    ("insert", .insert), ("space", .scalar(" ")),
  ]

  /// Letters that a terminal tells from other keys with control held: backspace, tab and enter are
  /// ctrl-h, ctrl-i, ctrl-j and ctrl-m to it.
  private static let controlled = "abcdefgklnopqrstuvwxyz".unicodeScalars

  /// Keys that type nothing and are told from others with a modifier held.
  private static let modified: [(name: String, key: Key)] = [
    ("ctrl-left", Key(.left, isControl: true)), ("ctrl-right", Key(.right, isControl: true)),
    ("alt-left", Key(.left, isAlt: true)), ("alt-right", Key(.right, isAlt: true)),
    ("alt-backspace", Key(.backspace, isAlt: true)),
  ]

  private static func isTyped(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && scalar.value != 0x7F && !scalar.isHidden
  }

  /// Reads a key's name: `g`, `ctrl-d`, `alt-b`, `pgup`, `shift-tab`, `f5`; nil for anything else.
  package init?(name: String) {
    if let known = Self.named.first(where: { $0.name == name }) {
      self.init(known.code)
      return
    }
    let scalars = Array(name.unicodeScalars)
    if scalars.count == 1, Self.isTyped(scalars[0]) {
      self.init(scalars[0])
      return
    }
    if name.hasPrefix("ctrl-"), scalars.count == 6, Self.controlled.contains(scalars[5]) {
      self.init(.scalar(scalars[5]), isControl: true)
      return
    }
    if name.hasPrefix("alt-"), scalars.count == 5, scalars[4].isASCII, scalars[4] != " ",
      Self.isTyped(scalars[4])
    {
      self.init(.scalar(scalars[4]), isAlt: true)
      return
    }
    if let known = Self.modified.first(where: { $0.name == name }) {
      self = known.key
      return
    }
    // By its own name, so that other spellings of the number aren't read.
    if let number = (1...12).first(where: { "f\($0)" == name }) {
      self.init(.function(number))
      return
    }
    return nil
  }

  /// The key's name, as ``init(name:)`` reads it.
  package var name: String {
    if let known = Self.modified.first(where: { $0.key == self }) { return known.name }
    if let known = Self.named.first(where: { $0.code == code }) { return known.name }
    switch code {
    case .scalar(let scalar):
      return (isControl ? "ctrl-" : isAlt ? "alt-" : "") + String(scalar)
    case .function(let number): return "f\(number)"
    default: return ""
    }
  }

  /// The two keys that a terminal sends for one with alt held, unless it means something as one; nil where it is one.
  package func withoutAlt(where isOne: Bool) -> [Key]? {
    guard isAlt, !isOne else { return nil }
    switch code {
    case .scalar, .backspace: return [Key(.escape), Key(code, isControl: isControl)]
    default: return []
    }
  }

  /// Whether it leaves what is typed, as escape does: ctrl-c.
  package var leavesPrompt: Bool {
    code == .escape || (code == .scalar("c") && isControl)
  }
}
