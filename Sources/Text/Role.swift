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
  /// Rows of a diff, and what of them differs from the row that they are paired with.
  case additionLine, deletionLine, additionWord, deletionWord
  /// Rows that were moved; of blocks side by side, each second one looks otherwise.
  case moved, movedOther
  /// What a piece of source text is.
  case comment, string, number, keyword, function, typeName
  case match
  /// What somebody noted, beside what it is about.
  case noted
}
