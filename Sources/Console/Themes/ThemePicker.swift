import Terminal
import Text

/// The themes to choose from; the one under the cursor is seen at once.
package struct ThemePicker: Overlay {
  /// Their names, the terminal's own first.
  package let names: [String]
  /// The theme that goes on if none is chosen.
  package let previous: String
  private var cursor = ListCursor()

  /// A picker with the cursor on the theme that there is now.
  package init(_ names: [String], now previous: String) {
    self.names = names
    self.previous = previous
    cursor.move(to: names.firstIndex(of: previous) ?? 0, count: names.count)
  }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if let movement = action.movement {
      cursor.move(movement, count: names.count)
      return .work(.screen(.setTheme(names[cursor.index], isKept: false)))
    }
    guard action == .open else { return .none }
    let name = names[cursor.index]
    return .closeThen { model in
      model.configuration.theme = name
      return [.screen(.setTheme(name, isKept: true))]
    }
  }

  package func leave() -> Reaction {
    let previous = previous
    return .closeThen { _ in [.screen(.setTheme(previous, isKept: false))] }
  }

  package mutating func draw(_ canvas: inout Canvas) {
    let rows = names.map { name in
      Line(SafeText(name)).adding(name == previous ? "  now" : "", .dim)
    }
    canvas.listDialog(
      title: "Themes", rows, &cursor, width: 40,
      hints: [canvas.hint(.open, "keep"), canvas.hint(.back, "leave it")])
  }
}
