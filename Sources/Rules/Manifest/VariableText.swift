import Text

/// A text of the manifest's in which `${NAME}` stands for a variable of the environment, so that what is secret isn't
/// written in the manifest.
package struct VariableText: Hashable, Sendable {
  /// A piece of it.
  private enum Part: Hashable {
    case words(String)
    case variable(String)
  }

  /// Why it can't be filled in, as the end of a sentence; it never holds a value.
  package enum Gap: Error, Hashable {
    /// A variable isn't set, or is empty.
    case unset(String)
    /// A variable's value holds a line's end or another control character.
    case control(String)
  }

  /// The text as the manifest has it.
  package let source: String
  private let parts: [Part]

  /// Reads a text; nil where a `${` isn't the beginning of a variable's name in braces.
  package init?(_ source: String) {
    self.source = source
    var parts: [Part] = []
    var rest = Substring(source)
    while let start = rest.firstRange(of: "${") {
      if start.lowerBound > rest.startIndex {
        parts.append(.words(String(rest[..<start.lowerBound])))
      }
      let behind = rest[start.upperBound...]
      guard let end = behind.firstIndex(of: "}"), Self.isName(behind[..<end]) else { return nil }
      parts.append(.variable(String(behind[..<end])))
      rest = behind[behind.index(after: end)...]
    }
    if !rest.isEmpty { parts.append(.words(String(rest))) }
    self.parts = parts
  }

  private static func isName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "_")
    }
  }

  /// What stands in it beside variables.
  package var words: String {
    parts.map { if case .words(let words) = $0 { words } else { "" } }.joined()
  }

  /// The variables' names.
  package var names: [String] {
    parts.compactMap { if case .variable(let name) = $0 { name } else { nil } }
  }

  /// Whether it begins with a variable.
  package var beginsWithVariable: Bool {
    if case .variable? = parts.first { true } else { false }
  }

  /// The text with the variables' values.
  ///
  /// - Throws: ``Gap`` where a variable has none that will do.
  package func filled(from environment: [String: String]) throws(Gap) -> String {
    var filled = ""
    for part in parts {
      switch part {
      case .words(let words): filled += words
      case .variable(let name):
        guard let value = environment[name], !value.isEmpty else { throw .unset(name) }
        guard !value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
          throw .control(name)
        }
        filled += value
      }
    }
    return filled
  }
}
