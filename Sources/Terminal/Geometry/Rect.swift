/// A place on the screen, in cells from the top left.
package struct Point: Hashable, Sendable {
  /// Cells from the left.
  package var x: Int
  /// Cells from the top.
  package var y: Int

  /// A place from its parts.
  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// An extent in cells.
package struct Size: Hashable, Sendable {
  /// Cells across.
  package var width: Int
  /// Cells down.
  package var height: Int

  /// An extent from its parts.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A rectangle of cells.
package struct Rect: Hashable, Sendable {
  /// The left column.
  package var x: Int
  /// The top row.
  package var y: Int
  /// Cells across; never negative.
  package var width: Int
  /// Cells down; never negative.
  package var height: Int

  /// A rectangle from its parts; a negative extent becomes none.
  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The first column past the right edge.
  package var maxX: Int { x + width }
  /// The first row past the bottom edge.
  package var maxY: Int { y + height }
  /// Whether it has no cells.
  package var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether a place lies inside.
  package func contains(_ point: Point) -> Bool {
    (x..<maxX).contains(point.x) && (y..<maxY).contains(point.y)
  }

  /// The rectangle without a margin on each side.
  package func inset(_ margin: Int = 1) -> Rect {
    Rect(
      x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }

  /// The upper rows and what is left below them.
  package func splitTop(_ rows: Int) -> (top: Rect, rest: Rect) {
    let rows = min(max(0, rows), height)
    return (
      Rect(x: x, y: y, width: width, height: rows),
      Rect(x: x, y: y + rows, width: width, height: height - rows)
    )
  }

  /// The lower rows and what is left above them.
  package func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
    let (rest, bottom) = splitTop(height - min(max(0, rows), height))
    return (rest, bottom)
  }

  /// The left columns and what is left beside them.
  package func splitLeft(_ columns: Int) -> (left: Rect, rest: Rect) {
    let columns = min(max(0, columns), width)
    return (
      Rect(x: x, y: y, width: columns, height: height),
      Rect(x: x + columns, y: y, width: width - columns, height: height)
    )
  }

  /// A rectangle of a size in the middle of this one, no larger than it.
  package func centered(width: Int, height: Int) -> Rect {
    let width = min(max(0, width), self.width)
    let height = min(max(0, height), self.height)
    return Rect(
      x: x + (self.width - width) / 2, y: y + (self.height - height) / 2, width: width,
      height: height)
  }
}
