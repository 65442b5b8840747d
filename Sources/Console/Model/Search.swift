import Text

/// What is looked for in a pane.
package struct Search: Hashable, Sendable {
  /// The pane that is searched.
  package var pane: Pane
  /// What was typed.
  package var query: String
  /// Whether it is still being typed.
  package var isTyping: Bool

  /// Whether a text has what is looked for; capitals matter only where some were typed.
  package func matches(_ text: SafeText) -> Bool {
    Self.matches(query, text)
  }

  /// Whether a text has a query in it; capitals matter only where the query has some.
  static func matches(_ query: String, _ text: SafeText) -> Bool {
    if query.isEmpty { return false }
    let isPlain = query.allSatisfy { !$0.isUppercase }
    return isPlain
      ? text.string.lowercased().contains(query.lowercased()) : text.string.contains(query)
  }
}
