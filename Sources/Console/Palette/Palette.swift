import Terminal
import Text

/// Every action by name, narrowed by what was typed, with its key, and why it can't be used now.
package struct Palette: Overlay {
  /// What ends or lands is done by nothing less than a choice.
  private static let weighty: Set<Action> = [.quit, .pin, .emergency, .recover]

  private let listed: [Action]
  private var input: TextInput
  private var cursor = ListCursor()
  /// Whether the cursor was moved.
  private var isMoved = false

  /// Everything.
  ///
  /// - Parameters:
  ///   - input: The line on which a name is typed.
  ///   - used: Titles of what was done from here, the newest last: that stands first.
  package init(_ input: TextInput = TextInput(), used: [String] = []) {
    self.input = input
    let places = Dictionary(used.enumerated().map { ($1, $0) }) { $1 }
    let known = Action.listed.filter { places[$0.title] != nil && !Self.weighty.contains($0) }
      .sorted { places[$0.title, default: 0] > places[$1.title, default: 0] }
    listed = known + Action.listed.filter { !known.contains($0) }
  }

  /// What was typed.
  package var query: String { input.text }

  /// The actions that match, best first.
  package var matches: [Action] {
    if query.isEmpty { return listed }
    return listed.compactMap { action in
      FuzzyMatch.score(query, in: action.title).map { (action, $0) }
    }.sorted { $0.1 > $1.1 }.map(\.0)
  }

  package var isTyping: Bool { true }

  /// What enter does; nil where something has to be chosen first.
  package var selected: Action? {
    let matches = matches
    guard matches.indices.contains(cursor.index) else { return nil }
    let action = matches[cursor.index]
    return isMoved || !Self.weighty.contains(action) ? action : nil
  }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if let movement = action.movement { move(movement) }
    return .none
  }

  package mutating func press(_ key: Key, in model: Model) -> Reaction {
    let matches = matches
    if key.leavesPrompt { return .close }
    switch key.code {
    case .enter:
      guard let action = selected else {
        return matches.isEmpty ? .none : .say(.warning, "choose it first: down does")
      }
      return .closeThen { model in
        model.remember(action.title, as: .command) + model.perform(action)
      }
    case .up: move(.up)
    case .down: move(.down)
    case .pageUp: move(.pageUp)
    case .pageDown: move(.pageDown)
    default:
      if input.edit(key) { (cursor, isMoved) = (ListCursor(), false) }
    }
    return .none
  }

  private mutating func move(_ movement: Movement) {
    // The first step chooses the row that isn't chosen by itself.
    if selected != nil || movement != .down { cursor.move(movement, count: matches.count) }
    isMoved = true
  }

  package mutating func paste(_ line: String) {
    input.insert(line)
    (cursor, isMoved) = (ListCursor(), false)
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
      count: matches.count, &cursor, in: list, isMarked: selected != nil,
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
