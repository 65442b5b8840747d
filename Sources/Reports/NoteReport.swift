import Git
import Journal
import Text

/// What is told of notes.
package enum NoteReport {
  /// Whether a note is to be acted on, in four cells: `[ ] `, `[x] `, or its mark.
  package static func box(_ note: Note) -> Line {
    guard note.isFollowUp else { return Line((Mark.note + " ").padded(to: 4), .noted) }
    return Line(note.isOpen ? "[ ] " : "[x] ", note.isOpen ? .warning : .good)
  }

  /// What a note says, and who is to act on it: `Ask for wheels (ana)`.
  package static func text(_ note: Note) -> SafeText {
    note.owner.map { "\(note.text) (\($0))" } ?? "\(note.text)"
  }

  /// A note on a row of its own, by the id that names it.
  package static func row(_ note: Note, now: Int) -> Line {
    box(note).adding(note.id.short, .id).adding(" " + note.subject.text + "  ", .dim)
      .adding(text(note))
      .adding("  \(note.author), \(Age(of: note.date, now: now).ago)", .dim)
  }

  /// What became of a note that was made: `noted on app.py:12`, `follow-up for ana on app.py:12`.
  ///
  /// - Parameter room: Cells for it: what it is on is cut in front.
  package static func made(_ note: Note, in room: Int = .max) -> SafeText {
    var text: SafeText = "noted on "
    if note.isFollowUp { text = note.owner.map { "follow-up for \($0) on " } ?? "follow-up on " }
    return text + note.subject.text.truncatedFront(to: max(8, room - text.width))
  }
}
