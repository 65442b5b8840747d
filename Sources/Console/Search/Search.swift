import Foundation
import Git
import Text

/// What is looked for in a pane.
package struct Search: Hashable, Sendable {
  /// The pane that is searched.
  package var pane: Pane
  /// What was typed.
  package var query: String
  /// Whether it is still being typed.
  package var isTyping: Bool
  /// The row that the pane was at before: what isn't found leaves it there.
  package var start: Int

  /// Whether a text has what is looked for; capitals matter only where some were typed.
  package func matches(_ text: SafeText) -> Bool {
    Self.matches(query, text)
  }

  /// Whether it is the beginning of an id.
  func isStart(of id: ObjectID) -> Bool {
    !query.isEmpty && id.hex.hasPrefix(query.lowercased())
  }

  /// A text in pieces: those that are looked for, and what is between.
  func pieces(of text: SafeText) -> [(text: SafeText, isMatch: Bool)] {
    guard matches(text) else { return [(text, false)] }
    let string = text.string
    let options: String.CompareOptions =
      query.allSatisfy { !$0.isUppercase } ? .caseInsensitive : .literal
    var pieces: [(text: SafeText, isMatch: Bool)] = []
    var rest = string.startIndex..<string.endIndex
    while let found = string.range(of: query, options: options, range: rest), !found.isEmpty {
      pieces.append((SafeText(string[rest.lowerBound..<found.lowerBound]), false))
      pieces.append((SafeText(string[found]), true))
      rest = found.upperBound..<string.endIndex
    }
    return pieces + [(SafeText(string[rest]), false)]
  }

  /// Whether a text has a query in it; capitals matter only where the query has some.
  static func matches(_ query: String, _ text: SafeText) -> Bool {
    if query.isEmpty { return false }
    let isPlain = query.allSatisfy { !$0.isUppercase }
    return isPlain
      ? text.string.lowercased().contains(query.lowercased()) : text.string.contains(query)
  }
}
