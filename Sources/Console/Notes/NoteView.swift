import Journal
import Reports
import Terminal
import Text

/// The dialog in which something is noted.
enum NoteView {
  /// Earlier notes on the same thing that are shown at the most.
  private static let mostEarlier = 4

  static func draw(_ canvas: inout Canvas, _ dialog: NoteDialog) {
    let model = canvas.model
    let width = min(model.size.width - 2, 90)
    let earlier = model.notes.on(dialog.subject).prefix(mostEarlier).map { note in
      NoteReport.box(note).adding(NoteReport.text(note))
        .adding("  \(note.author), \(Age(of: note.date, now: model.now).ago)", .dim)
    }
    let meaning = meaning(of: dialog).flatMap { $0.wrapped(to: width - 4, indent: 0) }
    let rect = room(for: 3 + meaning.count + earlier.count, in: canvas)
      .centered(width: width, height: 3 + meaning.count + earlier.count)
    let kind: SafeText = dialog.isFollowUp ? "Follow-up" : "Note"
    let inside = canvas.dialog(
      rect,
      title: "\(kind) on "
        + dialog.subject.text.truncatedFront(to: max(8, width - 10 - kind.width)))
    let (typed, below) = inside.splitTop(1)
    var scroll = Scroll.top
    canvas.rows(meaning + earlier, &scroll, in: below)
    canvas.prompt(dialog.isFollowUp ? "to do: " : "note: ", dialog.input, in: typed)
    canvas.footer([
      Line("enter", .key).adding(" keep it", .footer),
      Line("tab", .key).adding(dialog.isFollowUp ? " a note" : " a follow-up", .footer),
      Line("esc", .key).adding(" back", .footer),
    ])
  }

  /// Where it is drawn: in the reading pane, at the edge that is farther from the line that it is about.
  private static func room(for rows: Int, in canvas: Canvas) -> Rect {
    let (model, room) = (canvas.model, canvas.betweenHeaderAndFooter)
    guard model.focus == .diff else { return room }
    let place = model.diff.offset(of: model.diff.cursor) - model.diff.offset(of: model.diff.top)
    return 2 * place < room.height ? room.splitBottom(rows).bottom : room.splitTop(rows).top
  }

  /// What becomes of it as it is typed.
  private static func meaning(of dialog: NoteDialog) -> [Line] {
    guard dialog.isFollowUp else {
      return [Line("A note, kept in this clone; tab makes it a follow-up.", .dim)]
    }
    guard let owner = dialog.draft?.owner else {
      return [Line("To be done; @name at the end says by whom.", .dim)]
    }
    return [Line("To be done by ", .dim).adding("\(owner)", .author).adding(".", .dim)]
  }
}
