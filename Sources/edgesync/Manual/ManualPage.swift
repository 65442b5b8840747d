import Text

/// A manual page, in the macros of man(7).
struct ManualPage {
  /// Columns that a line of the source has at the most.
  private static let width = 78

  /// Its name, such as `edgesync-pin`.
  let name: String
  /// Its section of the manual: 1 for commands, 5 for files.
  let section: Int
  private var lines: [String]

  /// The name of its file.
  var fileName: String { "\(name).\(section)" }

  /// Its source.
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// A page with its head.
  ///
  /// - Parameters:
  ///   - abstract: What it is about, in one sentence.
  ///   - day: The day it was written, as `2026-11-17`.
  init(_ name: String, section: Int, abstract: String, day: String) {
    self.name = name
    self.section = section
    let title = Self.literal(name.uppercased())
    lines = [
      "." + "TH \(title) \(section) \(day) \"edgesync \(Version.number)\" \"edgesync\"",
      "." + "SH NAME",
    ]
    let sentence = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
    fill("\(Self.literal(name)) \\- " + Self.marked(sentence))
  }

  /// Begins a section.
  mutating func heading(_ title: String) {
    lines.append(".SH \"\(Self.escaped(title.uppercased()))\"")
  }

  /// Adds a paragraph, in which backticks mark what is typed.
  mutating func paragraph(_ text: String) {
    separate()
    fill(Self.marked(text))
  }

  /// Adds a term with what is said of it.
  ///
  /// - Parameter term: In roff, from ``bold(_:)`` and the like.
  mutating func item(_ term: String, _ text: String) {
    lines += [".TP", term]
    fill(Self.marked(text))
  }

  /// Adds a line of roff.
  mutating func raw(_ line: String) { lines.append(line) }

  /// Adds lines as they are, in an indented block.
  mutating func example(_ text: String) {
    separate()
    lines += [".RS 4", ".nf"]
    lines += text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Self.beginning(Self.literal(String($0)))
    }
    lines += [".fi", ".RE"]
  }

  /// Begins a paragraph, unless what follows a heading does by itself.
  private mutating func separate() {
    if let last = lines.last, !last.hasPrefix(".SH") { lines.append(".PP") }
  }

  private mutating func fill(_ text: String) {
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.utf8.count + 1 + word.utf8.count > Self.width {
        lines.append(Self.beginning(line))
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(Self.beginning(line)) }
  }

  // MARK: Roff

  /// Text in bold, as what is typed.
  static func bold(_ text: String) -> String { "\\fB\(literal(text))\\fR" }

  /// Text in italics, as what stands for something else.
  static func italic(_ text: String) -> String { "\\fI\(literal(text))\\fR" }

  /// A line, which no control character begins (groff(7), “Control lines”).
  private static func beginning(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }

  /// Prose, in which a piece in backticks is typed.
  private static func marked(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      index % 2 == 0 ? escaped(String(part)) : "\\fB" + literal(String(part)) + "\\fR"
    }.joined()
  }

  /// Prose.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("\"", with: "\\(dq")
  }

  /// What is typed: its characters are those of ASCII (groff_char(7)).
  static func literal(_ text: String) -> String {
    var typed = ""
    for letter in text {
      switch letter {
      case "\\": typed += "\\e"
      case "-": typed += "\\-"
      case "'": typed += "\\(aq"
      case "`": typed += "\\(ga"
      case "^": typed += "\\(ha"
      case "~": typed += "\\(ti"
      case "\"": typed += "\\(dq"
      default: typed.append(letter)
      }
    }
    return typed
  }
}
