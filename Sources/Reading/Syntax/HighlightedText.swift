/// What the pieces of a text are, line by line: eight bytes a piece, and no text.
package struct HighlightedText: Sendable {
  /// A piece of a line that is more than plain text.
  package struct Piece: Hashable, Sendable {
    /// Its bytes in the line.
    package let range: Range<Int>
    /// What it is.
    package let role: SyntaxRole
  }

  /// A piece in 64 bits: where it begins in its line, its length, its role.
  private struct Packed {
    let bits: UInt64

    init(_ range: Range<Int>, _ role: SyntaxRole) {
      bits = UInt64(range.lowerBound) << 32 | UInt64(range.count) << 8 | UInt64(role.rawValue)
    }

    var piece: Piece {
      let start = Int(bits >> 32)
      let role = SyntaxRole(rawValue: UInt8(bits & 0xFF)) ?? .other
      return Piece(range: start..<start + Int(bits >> 8 & 0xFF_FFFF), role: role)
    }
  }

  private var packed: [Packed] = []
  /// Where each line's pieces begin; one more at the end.
  private var starts: [UInt32] = [0]

  /// A text without lines.
  init() {}

  /// How many pieces all lines have.
  var pieceCount: Int { packed.count }
  /// How many lines it has.
  package var lineCount: Int { starts.count - 1 }

  /// The pieces of a line, counted from 0, ascending and apart; none beyond the last line.
  package func pieces(of line: Int) -> [Piece] {
    guard line >= 0, line < lineCount else { return [] }
    return packed[Int(starts[line])..<Int(starts[line + 1])].map(\.piece)
  }

  /// Adds a piece to the line that is being written; one that continues the last is joined with it.
  mutating func add(_ range: Range<Int>, _ role: SyntaxRole) {
    if packed.count > Int(starts[starts.count - 1]), let last = packed.last?.piece,
      last.role == role, last.range.upperBound == range.lowerBound
    {
      packed[packed.count - 1] = Packed(last.range.lowerBound..<range.upperBound, role)
    } else {
      packed.append(Packed(range, role))
    }
  }

  /// Ends the line that is being written.
  mutating func endLine() { starts.append(UInt32(packed.count)) }
}
