/// Letters in their order, not necessarily side by side.
enum FuzzyMatch {
  /// How well a query fits a text; nil where its letters don't come in this order.
  ///
  /// Letters side by side and at the starts of words count more.
  static func score(_ query: String, in text: String) -> Int? {
    var score = 0
    var rest = Array(query.lowercased()).filter { $0 != " " }[...]
    var isAdjacent = false
    var isWordStart = true
    for letter in text.lowercased() {
      guard let wanted = rest.first else { break }
      if letter == wanted {
        score += 1 + (isAdjacent ? 3 : 0) + (isWordStart ? 4 : 0)
        rest = rest.dropFirst()
        isAdjacent = true
      } else {
        isAdjacent = false
      }
      isWordStart = letter == " "
    }
    return rest.isEmpty ? score * 100 - text.count : nil
  }
}
