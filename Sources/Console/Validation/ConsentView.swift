import Git
import Rules
import Terminal
import Text

/// The question whether the checks may run upstream's code here: what would run, where, and with what.
enum ConsentView {
  /// Columns of the words in front.
  private static let indent = 7

  static func draw(_ canvas: inout Canvas, _ dialog: ConsentDialog, _ scroll: inout Scroll) {
    let model = canvas.model
    LandingDialog.draw(
      &canvas, title: "Run \(dialog.candidate.short)'s code here?", body: body(dialog, model),
      scroll: &scroll, foot: foot(model))
  }

  private static func body(_ dialog: ConsentDialog, _ model: Model) -> [Line] {
    let width = LandingDialog.textWidth(model)
    let why = Line("Nobody has marked ").adding(dialog.candidate.short, .key).adding(
      " as reviewed yet. Checks run its code as you, \(sandbox(dialog.checks)).")
    var lines = [Line()]
    for check in dialog.checks { lines += rows(check) }
    let others: SafeText =
      dialog.checks.allSatisfy(\.passedOn.isEmpty)
      ? "none of your other variables" : "of your other variables only those named above"
    lines += [
      Line(),
      row("where", "a folder of its own with the tree that would land; never your work tree"),
      row(
        "with",
        "PATH, LANG, USER and the like, and a HOME of its own; \(others)"
      ),
      row("asked", "once in this repo; the answer is kept in your own folder, outside the repo"),
    ]
    return why.wrapped(to: width, indent: 0)
      + lines.flatMap { $0.wrapped(to: width, indent: indent) }
  }

  /// What the checks run in, as far as it is known before.
  private static func sandbox(_ checks: [CheckDefinition]) -> SafeText {
    if checks.allSatisfy({ $0.sandbox == .off }) { return "in no sandbox" }
    return checks.allSatisfy({ $0.sandbox == .require })
      ? "in a sandbox" : "in a sandbox where one works here"
  }

  /// What a check does, and what of the user's it is handed.
  private static func rows(_ check: CheckDefinition) -> [Line] {
    [Line(SafeText(check.name), .key)]
      + check.activities.map { row($0.word, $0.what) }
  }

  private static func row(_ word: SafeText, _ text: SafeText) -> Line {
    Line(word.padded(to: indent), .dim).adding(text)
  }

  private static func foot(_ model: Model) -> LandingDialog.Foot {
    let keys = model.configuration.keys
    func line(_ yes: SafeText, _ no: SafeText) -> Line {
      Line(keys.hint(.open), .key).adding(" " + yes + "   ").adding(keys.hint(.back), .key)
        .adding(" " + no)
    }
    let long = line("run them, and don't ask again in this repo", "run nothing")
    let width = LandingDialog.textWidth(model)
    return LandingDialog.Foot(
      notes: [Line()], keys: long.width <= width ? long : line("run them", "run nothing"))
  }
}
