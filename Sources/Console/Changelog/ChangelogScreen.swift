import Journal

/// The list of sync events, newest first.
package struct ChangelogScreen: Overlay {
  /// The events; nil until they are known.
  package var events: [SyncEvent]?
  /// The cursor in the list.
  private var cursor = ListCursor()

  /// Nothing known yet.
  package init() {}

  /// The event under the cursor.
  package var selected: SyncEvent? {
    guard let events, events.indices.contains(cursor.index) else { return nil }
    return events[cursor.index]
  }

  package var context: Action.Context { .changelog }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if action == .recover { return .then { $0.perform(action) } }
    guard let events, let event = selected else { return .none }
    if action == .open {
      return .open(TextScreen(.event(event, nil)), .text(.loadEvent(event)))
    }
    if let movement = action.movement { cursor.move(movement, count: events.count) }
    return .none
  }

  package mutating func draw(_ canvas: inout Canvas) {
    ChangelogView.draw(&canvas, events, &cursor)
  }
}
