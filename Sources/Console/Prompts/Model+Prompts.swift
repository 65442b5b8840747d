extension Model {
  /// A line to be typed, with those typed earlier.
  func input(for prompt: Prompt) -> TextInput { TextInput(earlier: history.lines(of: prompt)) }

  /// Keeps a line that was typed.
  mutating func remember(_ line: String, as prompt: Prompt) -> [Effect] {
    history.add(line, to: prompt)
    return [.remember(prompt, line)]
  }
}
