import Terminal
import Text

/// Which key does what.
package struct KeyMap: Sendable {
  private var keys: [Action: [Key]] = [:]

  /// The keys as actions declare them.
  package init() {
    for action in Action.allCases { keys[action] = action.defaultKeys }
  }

  /// Gives an action other keys; none take its keys away.
  package mutating func set(_ action: Action, _ keys: [Key]) {
    self.keys[action] = keys
  }

  /// An action's keys.
  package func keys(of action: Action) -> [Key] { keys[action] ?? [] }

  /// The first of an action's keys, for hints.
  package func hint(_ action: Action) -> SafeText { SafeText(keys(of: action).first?.name ?? "") }

  /// Another action that has a key where an action has it.
  func rival(of action: Action, for key: Key) -> Action? {
    Action.allCases.first { other in
      other != action && keys(of: other).contains(key)
        && other.context.overlaps(action.context)
    }
  }

  /// What a key does in a context: the context's own actions before those that work everywhere.
  package func action(for key: Key, in context: Action.Context) -> Action? {
    let candidates = Action.allCases.filter { keys(of: $0).contains(key) }
    return candidates.first { $0.context == context }
      ?? candidates.first { context.isOnMain && $0.context == .main }
      ?? candidates.first { $0.context == .everywhere }
  }
}
