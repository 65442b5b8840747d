/// The lines that were typed, by what for, the newest last.
package struct PromptHistory: Hashable, Sendable {
  /// Lines of a kind that are kept at the most.
  package static let limit = 200

  private var lines: [Prompt: [String]] = [:]

  /// Nothing was typed yet.
  package init() {}

  /// The lines of a kind.
  package func lines(of prompt: Prompt) -> [String] { lines[prompt] ?? [] }

  /// Takes in a line; it stands once, where it was typed last.
  package mutating func add(_ line: String, to prompt: Prompt) {
    guard !line.trimmingCharacters.isEmpty, !line.contains(where: \.isNewline),
      line.unicodeScalars.count <= TextInput.limit
    else { return }
    let others = lines(of: prompt).filter { $0 != line }
    lines[prompt] = (others + [line]).suffix(Self.limit)
  }
}
