import Git
import Rules
import Terminal
import Text
import Upstream

/// The dialog that tells which commit made or removed a line.
enum BlameView {
  /// Rows that the line and the subject take at the most, each.
  private static let mostRows = 4

  static func draw(_ canvas: inout Canvas, _ dialog: BlameDialog) {
    let model = canvas.model
    let width = min(model.size.width - 2, 90)
    let line = sign(dialog.kind).adding(" " + dialog.text)
      .wrapped(to: width - 4, indent: 2).prefix(mostRows)
    let told = told(dialog, model).wrapped(to: width - 4, indent: 0).prefix(mostRows)
    let rows = Array(line) + [Line()] + told
    let inside = canvas.dialog(
      canvas.betweenHeaderAndFooter.centered(width: width, height: rows.count + 2),
      title: title(dialog))
    var scroll = Scroll.top
    canvas.rows(rows, &scroll, in: inside)
    canvas.footer(
      (dialog.commit == nil ? [] : [canvas.hint(.open, "go to the commit")])
        + [canvas.hint(.back, "back")])
  }

  private static func sign(_ kind: FilePatch.LineKind) -> Line {
    switch kind {
    case .addition: Line("+", .addition)
    case .deletion: Line("−", .deletion)
    case .context, .noNewline: Line(" ")
    }
  }

  private static func title(_ dialog: BlameDialog) -> SafeText {
    let place: SafeText = "line \(dialog.line.number)"
    switch dialog.origin {
    case .made: return "Who made \(place)"
    case .removed: return "Who removed \(place)"
    case .older, .kept: return "Where \(place) comes from"
    }
  }

  /// The commit, or why there is none.
  private static func told(_ dialog: BlameDialog, _ model: Model) -> Line {
    switch dialog.origin {
    case .made, .removed:
      guard let commit = dialog.commit else { return Line() }
      return Line(commit.id.short, .id)
        .adding(" \(SafeText(commit.author.name).initials)", .author)
        .adding(" \(Age(of: commit.committer.time, now: model.now).short) ", .dim)
        .adding(commit.subject)
    case .older:
      let range: SafeText =
        switch dialog.line.base {
        case nil: "this commit"
        case model.summary?.pin.id: "the pin"
        case let base?: base.short
        }
      return Line("It is older than \(range).")
    case .kept:
      return Line("Which commit up to \(dialog.line.tip.short) removed it can't be told.")
    }
  }
}
