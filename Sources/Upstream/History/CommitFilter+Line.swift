import Git
import Text

extension CommitFilter {
  /// Reads a line with git's options, as a shell reads its words; a word without an option is a pattern of messages.
  ///
  /// - Throws: ``FilterError`` where it says nothing that git could be asked.
  package init(parsing line: String) throws(FilterError) {
    self.init()
    guard let words = Self.words(of: line) else {
      throw FilterError(reason: "a quote isn't closed")
    }
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        places += rest.map(Self.place)
        rest = []
      } else if let option = Self.options.first(where: { word.hasPrefix($0) }) {
        var value = String(word.dropFirst(option.count))
        let isLong = option.hasPrefix("--")
        if value.isEmpty {
          guard let next = rest.popFirst() else {
            throw FilterError(reason: "\(option) needs a value")
          }
          value = next
        } else if isLong {
          guard value.hasPrefix("=") else { throw Self.unknown(word) }
          value.removeFirst()
        }
        try set(option, to: value)
      } else if word.hasPrefix("-"), word.count > 1 {
        throw Self.unknown(word)
      } else {
        messages.append(word)
      }
    }
    try check()
  }

  private static let options = ["--author", "--grep", "-S", "-G"]

  private static func unknown(_ word: String) -> FilterError {
    FilterError(reason: "\(word) is none of --author, --grep, -S, -G and --")
  }

  private static func place(_ word: String) -> Place {
    let names = word.split(separator: "/").filter { $0 != "." }
    let path = RepoPath(names.joined(separator: "/"))
    return Place(edge: path, upstream: path)
  }

  private mutating func set(_ option: String, to value: String) throws(FilterError) {
    switch option {
    case "--author": authors.append(value)
    case "--grep": messages.append(value)
    default:
      if change != nil { throw FilterError(reason: "one of -S and -G is enough") }
      change = option == "-S" ? .text(value) : .line(value)
    }
  }

  /// The words of a line, with quotes and backslashes as in a shell; nil where a quote isn't closed.
  private static func words(of line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + (quote == nil || "\"\\$`".contains(character) ? "" : "\\")
        word?.append(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word?.append(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let finished = word { words.append(finished) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if quote != nil { return nil }
    if isEscaped { word = (word ?? "") + "\\" }
    if let word { words.append(word) }
    return words
  }
}
