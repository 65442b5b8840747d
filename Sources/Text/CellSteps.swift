/// A walk over the bytes of a row, cell by cell, without drawing it: where a row is cut is known however long it is.
///
/// It agrees with what ``SafeText`` makes of the same bytes; tests hold the two together.
package struct CellSteps {
  /// The next byte.
  package private(set) var index: Int
  /// Cells before it.
  package private(set) var column: Int
  private let bytes: UnsafeBufferPointer<UInt8>
  private let tabs: Int

  /// A walk from a byte on.
  ///
  /// - Parameters:
  ///   - bytes: The whole row.
  ///   - tabs: Cells between tab stops.
  ///   - index: Where it begins: at the row's start, or where an earlier walk was.
  ///   - column: Cells before that.
  package init(
    _ bytes: UnsafeBufferPointer<UInt8>, tabs: Int, from index: Int = 0, column: Int = 0
  ) {
    self.bytes = bytes
    self.tabs = tabs
    self.index = index
    self.column = column
  }

  /// Goes on while what comes next ends before a column, or at it.
  package mutating func advance(toColumn end: Int) {
    while index < bytes.count {
      let (length, cells) = next()
      if column + cells > end { return }
      index += length
      column += cells
    }
  }

  /// Goes over what comes next, however wide it is.
  package mutating func advance() {
    guard index < bytes.count else { return }
    let (length, cells) = next()
    index += length
    column += cells
  }

  /// Bytes and cells of what comes next: a scalar with the marks on it, or what stands for something replaced.
  private func next() -> (length: Int, cells: Int) {
    let first = bytes[index]
    let after = index + 1 < bytes.count ? bytes[index + 1] : 0
    if first >= 0x20, first < 0x7F, after < 0x80 { return (1, 1) }
    let (scalar, length) = SafeText.decode(bytes, at: index)
    guard let scalar else { return (1, 4) }
    let value = scalar.value
    if value == 0x09 {
      let (marks, cells) = marks(after: index + length)
      return (length + marks, tabs - column % tabs + cells)
    }
    if value < 0x20 || value == 0x7F { return (length, 2) }
    if HiddenScalars.contains(value) {
      return (length, 4 + max(4, String(value, radix: 16).utf8.count))
    }
    let width = UnicodeWidth.cells(of: scalar)
    // A mark with nothing to stand on gets something.
    let (more, cells) = marks(after: index + length, counting: width == 0 ? 1 : 0)
    return (length + more, max(1, width) + cells)
  }

  /// Bytes of the marks that stand on a cell, and the cells in which those too many are told.
  private func marks(after start: Int, counting first: Int = 0) -> (length: Int, cells: Int) {
    var (end, count) = (start, first)
    while end < bytes.count, bytes[end] >= 0x80 {
      let (scalar, length) = SafeText.decode(bytes, at: end)
      guard let scalar, !HiddenScalars.contains(scalar.value),
        UnicodeWidth.cells(of: scalar) == 0
      else { break }
      count += 1
      end += length
    }
    let excess = count - SafeText.maximumMarks
    return (end - start, excess > 0 ? 3 + String(excess).utf8.count : 0)
  }
}
