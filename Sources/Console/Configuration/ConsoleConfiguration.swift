import Rules
import Terminal
import Text
import Yams

/// What the user sets in `$XDG_CONFIG_HOME/edgesync/config.yml`.
package struct ConsoleConfiguration: Sendable {
  /// The theme's name.
  package var theme = Theme.terminal.name
  /// The themes that `auto` stands for.
  package var themePair = ThemePair()
  /// Cells between tab stops in a diff.
  package var tabs = 8
  /// No boxes, no spinners, changes announced on one line.
  package var isAccessible = false
  /// ASCII in the place of symbols, whatever the locale says.
  package var isASCII = false
  /// The keys.
  package var keys = KeyMap()

  /// Everything as it is without a file.
  package init() {}

  /// What is wrong with the file.
  package struct Invalid: ActionableError {
    let file: SafeText
    let line: Int?
    let reason: SafeText

    /// What failed.
    package var what: SafeText { line.map { "\(file):\($0)" } ?? file }
    /// Why it failed.
    package var why: SafeText { reason }
    /// The next step.
    package var remedy: SafeText { "Fix the line, or move the file away" }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .invalid }
  }

  /// Reads a configuration.
  package init(parsing text: String, file: SafeText) throws(Invalid) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      let (line, reason) = error.explanation
      throw Invalid(file: file, line: line, reason: reason)
    } catch {
      throw Invalid(file: file, line: nil, reason: SafeText(String(describing: error)))
    }
    guard let root else { return }
    guard let mapping = root.mapping else {
      throw Invalid(file: file, line: nil, reason: "it has to be a mapping")
    }
    for (key, value) in mapping {
      func invalid(_ reason: SafeText) -> Invalid {
        Invalid(file: file, line: value.mark?.line, reason: reason)
      }
      guard let name = key.string, Schema.configuration.names.contains(name) else {
        throw Invalid(
          file: file, line: key.mark?.line,
          reason: "there is no setting `\(key.string ?? "")`")
      }
      switch name {
      case "theme":
        if let pair = ThemePair(value) {
          (theme, themePair) = (ThemePair.name, pair)
        } else if let name = value.string {
          theme = name
        } else {
          throw invalid("theme has to be a name, or `{ dark: NAME, light: NAME }`")
        }
      case "accessible":
        guard let flag = value.bool else { throw invalid("accessible has to be true or false") }
        isAccessible = flag
      case "ascii":
        guard let flag = value.bool else { throw invalid("ascii has to be true or false") }
        isASCII = flag
      case "diff":
        guard let entries = value.mapping else { throw invalid("diff has to be a mapping") }
        for (name, setting) in entries {
          guard let key = name.string, Schema.diff.names.contains(key) else {
            throw Invalid(
              file: file, line: name.mark?.line,
              reason: "there is no setting `diff.\(name.string ?? "")`")
          }
          guard let tabs = setting.scalar.flatMap({ Int($0.string) }), (1...16).contains(tabs)
          else {
            throw Invalid(
              file: file, line: setting.mark?.line,
              reason: "diff.tabs has to be a number from 1 to 16")
          }
          self.tabs = tabs
        }
      case "keys":
        guard let entries = value.mapping else {
          throw invalid("keys has to be a mapping of actions to keys")
        }
        for (action, names) in entries { try set(action, names, file) }
        try refuseSharedKeys(entries, file)
      default: throw invalid("`\(name)` can't be set here")
      }
    }
  }

  /// Refuses a key that two actions have in one place: one of them could never be reached.
  private func refuseSharedKeys(_ entries: Node.Mapping, _ file: SafeText) throws(Invalid) {
    for (node, names) in entries {
      guard let action = node.string.flatMap(Action.init(rawValue:)) else { continue }
      for key in keys.keys(of: action) {
        guard let other = keys.rival(of: action, for: key) else { continue }
        throw Invalid(
          file: file, line: names.mark?.line,
          reason:
            "`\(key.name)` is a key of \(action.rawValue) and of \(other.rawValue); give one of them another"
        )
      }
    }
  }

  private mutating func set(_ action: Node, _ names: Node, _ file: SafeText) throws(Invalid) {
    guard let name = action.string, let known = Action(rawValue: name) else {
      throw Invalid(
        file: file, line: action.mark?.line,
        reason: "there is no action `\(action.string ?? "")`; `edgesync review --keys` lists them")
    }
    var keys: [Key] = []
    for entry in names.sequence.map(Array.init) ?? [names] {
      guard let text = entry.string else {
        throw Invalid(
          file: file, line: names.mark?.line, reason: "\(name) has to be a key or a list of keys")
      }
      guard let key = Key(name: text) else {
        throw Invalid(file: file, line: names.mark?.line, reason: "there is no key `\(text)`")
      }
      keys.append(key)
    }
    self.keys.set(known, keys)
  }
}
