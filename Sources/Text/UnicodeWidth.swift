/// How many terminal cells a scalar takes (UAX #11, with wcwidth's reading of zero width).
package enum UnicodeWidth {
  /// Cells taken by a printable scalar: 0 for a mark that joins the cell before it, else 1 or 2.
  ///
  /// East Asian ambiguous scalars count 1, as terminals outside legacy CJK locales draw them.
  package static func cells(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return 1 }
    if contains(value, in: UnicodeTables.zero) { return 0 }
    return contains(value, in: UnicodeTables.wide) ? 2 : 1
  }

  /// Whether a flat list of ascending ranges holds the value, by binary search.
  private static func contains(_ value: UInt32, in ranges: [UInt32]) -> Bool {
    var low = 0
    var high = ranges.count / 2 - 1
    while low <= high {
      let middle = (low + high) / 2
      if value < ranges[2 * middle] {
        high = middle - 1
      } else if value > ranges[2 * middle + 1] {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }
}
