import Terminal
import Text

/// The actions as a table, for the README and for those who change their keys.
package enum KeyTable {
  /// An action: its name in `config.yml`, its keys, and what it does.
  package struct Row: Hashable, Sendable {
    /// The name.
    package let name: SafeText
    /// The keys, unless the configuration says otherwise.
    package let keys: SafeText
    /// What it does.
    package let title: SafeText
  }

  /// All actions, in their order.
  package static var rows: [Row] {
    Action.allCases.map { action in
      Row(
        name: SafeText(action.rawValue),
        keys: action.defaultKeys.map { SafeText($0.name) }.joined(separator: ", "),
        title: SafeText(action.title))
    }
  }
}
