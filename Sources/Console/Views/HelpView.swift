import Terminal
import Text

/// The keys that work, from the list of actions.
enum HelpView {
  static func rows(_ model: Model) -> [Line] {
    let inDialog = model.overlays.contains { overlay in
      if case .pin = overlay { return true }
      return false
    }
    var rows: [Line] = []
    if inDialog {
      rows += section("In the pin dialog", .pinDialog, model)
    }
    rows += section("Here and everywhere", .everywhere, model)
    rows += section("On the main screen", .main, model)
    rows.append(Line())
    rows.append(
      Line("The mouse selects, opens by a double click, scrolls, and drags borders.", .dim))
    rows.append(
      Line("Keys can be changed under `keys:` in edgesync/config.yml.", .dim))
    return rows
  }

  private static func section(
    _ title: SafeText, _ context: Action.Context, _ model: Model
  ) -> [Line] {
    var rows = [Line(title, .heading)]
    for action in Action.allCases where action.context == context {
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
