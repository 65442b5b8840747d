import Terminal
import Text

/// The actions as a table, for the README and for those who change their keys.
package enum KeyTable {
  /// An action: its name in `config.yml`, its keys, and what it does.
  package struct Row: Hashable, Sendable {
    /// The name.
    package let name: SafeText
    /// The keys, as the configuration has them.
    package let keys: SafeText
    /// What it does.
    package let title: SafeText
  }

  /// All actions, in their order, with the keys that a map gives them.
  package static func rows(_ keys: KeyMap = KeyMap()) -> [Row] {
    Action.allCases.map { action in
      Row(
        name: SafeText(action.rawValue),
        keys: keys.keys(of: action).map { SafeText($0.name) }.joined(separator: ", "),
        title: SafeText(action.title))
    }
  }
}
