import Journal
import Reports
import Rules
import Terminal
import Text

/// Notes beside what they are about, in the reading pane.
enum NoteMarks {
  /// Cells that a note's text has at least beside a line; with fewer its mark alone is seen.
  static let leastText = 8
  /// Cells that the text of a note on a file has at most in the file's heading.
  private static let mostInHeading = 40

  /// What is noted on a file as a whole, for its heading; nil where nothing is.
  static func heading(_ file: FileChange, _ model: Model) -> SafeText? {
    let notes = model.notes(on: file)
    if notes.isEmpty { return nil }
    return (Mark.note + " " + Self.text(of: notes)).truncated(to: mostInHeading)
  }

  /// Draws what the notes on a line say after its text, where there is room.
  static func drawText(
    of notes: [Note], from column: Int, behind style: Style, _ canvas: inout Canvas, _ room: Rect
  ) {
    let x = column + 2
    guard !notes.isEmpty, room.maxX - x >= leastText else { return }
    let end = Line(Mark.note + " ", .noted).adding(text(of: notes), .comment).draw(
      &canvas.surface, x: x, y: room.y, width: room.maxX - x, canvas.theme)
    canvas.surface.restyle(Rect(x: x, y: room.y, width: end - x, height: 1)) {
      $0.background = style.background
    }
  }

  private static func text(of notes: [Note]) -> SafeText {
    notes.map { note in
      note.isFollowUp
        ? (note.isOpen ? "[ ] " : "[x] ") + NoteReport.text(note) : NoteReport.text(note)
    }.joined(separator: " · ")
  }
}
