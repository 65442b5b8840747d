/// Text of others on its way to a forge: a request, a commit's message, a report that somebody pastes there.
///
/// Forges act on such text: `@team` calls people, `fixes #1` closes an issue, a reference to one leaves a mark
/// on it, in whichever repository, and `[skip ci]` keeps checks from running (docs.github.com, “Basic writing
/// and formatting syntax”; docs.gitlab.com, “GitLab Flavored Markdown”; forgejo.org/docs, “Linked
/// references”). Code spans stop that in Markdown, but not in a commit's message, so a blank does everywhere:
/// `fixes # 1`.
package enum ForgeText {
  /// The text with a blank in each place where it would be more than text.
  package static func inert(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var isBroken = [Bool](repeating: false, count: scalars.count + 1)
    var words = Words()
    for place in scalars.indices {
      if let end = end(ofReference: place, in: scalars) { isBroken[end] = true }
      if let end = words.take(place, in: scalars) { isBroken[end] = true }
    }
    var inert = String.UnicodeScalarView()
    for (place, scalar) in scalars.enumerated() {
      if isBroken[place] { inert.append(" ") }
      inert.append(scalar)
    }
    return String(inert)
  }

  /// Where a blank has to stand so that what begins at a place refers to nothing; nil where it doesn't anyway.
  private static func end(ofReference place: Int, in text: [Unicode.Scalar]) -> Int? {
    let next = place + 1 < text.count ? text[place + 1] : " "
    switch text[place] {
    case "@":
      // Within a word it is a part of an address, unless a commit's id follows.
      let isInWord = place > 0 && text[place - 1].isWord
      let hasID = text[(place + 1)...].prefix { $0.properties.isASCIIHexDigit }.count >= 7
      return (next.isWord || next == "-" || next == ".") && (!isInWord || hasID) ? place + 1 : nil
    // An issue, or a word of a command to an issue tracker.
    case "#": return next.isWord || isServerCommand(place, in: text) ? place + 1 : nil
    case "!", "&": return next.isDigit ? place + 1 : nil
    case "*": return starts("***NO_CI", at: place, in: text) ? place + 3 : nil
    case "[": return endOfBracket(place, in: text)
    case ":":
      // Whichever protocol: a url of an issue refers to it.
      return next == "/" && place + 2 < text.count && text[place + 2] == "/" ? place + 1 : nil
    case "w", "W":
      return !(place > 0 && text[place - 1].isWord) && starts("www.", at: place, in: text)
        && text.count > place + 4 && text[place + 4].isWord ? place + 4 : nil
    default: return nil
    }
  }

  /// `##[error]` and its kin: a job may print the message of the commit that it runs on.
  private static func isServerCommand(_ place: Int, in text: [Unicode.Scalar]) -> Bool {
    let rest = text[(place + 1)...]
    guard rest.first == "#" else { return false }
    return rest.dropFirst().first { !$0.isWord } == "["
  }

  /// `[skip ci]` and its kin, and `[issue:1]`.
  private static func endOfBracket(_ place: Int, in text: [Unicode.Scalar]) -> Int? {
    let inside = text[(place + 1)...].prefix(60)
    guard let end = inside.firstIndex(of: "]") else { return nil }
    let words = String(String.UnicodeScalarView(inside[..<end])).lowercased()
    // What begins with a blank is inert already.
    if words.contains("skip") && !words.hasPrefix(" ") || words == "no ci" {
      return place + 1
    }
    guard let colon = inside[..<end].firstIndex(of: ":"), colon + 1 < end, text[colon + 1].isWord,
      inside[..<colon].allSatisfy(\.isWord)
    else { return nil }
    return colon + 1
  }

  private static func starts(_ word: String, at place: Int, in text: [Unicode.Scalar]) -> Bool {
    let part = String(String.UnicodeScalarView(text[place...].prefix(word.utf8.count)))
    return part.lowercased() == word.lowercased()
  }

  /// Words as they come, for references that need no sign: `GH-1`, and `closes PROJ-1`.
  private struct Words {
    /// How words begin that close what they are followed by.
    private static let closing = [
      "clos", "fix", "resolv", "implement", "complet", "finish",
    ]
    private var last = ""
    private var word = ""

    /// Takes the next scalar; gives the place of a blank where it ends a reference's first half.
    mutating func take(_ place: Int, in text: [Unicode.Scalar]) -> Int? {
      let scalar = text[place]
      if scalar.isWord {
        word.unicodeScalars.append(scalar)
        return nil
      }
      defer {
        if !word.isEmpty { last = word.lowercased() }
        word = ""
      }
      guard scalar == "-", !word.isEmpty, place + 1 < text.count, text[place + 1].isDigit else {
        return nil
      }
      let isClosed = Self.closing.contains { last.hasPrefix($0) }
      return isClosed || ["GH", "GL"].contains(word.uppercased()) ? place + 1 : nil
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
  fileprivate var isWord: Bool { isDigit || isASCII && properties.isAlphabetic || self == "_" }
}
