import Git
import Text

/// What is looked for in a pane.
package struct Search: Hashable, Sendable {
  /// The pane that is searched.
  package let pane: Pane
  /// The line on which it is typed.
  package var input: TextInput {
    didSet { if input.text != pattern.query { pattern = SearchPattern(input.text) } }
  }
  /// What was typed.
  package var query: String { pattern.query }
  /// What was typed as a pattern.
  package private(set) var pattern: SearchPattern
  /// Whether it is still being typed.
  package var isTyping = true
  /// Where the pane was before: what isn't found leaves it there.
  package let start: Place
  /// The candidate that it leaves as it is: it followed the cursor before.
  package let following: ObjectID?
  /// What was found in files' lines.
  package var found = DiffMatches()
  /// Whether the first match that comes is gone to.
  package var isWaiting = false

  /// Where a pane is.
  package enum Place: Hashable, Sendable {
    /// At a row of a list.
    case row(Int)
    /// At a place of what is read, what is seen first there, and the cells scrolled to the right.
    case reading(DiffPlace, top: DiffPlace, left: Int)
  }

  /// What is typed as it is said again, in a few cells.
  static func quoted(_ text: some StringProtocol) -> SafeText {
    "“\(SafeText(String(text)).truncated(to: 24))”"
  }

  /// A search that begins.
  ///
  /// - Parameters:
  ///   - input: The line on which it is typed.
  ///   - following: The candidate, where it follows the cursor; nil where a person has set it.
  package init(pane: Pane, start: Place, input: TextInput, following: ObjectID?) {
    self.following = following
    self.pane = pane
    self.start = start
    self.input = input
    pattern = SearchPattern("")
  }

  /// Whether a text has what is looked for.
  package func matches(_ text: SafeText) -> Bool { pattern.matches(text) }

  /// Whether it is the beginning of an id.
  func isStart(of id: ObjectID) -> Bool {
    !query.isEmpty && id.hex.hasPrefix(query.lowercased())
  }

  /// A text in pieces: those that are looked for, and what is between.
  func pieces(of text: SafeText) -> [(text: SafeText, isMatch: Bool)] { pattern.pieces(of: text) }
}
