import Terminal
import Text

/// Every action by name, narrowed by what was typed, with its key, and why it can't be used now.
package struct Palette: Overlay {
  private var input: TextInput
  private var cursor = ListCursor()

  /// Everything.
  ///
  /// - Parameter input: The line on which a name is typed.
  package init(_ input: TextInput = TextInput()) { self.input = input }

  /// What was typed.
  package var query: String { input.text }

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
    if key.leavesPrompt { return .close }
    switch key.code {
    case .enter:
      guard matches.indices.contains(cursor.index) else { return .none }
      let (action, query) = (matches[cursor.index], query)
      return .closeThen { model in
        let effects = query.isEmpty ? [] : model.remember(query, as: .command)
        return effects + model.perform(action)
      }
    case .up: cursor.move(.up, count: matches.count)
    case .down: cursor.move(.down, count: matches.count)
    case .pageUp: cursor.move(.pageUp, count: matches.count)
    case .pageDown: cursor.move(.pageDown, count: matches.count)
    default:
      if input.edit(key) { cursor = ListCursor() }
    }
    return .none
  }

  package mutating func paste(_ line: String) {
    input.insert(line)
    cursor = ListCursor()
  }

  package mutating func draw(_ canvas: inout Canvas) {
    let model = canvas.model
    let matches = matches
    let rect = canvas.betweenHeaderAndFooter.centered(
      width: 70, height: min(matches.count + 4, 24))
    let inside = canvas.dialog(rect, title: "Commands")
    canvas.prompt(
      ":", input, in: Rect(x: inside.x, y: inside.y, width: inside.width, height: 1))
    let list = Rect(
      x: inside.x, y: inside.y + 2, width: inside.width, height: inside.height - 2)
    if matches.isEmpty {
      canvas.line(Line("nothing matches", .dim), x: list.x, y: list.y, width: list.width)
    }
    let typed = canvas.surface.cursor
    canvas.list(
      count: matches.count, &cursor, in: list,
      right: { Line(model.configuration.keys.hint(matches[$0]), .key) },
      row: { Self.row(matches[$0], model) })
    // Until one moves, it follows what is typed rather than the rows.
    if cursor.index == 0 { canvas.surface.cursor = typed }
    canvas.footer([canvas.hint(.open, "do it"), canvas.hint(.back, "back")])
  }

  private static func row(_ action: Action, _ model: Model) -> Line {
    let blocker = action.blocker(in: model)
    let line = Line(SafeText(action.title), blocker == nil ? .text : .dim)
    return blocker.map { line.adding("  " + $0, .dim) } ?? line
  }
}
