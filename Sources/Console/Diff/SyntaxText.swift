import Git
import Reading

/// What the pieces of a file's two versions are; nil of one where that isn't known.
struct SyntaxText: Sendable {
  var old: HighlightedText?
  var new: HighlightedText?

  /// The pieces of a line.
  func pieces(of line: FilePatch.Line) -> [HighlightedText.Piece] {
    if let number = line.newNumber { return new?.pieces(of: number - 1) ?? [] }
    if let number = line.oldNumber { return old?.pieces(of: number - 1) ?? [] }
    return []
  }
}
