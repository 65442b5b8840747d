/// What comes from the terminal.
package enum InputEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// Text was pasted; never taken as keys.
  case paste(String)
  /// The terminal has another size now.
  case resize(Size)
}

/// What the mouse did, and where.
package struct MouseEvent: Hashable, Sendable {
  /// What it did.
  package enum Kind: Hashable, Sendable {
    case press, doublePress, drag, release, scrollUp, scrollDown
  }

  /// What it did.
  package let kind: Kind
  /// Where.
  package let point: Point

  /// An event from its parts.
  package init(_ kind: Kind, at point: Point) {
    self.kind = kind
    self.point = point
  }
}
