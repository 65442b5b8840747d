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

  /// A key from its parts.
  package init(_ code: Code, isControl: Bool = false) {
    self.code = code
    self.isControl = isControl
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

  /// Reads a key's name: `g`, `ctrl-d`, `pgup`, `shift-tab`, `f5`; nil for anything else.
  package init?(name: String) {
    if let known = Self.named.first(where: { $0.name == name }) {
      self.init(known.code)
      return
    }
    let scalars = Array(name.unicodeScalars)
    if scalars.count == 1 {
      self.init(scalars[0])
      return
    }
    if name.hasPrefix("ctrl-"), scalars.count == 6, scalars[5].properties.isLowercase {
      self.init(.scalar(scalars[5]), isControl: true)
      return
    }
    if scalars.first == "f", let number = Int(name.dropFirst()), (1...12).contains(number) {
      self.init(.function(number))
      return
    }
    return nil
  }

  /// The key's name, as ``init(name:)`` reads it.
  package var name: String {
    if let known = Self.named.first(where: { $0.code == code }) { return known.name }
    switch code {
    case .scalar(let scalar): return (isControl ? "ctrl-" : "") + String(scalar)
    case .function(let number): return "f\(number)"
    default: return ""
    }
  }
}
