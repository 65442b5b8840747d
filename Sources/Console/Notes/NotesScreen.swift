import Git
import Journal
import Reports
import Terminal
import Text

/// The list of what was noted on what lies past the pin, and of what else is to be done.
package struct NotesScreen: Overlay {
  /// The notes by their ids, in the order in which they were when it was opened.
  package let ids: [ObjectID]
  /// How many of them are on what lies past the pin.
  private let here: Int
  private var cursor = ListCursor()
  /// What is seen of the note under the cursor, where that is long.
  private var scroll = Scroll.top
  /// Rows that the longest note takes in a width, which are kept free below the list.
  private var tallest: (width: Int, rows: Int)?

  /// The list of a model's notes.
  package init(_ model: Model) {
    let (here, elsewhere) = model.listedNotes
    self.here = here.count
    ids = (here + elsewhere).map(\.id)
  }

  package var context: Action.Context { .list }

  private func selected(in model: Model) -> Note? {
    ids.indices.contains(cursor.index) ? model.notes.note(ids[cursor.index]) : nil
  }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if let movement = action.movement {
      cursor.move(movement, count: ids.count)
      scroll = .top
    }
    if action == .left || action == .right { scroll.move(action == .left ? .up : .down) }
    guard action == .tick || action == .open, let note = selected(in: model) else { return .none }
    if action == .open { return .closeThen { $0.go(to: note) } }
    return note.isFollowUp
      ? .work(.notes(.setDone(note.id, note.isOpen)))
      : .say(.warning, "a note is never done: only follow-ups are")
  }

  package mutating func draw(_ canvas: inout Canvas) {
    let inside = canvas.screen(title: "Notes \(ids.count)")
    let model = canvas.model
    if ids.isEmpty {
      let key = model.configuration.keys.hint(.note)
      let text: SafeText = "No notes yet: \(key) on a commit, a file or a line makes one."
      for (offset, line) in text.wrapped(to: inside.width).enumerated() {
        canvas.line(Line(line, .dim), x: inside.x, y: inside.y + offset, width: inside.width)
      }
    }
    let (notes, here) = (ids.map { model.notes.note($0) }, here)
    // As many rows for each that the list stays where it is; a note's text doesn't change while it is open.
    if tallest?.width != inside.width {
      let rows = notes.map { $0.map { Self.folded($0, inside.width).count } ?? 0 }.max() ?? 0
      tallest = (inside.width, rows)
    }
    let (rows, foot) = inside.splitBottom(min(tallest?.rows ?? 0, inside.height / 2))
    canvas.list(count: ids.count, &cursor, in: rows) { index in
      notes[index].map { Self.place(of: $0, isHere: index < here, inside.width) } ?? Line()
    } row: { index in
      notes[index].map(Self.row) ?? Line()
    }
    canvas.scrollBar(rows, first: cursor.first, count: ids.count)
    let note = selected(in: model).map { Self.folded($0, inside.width) } ?? []
    canvas.rows(note, &scroll, in: foot)
    let more = note.count > foot.height ? [canvas.hint(.right, "read on")] : []
    let hints = [canvas.hint(.open, "go there"), canvas.hint(.tick, "done, or not")]
    canvas.footer((ids.isEmpty ? [] : more + hints) + [canvas.hint(.back, "back")])
  }

  private static func row(_ note: Note) -> Line {
    NoteReport.box(note).adding(NoteReport.text(note)).adding("  \(note.author)", .author)
  }

  /// A note that a row of some cells cuts, in several; nothing where it needn't be.
  private static func folded(_ note: Note, _ width: Int) -> [Line] {
    let row = row(note)
    if row.width + place(of: note, isHere: false, width).width + 2 <= width { return [] }
    return row.wrapped(to: width, indent: 4)
  }

  /// What a note is about, and whether that lies past the pin.
  private static func place(of note: Note, isHere: Bool, _ width: Int) -> Line {
    let place = note.subject.text.truncatedFront(to: max(8, width * 2 / 5))
    return isHere ? Line(place, .id) : Line("elsewhere ", .dim).adding(place, .id)
  }
}
