import Console
import Rules
import Text

extension ManualPage {
  /// The page of a command.
  ///
  /// - Parameter words: What is typed to call it: `edgesync pin`.
  init(_ command: CommandInfo, called words: [String], day: String) {
    self.init(
      words.joined(separator: "-"), section: 1, abstract: command.abstract ?? "", day: day)
    heading("Synopsis")
    raw(Self.synopsis(command, words))
    if let discussion = command.discussion {
      heading("Description")
      addParagraphs(discussion)
    }
    addArguments(command)
    if !command.commands.isEmpty {
      heading("Commands")
      addCommands(command, words)
    }
    if command.commandName == "review" { addConsole() }
    addEnd([words.count > 2 ? words.dropLast().joined(separator: "-") + "(1)" : "edgesync(1)"])
  }

  /// Paragraphs as they are declared: an empty line stands between two.
  mutating func addParagraphs(_ text: String) {
    for part in text.split(separator: "\n\n") {
      paragraph(String(part).replacing("\n", with: " "))
    }
  }

  /// The commands below one, with what each does.
  mutating func addCommands(_ command: CommandInfo, _ words: [String]) {
    for inner in command.commands {
      let page = (words + [inner.commandName]).joined(separator: "-")
      item(Self.bold(page) + "(1)", inner.abstract ?? "")
    }
  }

  /// Arguments and options of a command.
  mutating func addArguments(_ command: CommandInfo) {
    let arguments = command.shownArguments.filter { $0.isPositional && $0.abstract != nil }
    if !arguments.isEmpty { heading("Arguments") }
    for argument in arguments {
      item(Self.italic(argument.valueName ?? "value"), Self.help(argument))
    }
    let options = command.shownArguments.filter { !$0.isPositional }
    if !options.isEmpty { heading("Options") }
    for option in options {
      let names = (option.names ?? []).map { Self.bold($0.written) }.joined(separator: ", ")
      item(
        names + (option.takesValue ? " " + Self.italic(option.valueName ?? "value") : ""),
        Self.help(option))
    }
  }

  /// What every page ends with.
  mutating func addEnd(_ others: [String]) {
    heading("See also")
    paragraph(others.map { "`\($0.dropLast(3))`\($0.suffix(3))" }.joined(separator: ", "))
  }

  private static func help(_ argument: CommandInfo.Argument) -> String {
    let usual = argument.defaultValue.map { " Default: `\($0)`." } ?? ""
    return (argument.abstract ?? "") + usual
  }

  private static func synopsis(_ command: CommandInfo, _ words: [String]) -> String {
    let hasOptions = command.shownArguments.contains { !$0.isPositional }
    let operands = command.shownArguments.filter(\.isPositional).map { argument in
      let name = italic(argument.valueName ?? "value") + (argument.isRepeating ? "..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    let inner = command.commands.isEmpty ? [] : [italic("command")]
    return
      ([bold(words.joined(separator: " "))] + inner
      + (hasOptions ? ["[\(italic("option"))...]"] : [])
      + operands).joined(separator: " ")
  }

  /// The console's keys and its settings.
  private mutating func addConsole() {
    heading("Keys")
    for row in KeyTable.rows() {
      item(Self.bold(row.keys.string), "\(row.title.string) (`\(row.name.string)`)")
    }
    heading("Configuration")
    paragraph(
      "`$XDG_CONFIG_HOME/edgesync/config.yml`, or `~/.config/edgesync/config.yml`. Themes of your own are base16 "
        + "schemes in the folder `themes` beside it. The keys of the file:")
    let keys = Schema.configuration.keys
    for key in keys where key.name != "keys" { addKey(key, below: "") }
    if let own = keys.first(where: { $0.name == "keys" }) {
      item(Self.bold(own.name) + " (a mapping)", own.description)
    }
  }
}
