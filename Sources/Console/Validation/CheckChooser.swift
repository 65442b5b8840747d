import Terminal
import Text

/// The checks, with those marked that shall run.
package struct CheckChooser: Overlay {
  /// The declared checks' names.
  package let names: [String]
  /// Those that shall run.
  package private(set) var chosen: Set<String>
  private var cursor = ListCursor()

  /// A chooser with all of them marked.
  package init(_ names: [String]) {
    self.names = names
    chosen = Set(names)
  }

  package var context: Action.Context { .list }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if action == .tick { tick() }
    if let movement = action.movement { cursor.move(movement, count: names.count) }
    guard action == .open else { return .none }
    let chosen = chosen
    return .closeThen { model in
      guard let candidate = model.candidate, !chosen.isEmpty else { return [] }
      return model.validate(candidate, only: chosen)
    }
  }

  private mutating func tick() {
    guard names.indices.contains(cursor.index) else { return }
    let name = names[cursor.index]
    if chosen.remove(name) == nil { chosen.insert(name) }
  }

  package mutating func draw(_ canvas: inout Canvas) {
    let rows = names.map { name in
      Line(chosen.contains(name) ? "[x] " : "[ ] ", .key).adding(SafeText(name))
    }
    canvas.listDialog(
      title: "Choose checks", rows, &cursor, width: 50,
      hints: [
        canvas.hint(.tick, "choose"), canvas.hint(.open, "run them"),
        canvas.hint(.back, "back"),
      ])
  }
}
