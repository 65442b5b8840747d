/// What a piece of source text is, for a theme to colour.
package enum SyntaxRole: UInt8, CaseIterable, Sendable {
  case comment, string, number
  /// A constant's name, or an escape in a string.
  case constant
  case keyword, type, function
  /// A parameter, or a key of data.
  case variable
  /// An operator, or other punctuation that the language gives a meaning.
  case punctuation
  /// Something else that a highlighter tells apart.
  case other
}
