import Text
import Yams

/// A value of a YAML file that knows its file and line, so that errors can name them.
package struct YAMLValue {
  /// Bytes of a file that is read at the most, unless more is allowed: a manifest is written by people.
  package static let maximumBytes = 1 << 20

  /// Scalars of a value that a message shows at the most.
  private static let maximumShown = 100

  let node: Node
  /// The file's name, for messages.
  let file: SafeText

  /// Reads a file's text; nil where it holds no document.
  package init?(
    parsing bytes: [UInt8], file: SafeText, limit: Int = maximumBytes
  ) throws(ManifestError) {
    guard bytes.count <= limit else {
      throw .unreadable(file: file, line: nil, reason: "it is over \(limit >> 20) MiB")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .unreadable(file: file, line: nil, reason: "it isn't UTF-8")
    }
    if let line = Self.conflictMarker(in: text) {
      throw .unreadable(
        file: file, line: line, reason: "a merge left its conflict markers in the file")
    }
    if let line = Self.controlCharacter(in: text) {
      throw .unreadable(file: file, line: line, reason: "it holds a control character")
    }
    if let excess = YAMLExtent.excess(of: text) {
      throw .unreadable(file: file, line: excess.line, reason: excess.reason)
    }
    do {
      // What a scalar is, the keys say; rules to guess it by would have to be compiled first.
      guard let node = try Yams.compose(yaml: text, .basic) else { return nil }
      self.node = node
      self.file = file
    } catch let error as YamlError {
      let (line, reason) = error.explanation
      throw .unreadable(file: file, line: line, reason: reason)
    } catch {
      throw .unreadable(file: file, line: nil, reason: SafeText(String(describing: error)))
    }
  }

  private init(_ node: Node, file: SafeText) {
    self.node = node
    self.file = file
  }

  /// The line it stands on, from 1.
  package var line: Int { node.mark?.line ?? 1 }

  /// Another value of the same file.
  func with(_ node: Node) -> YAMLValue { YAMLValue(node, file: file) }

  /// An error on this value's line.
  package func invalid(_ reason: SafeText, remedy: SafeText = "") -> ManifestError {
    .invalid(file: file, line: line, reason: reason, remedy: remedy)
  }

  /// Whether it is a mapping.
  var isMapping: Bool { node.mapping != nil }

  /// The entries of a mapping in their order; only the keys that its schema declares are allowed.
  package func entries(
    _ what: SafeText, of schema: Schema
  ) throws(ManifestError) -> [String: YAMLValue] {
    let keys = schema.names
    guard let mapping = node.mapping else { throw invalid("\(what) has to be a mapping") }
    var entries: [String: YAMLValue] = [:]
    for (keyNode, valueNode) in mapping {
      let key = YAMLValue(keyNode, file: file)
      guard let name = keyNode.string else { throw key.invalid("a key of \(what) isn't text") }
      guard keys.contains(name) else {
        // A name that long is nobody's slip.
        let near =
          name.utf8.count > Self.maximumShown
          ? nil : keys.min { editDistance($0, name) < editDistance($1, name) }
        let remedy: SafeText =
          near.map { editDistance($0, name) <= 2 ? "Did you mean `\($0)`?" : "" } ?? ""
        throw key.invalid(
          "\(what) has no key `\(name.cut(to: Self.maximumShown))`",
          remedy: remedy.isEmpty ? "Its keys are \(keys.joined(separator: ", "))" : remedy)
      }
      entries[name] = YAMLValue(valueNode, file: file)
    }
    return entries
  }

  /// The line that a key of a mapping stands on; nil where it has none.
  func line(ofKey name: String) -> Int? {
    node.mapping?.keys.first { $0.string == name }?.mark?.line
  }

  /// The text of a scalar; a newline, or another ASCII control, is refused.
  package func text(_ what: SafeText) throws(ManifestError) -> String {
    guard let string = node.string, node.scalar != nil else {
      throw invalid("\(what) has to be text")
    }
    guard !string.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
      throw invalid("\(what) holds a control character")
    }
    guard !string.isEmpty else { throw invalid("\(what) is empty") }
    return string
  }

  /// The text of a scalar of so many characters at the most.
  func text(_ what: SafeText, limit: Int) throws(ManifestError) -> String {
    let text = try text(what)
    guard text.unicodeScalars.count <= limit else {
      throw invalid("\(what) is longer than \(limit) characters")
    }
    return text
  }

  /// The text of a scalar that may run over several lines, such as a command.
  func command(_ what: SafeText) throws(ManifestError) -> String {
    guard let string = node.string, node.scalar != nil, !string.isEmpty else {
      throw invalid("\(what) has to be text")
    }
    guard !string.utf8.contains(0) else { throw invalid("\(what) holds a NUL") }
    return string
  }

  func flag(_ what: SafeText) throws(ManifestError) -> Bool {
    guard let flag = node.bool else { throw invalid("\(what) has to be true or false") }
    return flag
  }

  /// The whole number that a scalar is, in decimal.
  package func integer(_ what: SafeText) throws(ManifestError) -> Int {
    // In decimal, and of digits that fit: YAML's numbers to the base of 60 overflow where they are read.
    guard let text = node.scalar?.string, text.utf8.count <= 15, let number = Int(text) else {
      throw invalid("\(what) has to be a whole number")
    }
    return number
  }

  /// Seconds that anything may take: a week.
  private static let longestDuration = 604_800.0

  /// A length of time in seconds, up to a week: `250ms`, `90`, `90s`, `10m` or `2h`.
  func duration(_ what: SafeText) throws(ManifestError) -> Double {
    let text = try text(what)
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0)]
    let unit = units.first { text.hasSuffix($0.0) }
    let digits = text.dropLast(unit?.0.utf8.count ?? 0)
    guard let count = Int(digits), count > 0, count <= 1_000_000 else {
      throw invalid("\(what) can't be `\(text)`", remedy: "Write it as `90s`, `10m` or `2h`")
    }
    let seconds = Double(count) * (unit?.1 ?? 1)
    guard seconds <= Self.longestDuration else {
      throw invalid("\(what) can't be `\(text)`", remedy: "It is a week at the most, `168h`")
    }
    return seconds
  }

  /// A path below the root of the files, of names alone.
  func filePath(_ what: SafeText) throws(ManifestError) -> String {
    let text = try text(what)
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      throw invalid(
        "\(what) can't be `\(text)`", remedy: "Give it as a path from the root of the repo")
    }
    return text
  }

  /// The values of a list.
  ///
  /// - Parameter limit: Values at the most.
  package func list(_ what: SafeText, limit: Int = .max) throws(ManifestError) -> [YAMLValue] {
    guard let sequence = node.sequence else { throw invalid("\(what) has to be a list") }
    guard sequence.count <= limit else {
      throw invalid("\(what) has \(sequence.count) entries, and \(limit) are the most")
    }
    return sequence.map { YAMLValue($0, file: file) }
  }

  /// The text of a scalar, whatever it holds; nil for a list or a mapping.
  var looseText: String? { node.scalar?.string }

  /// The entries of a mapping whose keys and values are both text; nil for anything else.
  package var textEntries: [(key: String, value: String)]? {
    guard let mapping = node.mapping else { return nil }
    var entries: [(key: String, value: String)] = []
    for (key, value) in mapping {
      guard let key = key.scalar?.string, let value = value.scalar?.string else { return nil }
      entries.append((key, value))
    }
    return entries
  }

  /// Whether nothing is written where a value could be.
  package var isNull: Bool {
    guard let scalar = node.scalar, scalar.style == .any || scalar.style == .plain else {
      return false
    }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// One of some words.
  func word<Word: RawRepresentable & CaseIterable>(
    _ what: SafeText, _ type: Word.Type
  ) throws(ManifestError) -> Word where Word.RawValue == String {
    let text = try text(what)
    guard let word = Word(rawValue: text) else {
      let all = Word.allCases.map(\.rawValue).joined(separator: ", ")
      throw invalid("\(what) can't be `\(text)`", remedy: "It is one of \(all)")
    }
    return word
  }

  private static func conflictMarker(in text: String) -> Int? {
    var line = 1
    for part in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if isConflictMarker(part) { return line }
      line += 1
    }
    return nil
  }

  /// Characters of a conflict marker at the least (`conflict-marker-size` in `gitattributes(5)`).
  private static let markerSize = 7

  /// Whether a line is what git writes around, or between, the sides of a conflict; the middle of it as well, where
  /// a person took the first marker out.
  private static func isConflictMarker(_ line: Substring.UTF8View) -> Bool {
    guard let mark = line.first, "<|=>".utf8.contains(mark) else { return false }
    let size = line.prefix { $0 == mark }.count
    let rest = line.dropFirst(size)
    guard size >= markerSize else { return false }
    let isAlone = rest.isEmpty || rest.elementsEqual("\r".utf8)
    return mark == UInt8(ascii: "=") ? isAlone : isAlone || rest.first == UInt8(ascii: " ")
  }

  /// The line of the first character that YAML doesn't allow; its reader names none.
  private static func controlCharacter(in text: String) -> Int? {
    var line = 1
    for byte in text.utf8 {
      if byte == 0x0A { line += 1 }
      if byte == 0x7F || byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte) { return line }
    }
    return nil
  }
}

/// How many letters have to change to make one word of another (Levenshtein's distance).
package func editDistance(_ left: String, _ right: String) -> Int {
  let right = Array(right.utf8)
  var row = Array(0...right.count)
  for (i, a) in left.utf8.enumerated() {
    var previous = row[0]
    row[0] = i + 1
    for (j, b) in right.enumerated() {
      let current = row[j + 1]
      row[j + 1] = min(previous + (a == b ? 0 : 1), row[j] + 1, row[j + 1] + 1)
      previous = current
    }
  }
  return row[right.count]
}
