import Terminal
import Text

/// The keys that work, from the list of actions.
enum HelpView {
  static func rows(_ model: Model) -> [Line] {
    var rows: [Line] = []
    // Of what lies below, the help itself aside.
    let contexts = model.overlays.map(\.context)
    if contexts.contains(.dialog) {
      let known = model.overlays.flatMap(\.actions)
      rows += section("In this dialog", .dialog, model) { known.contains($0) }
    }
    if contexts.contains(.list) { rows += section("In this list", .list, model) }
    if contexts.contains(.changelog) { rows += section("In the changelog", .changelog, model) }
    let isOnMain = !contexts.contains { [.dialog, .list, .changelog].contains($0) }
    let panes: [(pane: Pane, title: SafeText, context: Action.Context)] = [
      (.commits, "In the commits", .commits), (.files, "In the files", .files),
      (.diff, "In the reading pane", .reading),
    ]
    let (here, others) = (
      panes.filter { $0.pane == model.focus }, panes.filter { $0.pane != model.focus }
    )
    if isOnMain { rows += here.flatMap { section($0.title, $0.context, model) } }
    rows += section("Here and everywhere", .everywhere, model)
    if isOnMain {
      rows += section("On the main screen", .main, model)
      rows += others.flatMap { section($0.title, $0.context, model) }
    }
    rows += symbols
    rows.append(Line())
    rows.append(
      Line("The mouse selects, opens by a double click, scrolls, and drags borders.", .dim))
    rows.append(
      Line("Keys can be changed under `keys:` in edgesync/config.yml.", .dim))
    return rows
  }

  /// What the symbols mean.
  private static var symbols: [Line] {
    let meanings: [(SafeText, Role, SafeText)] = [
      ("+3 !1", .synced, "synced files and overrides that a commit touches"),
      ("+12 −4", .addition, "lines that it changes in synced files"),
      ("[v2.4]", .id, "a tag that leads to it"),
      ("A M D R C T", .synced, "added, modified, deleted, renamed, copied, another kind of file"),
      (
        Mark.attention, .override,
        "an override: your version of a file that upstream has; or what is pending"
      ),
      (
        [Mark.good, Mark.bad, Mark.running, Mark.notRun].joined(separator: " "), .good,
        "passed, failed, running, not run"
      ),
      (Mark.held, .warning, "held: no sync takes it"),
      (Mark.reviewed, .good, "a commit or a file that you reviewed"),
      (
        [Mark.movedAway, Mark.movedHere].joined(separator: " "), .hunk,
        "a line that moved away from here, one that moved here"
      ),
      (Mark.note, .noted, "somebody noted something on it"),
      (Mark.pin, .id, "the pin; below it what has to be reviewed"),
    ]
    return [Line("Symbols", .heading)]
      + meanings.map { Line(("  " + $0.0).padded(to: 20), $0.1).adding($0.2) }
  }

  private static func section(
    _ title: SafeText, _ context: Action.Context, _ model: Model,
    where isKnown: (Action) -> Bool = { _ in true }
  ) -> [Line] {
    var rows = [Line(title, .heading)]
    for action in Action.allCases where action.context == context && isKnown(action) {
      let keys = model.configuration.keys.keys(of: action).map { SafeText($0.name) }
      if keys.isEmpty { continue }
      rows.append(
        Line(("  " + keys.joined(separator: ", ")).padded(to: 20), .key)
          .adding(SafeText(action.title)))
    }
    rows.append(Line())
    return rows
  }
}
