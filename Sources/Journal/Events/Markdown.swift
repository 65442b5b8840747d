import Git
import Text

/// Text made fit for Markdown: what a commit or a path says stays text, and is neither markup nor a reference.
package enum Markdown {
  /// Scalars of a text that are kept at the most.
  private static let maximumText = 1000

  /// Text inside a paragraph or a list item, cut where it is very long.
  package static func text(_ text: String) -> String {
    var escaped = ""
    let inert = ForgeText.inert(oneLine(text, limit: maximumText))
    for scalar in SafeText(inert).string.unicodeScalars {
      // What is special only at the start of a line stays readable: text never stands there. Forges
      // typeset what stands between dollar signs.
      if #"\`*_[]<>|&~$"#.unicodeScalars.contains(scalar) { escaped.append("\\") }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  /// Text that refers to nothing at a forge, for reports in other formats.
  package static func inert(_ text: SafeText) -> SafeText { SafeText(ForgeText.inert(text.string)) }

  /// A path, as code.
  package static func code(_ path: RepoPath) -> String {
    let text = path.text.string
    // A fence longer than any run of backticks in the text (CommonMark 6.1).
    // By bytes, as a backtick with a mark on it is another character.
    let longest =
      text.utf8.split(whereSeparator: { $0 != UInt8(ascii: "`") }).map(\.count).max() ?? 0
    let fence = String(repeating: "`", count: longest + 1)
    return longest > 0 ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
  }
}
