import Git
import Journal

/// What is read on a screen of its own, as it becomes known.
extension Model {
  /// Takes what is known of it.
  mutating func take(_ message: TextMessage) {
    switch message {
    case .events(let events): change(ChangelogScreen.self) { $0.events = events }
    case .event(let detail):
      change(TextScreen.self) { screen in
        if case .event(let event, _) = screen.content, event.id == detail.event {
          screen.content = .event(event, detail)
        }
      }
    case .commit(let commit):
      change(TextScreen.self) { screen in
        if case .commit(let row, _) = screen.content, row.id == commit.id {
          screen.content = .commit(row, commit)
        }
      }
    case .status(let status):
      change(TextScreen.self) { screen in
        if case .status = screen.content { screen.content = .status(status) }
      }
    case .diagnosis(let diagnosis):
      self.diagnosis = diagnosis
      change(TextScreen.self) { screen in
        if case .doctor = screen.content { screen.content = .doctor(diagnosis) }
      }
    }
  }
}
