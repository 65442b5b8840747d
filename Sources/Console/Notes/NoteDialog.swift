import Journal
import Terminal
import Text

/// The dialog in which something is noted.
package struct NoteDialog: Overlay {
  /// What it is noted on.
  package let subject: Note.Subject
  /// The line on which it is typed.
  package private(set) var input: TextInput
  /// Whether something is to be done about it.
  package private(set) var isFollowUp = false

  /// A dialog about something.
  ///
  /// - Parameter input: The line on which the note is typed.
  package init(on subject: Note.Subject, input: TextInput = TextInput()) {
    self.subject = subject
    self.input = input
  }

  /// What would be kept; nil where nothing is typed.
  var draft: Note.Draft? { Note.Draft(on: subject, typed: input.text, isFollowUp: isFollowUp) }

  package var isTyping: Bool { true }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction { .none }

  package mutating func press(_ key: Key, in model: Model) -> Reaction {
    if key.leavesPrompt { return .close }
    switch key.code {
    case .enter:
      guard let draft else { return .say(.warning, "a note needs a text") }
      let typed = input.text
      return .closeThen { $0.remember(typed, as: .note) + [.notes(.add(draft))] }
    case .tab: isFollowUp.toggle()
    default: input.edit(key)
    }
    return .none
  }

  package mutating func paste(_ line: String) { input.insert(line) }

  package mutating func draw(_ canvas: inout Canvas) { NoteView.draw(&canvas, self) }
}
