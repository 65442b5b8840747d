import Git

/// A `.gitattributes` file as it is read from a tree (gitattributes(5)): git asks no work tree and no settings for it.
package struct AttributeFile: Sendable {
  private struct Line: Sendable {
    let pattern: Pattern
    let states: [(name: [UInt8], state: AttributeState)]
  }

  /// Names of attributes that stand for others: `[attr]name others`.
  package typealias Macros = [[UInt8]: [(name: [UInt8], state: AttributeState)]]

  /// Longer lines are passed over, and larger files, as git does with lines.
  private static let maximumLine = 2048
  /// Bytes of a file that is read at the most.
  package static let maximumBytes = 1 << 20
  /// Lines that count, and bytes of their patterns: more of them would hold up whoever asks for many files.
  private static let maximumLines = 500
  private static let maximumPattern = 512

  /// The attributes that it has stand for others; only those of a repo's root count.
  package let macros: Macros
  private let lines: [Line]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: The attribute that will be asked for.
  ///   - rootMacros: What attributes stand for others in the repo; nil where this is the file that says so.
  package init(parsing bytes: [UInt8], for name: String, _ rootMacros: Macros? = nil) {
    var (macros, lines): (Macros, [Line]) = ([:], [])
    for line in bytes.split(separator: 0x0A) where line.count < Self.maximumLine {
      var rest = line.drop(while: Self.isBlank)
      if rest.isEmpty || rest.first == UInt8(ascii: "#") { continue }
      let pattern = Self.pattern(&rest)
      let states = rest.split(whereSeparator: Self.isBlank).compactMap { Self.state(of: $0) }
      let prefix = Array("[attr]".utf8)
      if pattern.starts(with: prefix) {
        macros[Array(pattern.dropFirst(prefix.count))] = states
      } else if pattern.first != UInt8(ascii: "!"), pattern.count <= Self.maximumPattern,
        let pattern = Pattern(String(decoding: pattern, as: UTF8.self))
      {
        lines.append(Line(pattern: pattern, states: states))
      }
    }
    self.macros = macros
    let meant = Self.names(meaning: Array(name.utf8), rootMacros ?? macros)
    self.lines = Array(
      lines.lazy.filter { line in line.states.contains { meant.contains($0.name) } }
        .suffix(Self.maximumLines))
  }

  /// The attributes that say something of one: itself, and those that stand for it, however far.
  private static func names(meaning name: [UInt8], _ macros: Macros) -> Set<[UInt8]> {
    var users: [[UInt8]: [[UInt8]]] = [:]
    for (macro, states) in macros {
      for state in states { users[state.name, default: []].append(macro) }
    }
    var (names, waiting): (Set<[UInt8]>, [[UInt8]]) = ([name], [name])
    while let next = waiting.popLast() {
      for user in users[next] ?? [] where names.insert(user).inserted { waiting.append(user) }
    }
    return names
  }

  /// Takes in what it says of a path where nothing that comes before it has said anything: what a later line says
  /// counts before an earlier one, and a folder's file before those above it.
  ///
  /// - Parameters:
  ///   - known: What is said already, by the attributes' names.
  ///   - name: The attribute that is asked for; of others, only what may stand for it is taken in.
  ///   - path: The path, from the folder that the file lies in.
  ///   - macros: What attributes stand for others.
  package func fill(
    _ known: inout [[UInt8]: AttributeState], for name: String, at path: RepoPath,
    _ macros: Macros
  ) {
    let wanted = Array(name.utf8)
    for line in lines.reversed() {
      let matters = line.states.contains { other, _ in
        known[other] == nil && (other == wanted || macros[other] != nil)
      }
      guard matters, line.pattern.matches(path.bytes[...], isFolder: false) else { continue }
      Self.fill(&known, line.states, macros)
    }
  }

  private static func fill(
    _ known: inout [[UInt8]: AttributeState], _ states: [(name: [UInt8], state: AttributeState)],
    _ macros: Macros
  ) {
    // Without recursion: they may stand for each other as far as a file is long.
    var waiting = states
    while let (name, state) = waiting.popLast() {
      if known[name] != nil { continue }
      // Known before what it stands for is, so that one that stands for itself ends.
      known[name] = state
      if state == .set, let meant = macros[name] { waiting += meant }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  /// Takes a line's pattern off its beginning, which stands in quotes where it has blanks; quotes that are broken
  /// are part of it.
  private static func pattern(_ line: inout ArraySlice<UInt8>) -> [UInt8] {
    if line.first == UInt8(ascii: "\""), let quoted = quoted(&line) { return quoted }
    let end = line.firstIndex(where: isBlank) ?? line.endIndex
    defer { line = line[end...] }
    return Array(line[..<end])
  }

  private static func quoted(_ line: inout ArraySlice<UInt8>) -> [UInt8]? {
    var (pattern, index): ([UInt8], Int) = ([], line.startIndex + 1)
    while index < line.endIndex {
      switch line[index] {
      case UInt8(ascii: "\""):
        line = line[(index + 1)...]
        return pattern
      case UInt8(ascii: "\\"):
        guard let (byte, length) = escape(line[(index + 1)...]) else { return nil }
        pattern.append(byte)
        index += 1 + length
      default:
        pattern.append(line[index])
        index += 1
      }
    }
    return nil
  }

  /// The byte of an escape as in C, and how long that is.
  private static func escape(_ text: ArraySlice<UInt8>) -> (UInt8, Int)? {
    guard let first = text.first else { return nil }
    switch first {
    case UInt8(ascii: "a"): return (0x07, 1)
    case UInt8(ascii: "b"): return (0x08, 1)
    case UInt8(ascii: "f"): return (0x0C, 1)
    case UInt8(ascii: "n"): return (0x0A, 1)
    case UInt8(ascii: "r"): return (0x0D, 1)
    case UInt8(ascii: "t"): return (0x09, 1)
    case UInt8(ascii: "v"): return (0x0B, 1)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): return (first, 1)
    default:
      let digits = text.prefix(3)
      guard digits.count == 3,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      else { return nil }
      return (value, 3)
    }
  }

  private static func state(
    of word: ArraySlice<UInt8>
  ) -> (name: [UInt8], state: AttributeState)? {
    guard let first = word.first else { return nil }
    if first == UInt8(ascii: "-") { return (Array(word.dropFirst()), .unset) }
    if first == UInt8(ascii: "!") { return (Array(word.dropFirst()), .unspecified) }
    guard let sign = word.firstIndex(of: UInt8(ascii: "=")) else { return (Array(word), .set) }
    return (
      Array(word[..<sign]), .value(String(decoding: word[(sign + 1)...], as: UTF8.self))
    )
  }
}
