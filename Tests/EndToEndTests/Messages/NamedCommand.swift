import Foundation

/// A command that a message names, and the file of the sources that names it.
struct NamedCommand: Hashable, Comparable, CustomStringConvertible {
  /// The command, with `…` in the place of what is filled in.
  let command: String
  /// The file's name, without its ending.
  let file: String

  var description: String { "`\(command)` in \(file).swift" }

  static func < (left: Self, right: Self) -> Bool {
    (left.command, left.file) < (right.command, right.file)
  }

  /// Programs whose commands are told to people.
  private static let programs = [
    "edgesync", "git", "chmod", "chown", "rm", "mv", "cp", "mkdir", "touch", "kill", "export",
    "ulimit", "ssh", "grep",
    "ssh-add", "ssh-keygen", "ssh-keyscan", "gpg", "gh", "glab", "curl", "docker", "podman", "sudo",
    "apt",
    "apt-get", "brew", "make", "swift", "systemctl", "unset", "infocmp",
  ]

  /// All commands that the sources' string literals name: what stands between backticks and begins with a
  /// program's name, and literals that are a command as a whole, for a message to be put around them.
  static func inSources() throws -> Set<NamedCommand> {
    var found: Set<NamedCommand> = []
    for (name, text) in try sources() {
      found.formUnion(commands(in: text).map { NamedCommand(command: $0, file: name) })
    }
    return found
  }

  /// What the sources' commands have filled in, each with its file's name.
  static func interpolationsInSources() throws -> [(file: String, text: String)] {
    try sources().flatMap { name, text in interpolations(in: text).map { (name, $0) } }
  }

  /// The sources' files: their names without the ending, and their texts.
  private static func sources() throws -> [(name: String, text: String)] {
    let sources = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    var found: [(name: String, text: String)] = []
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      // The practice pair's stories are no messages.
      guard file.pathExtension == "swift", !file.path.contains("/Sources/Demo/") else { continue }
      found.append(
        (
          file.deletingPathExtension().lastPathComponent,
          try String(contentsOf: file, encoding: .utf8)
        ))
    }
    return found
  }

  /// The commands that a source text names, comments aside.
  static func commands(in source: String) -> Set<String> {
    var found: Set<String> = []
    for line in source.split(separator: "\n") where line.utf8.contains(where: "\"`".utf8.contains) {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("//") { continue }
      let text = filledIn(String(line).replacing("\\\"", with: "\u{1}"))
      for match in text.matches(of: /`([^`]+)`/) where isCommand(match.1) {
        found.insert(String(match.1).replacing("\u{1}", with: "\""))
      }
      for match in text.matches(of: /"([a-z-]+ [^"`]+)"/)
      where isCommand(match.1) && isWholeCommand(match.1) {
        found.insert(String(match.1).replacing("\u{1}", with: "\""))
      }
    }
    return found
  }

  private static func isCommand(_ text: Substring) -> Bool {
    programs.contains(String(text.prefix { $0 != " " }))
  }

  /// What the commands of a source text have filled in, as it is written there, comments aside.
  static func interpolations(in source: String) -> Set<String> {
    var found: Set<String> = []
    for line in source.split(separator: "\n") {
      guard line.utf8.contains(UInt8(ascii: "\"")), line.contains("\\(") else { continue }
      let line = line.drop { $0 == " " }
      if line.hasPrefix("//") { continue }
      let text = filledIn(String(line).replacing("\\\"", with: "\u{1}")) {
        "…\u{2}\($0.replacing("\"", with: "'"))\u{3}"
      }
      let ticked = text.matches(of: /`([^`]+)`/).map(\.1).filter(isCommand)
      let whole = text.matches(of: /"([a-z-]+ [^"`]+)"/).map(\.1)
        .filter { isCommand($0) && isWholeCommand($0) }
      for command in ticked + whole {
        found.formUnion(command.matches(of: /\x02([^\x03]*)\x03/).map { String($0.1) })
      }
    }
    return found
  }

  /// Whether a literal without backticks is a command and no sentence: it has an option, a path or a blank that is
  /// filled in, and none of a sentence's words.
  private static func isWholeCommand(_ text: Substring) -> Bool {
    let words = text.split(separator: " ").map(String.init)
    let sentence: Set<String> = [
      "a", "is", "isn't", "would", "couldn't", "doesn't", "takes", "looks", "converts", "writes",
      "needs", "ended",
      "failed", "can't",
    ]
    return words.count > 1 && sentence.isDisjoint(with: words)
      && words.dropFirst().contains { $0.hasPrefix("-") || $0.contains("…") || $0 == "pull" }
  }

  /// A text with something else, `…` unless given, for each interpolation.
  private static func filledIn(_ text: String, by word: (String) -> String = { _ in "…" }) -> String
  {
    var result = ""
    var expression = ""
    var depth = 0
    var isEscaped = false
    for character in text {
      if depth > 0 {
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        if depth > 0 {
          expression.append(character)
        } else {
          result += word(expression)
          expression = ""
        }
      } else if isEscaped, character == "(" {
        result.removeLast()
        depth = 1
      } else {
        result.append(character)
      }
      isEscaped = character == "\\"
    }
    return result
  }
}
