/// Tells what the pieces of a source text are.
package protocol SyntaxHighlighter: Sendable {
  /// Looks at a whole file's text.
  ///
  /// - Returns: Nil where it can't tell: the text is too large, its language unknown, the work took too long or
  ///   isn't wanted any more.
  func highlight(_ text: [UInt8], as name: SourceName) async -> HighlightedText?
}
