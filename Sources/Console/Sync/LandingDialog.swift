import Terminal
import Text

/// What the dialogs that land something share: a body that scrolls, above a foot that says what can be
/// done and never does, with the prompt for a reason in it.
enum LandingDialog {
  /// An action as the foot offers it.
  typealias Offer = (action: Action, long: SafeText, short: SafeText)

  private static let borderRows = 2

  /// Columns that text has.
  static func textWidth(_ model: Model) -> Int { width(model) - 4 }

  /// What stands below the body, whatever of that is seen.
  struct Foot {
    /// Why not everything can be done, folded; empty rows keep the place of those that may come.
    var notes: [Line]
    /// The keys of what can be done now.
    var keys: Line
  }

  /// Rows that a foot's notes have at the most: as many as leave the body the rest of a small window.
  static func mostNotes(_ canvas: Canvas) -> Int {
    max(1, (canvas.betweenHeaderAndFooter.height - borderRows - 1) / 2)
  }

  /// Draws a dialog.
  ///
  /// - Parameters:
  ///   - prompt: The reason that is being typed, and what enter does then; nil where none is asked for.
  static func draw(
    _ canvas: inout Canvas, title: SafeText, body: [Line], scroll: inout Scroll, foot: Foot,
    prompt: (reason: TextInput, enterAction: SafeText)? = nil
  ) {
    let foot = foot.notes + [foot.keys]
    let frame = canvas.betweenHeaderAndFooter.centered(
      width: width(canvas.model), height: body.count + foot.count + borderRows)
    let inside = canvas.dialog(frame, title: title)
    let (room, below) = inside.splitBottom(foot.count)
    canvas.rows(body, &scroll, in: room)
    for (offset, row) in foot.enumerated() {
      canvas.line(row, x: below.x, y: below.y + offset, width: below.width)
    }
    guard let prompt else {
      canvas.footer([canvas.hint(.back, "back")], always: [canvas.hint(.help, "help")])
      return
    }
    canvas.prompt(
      "reason: ", prompt.reason,
      in: Rect(x: below.x, y: below.maxY - 1, width: below.width, height: 1))
    // Every other key is text here.
    canvas.footer([
      Line("enter", .key).adding(" " + prompt.enterAction, .footer),
      Line("esc", .key).adding(" back", .footer),
    ])
  }

  /// The keys of what can be done now, in short words where room is scarce; where there is none, the last are left out.
  static func keys(_ offers: [Offer], _ model: Model) -> Line {
    func keys(_ offers: [Offer], _ text: (Offer) -> SafeText, gap: SafeText = "   ") -> Line {
      var line = Line()
      for offer in offers {
        line.add(model.configuration.keys.hint(offer.action), .key)
        line.add(" " + text(offer) + gap)
      }
      return line.adding(model.configuration.keys.hint(.back), .key)
    }
    let long = keys(offers, \.long)
    if long.width <= textWidth(model) { return long }
    var shown = offers
    while shown.count > 1, keys(shown, \.short, gap: "  ").width > textWidth(model) {
      shown.removeLast()
    }
    let short = keys(shown, \.short)
    return short.width <= textWidth(model) ? short : keys(shown, \.short, gap: "  ")
  }

  private static func width(_ model: Model) -> Int { min(model.size.width - 2, 90) }
}
