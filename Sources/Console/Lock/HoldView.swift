import Git
import Rules
import Terminal
import Text

/// The dialog in which a commit is held, or its hold lifted.
enum HoldView {
  static func draw(_ canvas: inout Canvas, _ dialog: HoldDialog) {
    let model = canvas.model
    let width = min(model.size.width - 2, 90)
    let lines = lines(dialog, model).flatMap { $0.wrapped(to: width - 4, indent: 0) }
    let rect = canvas.betweenHeaderAndFooter.centered(width: width, height: lines.count + 3)
    let verb: SafeText = dialog.hold == nil ? "Hold" : "Lift the hold on"
    let title: SafeText = "\(verb) \(dialog.commit.id.short)  “\(dialog.commit.subject)”"
    let inside = canvas.dialog(rect, title: title)
    let (room, foot) = inside.splitBottom(1)
    var scroll = Scroll.top
    canvas.rows(lines, &scroll, in: room)
    if dialog.isLanding {
      canvas.line(
        Line("changing edgesync.lock…", .warning), x: foot.x, y: foot.y, width: foot.width)
    } else if dialog.hold == nil {
      canvas.prompt("reason: ", dialog.reason, in: foot)
    }
    let enterAction: SafeText = dialog.hold == nil ? " hold it" : " lift it"
    var hints = [Line("enter", .key).adding(enterAction, .footer)]
    if dialog.revert != nil {
      hints.append(
        Line("tab", .key).adding(
          dialog.endsAtRevert ? " hold its revert too" : " take its revert", .footer))
    }
    hints.append(Line("esc", .key).adding(" back", .footer))
    canvas.footer(hints)
  }

  private static func lines(_ dialog: HoldDialog, _ model: Model) -> [Line] {
    let branch = model.summary?.branch ?? ""
    guard let hold = dialog.hold else {
      let end: SafeText =
        switch dialog.revert {
        case .some(let revert) where dialog.endsAtRevert:
          "\(revert.short), which reverts it, or until the hold is lifted"
        case .some(let revert): "the hold is lifted; nor is \(revert.short), which reverts it"
        case nil: "the hold is lifted"
        }
      return [
        Line(
          "Neither it nor its descendants are taken until \(end). One commit on \(branch)."),
        Line("Reason for holding; it is recorded with your name.", .warning),
      ]
    }
    let age = Age(of: hold.date, now: model.now).ago
    var lines = [
      Line("\(hold.holder), \(age): ", .author).adding(SafeText(hold.reason), .warning)
    ]
    if hold.id != dialog.commit.id {
      lines.append(Line("The hold is on \(hold.id.short), which it descends from."))
    }
    lines.append(
      Line(
        "It and its descendants can be taken then. One commit on \(branch)."
      ))
    return lines
  }
}
