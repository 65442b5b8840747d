/// A text of upstream's at a length that a record can hold: a subject of a megabyte would fill lock,
/// changelog and message at each sync.
func shortened(_ text: String) -> String {
  let limit = 200
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
    end < scalars.endIndex
  else { return text }
  return String(scalars[..<end]) + "…"
}
