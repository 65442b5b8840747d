/// Text on one line: what would end it or hide in it becomes a blank, and blanks run together.
///
/// - Parameter limit: Scalars kept at the most: a subject can be a megabyte long.
package func oneLine(_ text: String, limit: Int = .max) -> String {
  var line = String.UnicodeScalarView()
  for scalar in text.cut(to: limit).unicodeScalars {
    line.append(scalar.endsLine ? " " : scalar)
  }
  // By scalars, as a blank with a mark on it is another character.
  return line.split(separator: " ").map { String($0) }.joined(separator: " ")
}

/// A text of upstream's at a length that a record can hold: a subject of a megabyte would fill lock,
/// changelog and message at each sync.
package func shortened(_ text: String) -> String { text.cut(to: 200) }

extension Unicode.Scalar {
  /// Whether some reader takes it for the end of a line, or for a control.
  fileprivate var endsLine: Bool {
    value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
  }
}

extension String {
  /// The string cut to a number of scalars, the last of them an ellipsis where it was longer.
  package func cut(to limit: Int) -> String {
    guard utf8.count > limit else { return self }
    guard
      let end = unicodeScalars.index(
        startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex, limit > 0
    else { return self }
    return String(unicodeScalars[..<unicodeScalars.index(before: end)]) + "…"
  }
}
