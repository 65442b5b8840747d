import Terminal
import Text

/// Every action by name, narrowed by what was typed, with its key, and why it can't be used now.
package struct Palette: Overlay {
  /// What was typed.
  package private(set) var query = ""
  private var cursor = ListCursor()

  /// Everything.
  package init() {}

  /// The actions that match, best first.
  package var matches: [Action] {
    if query.isEmpty { return Action.listed }
    return Action.listed.compactMap { action in
      FuzzyMatch.score(query, in: action.title).map { (action, $0) }
    }.sorted { $0.1 > $1.1 }.map(\.0)
  }

  package var isTyping: Bool { true }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction { .none }

  package mutating func press(_ key: Key, in model: Model) -> Reaction {
    let matches = matches
    switch key.code {
    case .escape: return .close
    case .scalar("c") where key.isControl: return .close
    case .enter:
      guard matches.indices.contains(cursor.index) else { return .none }
      let action = matches[cursor.index]
      return .closeThen { $0.perform(action) }
    case .up: cursor.move(.up, count: matches.count)
    case .down: cursor.move(.down, count: matches.count)
    case .pageUp: cursor.move(.pageUp, count: matches.count)
    case .pageDown: cursor.move(.pageDown, count: matches.count)
    default:
      if TextInput.edit(&query, with: key) { cursor = ListCursor() }
    }
    return .none
  }

  package mutating func paste(_ line: String) {
    query += line
    cursor = ListCursor()
  }

  package mutating func draw(_ canvas: inout Canvas) {
    let model = canvas.model
    let matches = matches
    let rect = canvas.betweenHeaderAndFooter.centered(
      width: 70, height: min(matches.count + 4, 24))
    let inside = canvas.dialog(rect, title: "Commands")
    let end = Line(":", .key).adding(SafeText(query)).draw(
      &canvas.surface, x: inside.x, y: inside.y, width: inside.width, model.theme)
    canvas.surface.cursor = Point(x: min(end, inside.maxX - 1), y: inside.y)
    let list = Rect(
      x: inside.x, y: inside.y + 2, width: inside.width, height: inside.height - 2)
    if matches.isEmpty {
      canvas.line(Line("nothing matches", .dim), x: list.x, y: list.y, width: list.width)
    }
    canvas.list(
      count: matches.count, &cursor, in: list,
      right: { Line(model.configuration.keys.hint(matches[$0]), .key) },
      row: { Self.row(matches[$0], model) })
    canvas.footer([canvas.hint(.open, "do it"), canvas.hint(.back, "back")])
  }

  private static func row(_ action: Action, _ model: Model) -> Line {
    let blocker = action.blocker(in: model)
    let line = Line(SafeText(action.title), blocker == nil ? .text : .dim)
    return blocker.map { line.adding("  " + $0, .dim) } ?? line
  }
}
