import Rules
import Terminal
import Text

extension Schema {
  /// What the console's `config.yml` may hold.
  package static let configuration: Schema = .mapping([
    Key(
      "theme", .either([.text("a name"), themePair]),
      "The theme: `terminal` (the default), `auto`, one that comes with edgesync or one of your own; or one for a dark background and one for a light."
    ),
    Key(
      "accessible", .flag,
      "For screen readers: one pane at a time, no boxes, and what changes is said on one line."),
    Key("ascii", .flag, "ASCII in the place of symbols, whatever the locale says."),
    Key("diff", diff, "How changes are shown."),
    Key("keys", keys, "Other keys for actions; `edgesync review --keys` lists both."),
  ])

  private static let themePair: Schema = .mapping([
    Key("dark", .text("a name"), isRequired: true, "The theme on a dark background."),
    Key("light", .text("a name"), isRequired: true, "The theme on a light background."),
  ])

  static let diff: Schema = .mapping([
    Key("tabs", .number(1...16), "Cells between tab stops. Default: 8.")
  ])

  static let keys: Schema = .mapping(
    Action.allCases.map { action in
      let usual = action.defaultKeys.map { "`\($0.name)`" }.joined(separator: ", ")
      let title = action.title.prefix(1).uppercased() + action.title.dropFirst()
      return Key(
        action.rawValue, .either([.text("a key"), .list(.text("a key"))]),
        "\(title). Default: \(usual).")
    })
}
