import Text

extension SafeText {
  /// The first letters of a name's first and last words, for where there is no room for the name: `AS`.
  var initials: SafeText {
    let words = string.split(whereSeparator: \.isWhitespace).compactMap { word in
      word.first { $0.isLetter || $0.isNumber }
    }
    let letters = [words.first, words.count > 1 ? words.last : nil].compactMap(\.self)
    return SafeText(letters.map { $0.uppercased().prefix(1) }.joined())
  }
}
