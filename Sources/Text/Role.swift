/// What a piece of text says, whatever it looks like: themes give it a look.
package enum Role: CaseIterable, Sendable {
  case text, dim, heading, border, focusedBorder, title
  case header, footer, key
  /// The row under the cursor of the pane that has the keys, and of the others.
  case selection, otherSelection
  case id, author
  case synced, override, outside
  case good, bad, warning
  case addition, deletion, hunk, lineNumber
  case match
}
