import Terminal

/// What a key does to a line that is typed, as in a shell.
enum EditingCommand: CaseIterable {
  case left, right, start, end, wordLeft, wordRight
  case deleteLeft, deleteRight
  case cutWordLeft, cutWordRight, cutBlankLeft, cutToStart, cutToEnd, putBack
  case earlier, later

  /// What a key does; nil where it does nothing to a line but being typed.
  static func of(_ key: Key) -> EditingCommand? { commands[key] }

  private static let commands = Dictionary(
    uniqueKeysWithValues: allCases.flatMap { command in
      command.keys.compactMap { Key(name: $0) }.map { ($0, command) }
    })

  private var keys: [String] {
    switch self {
    case .left: ["left", "ctrl-b"]
    case .right: ["right", "ctrl-f"]
    case .start: ["home", "ctrl-a"]
    case .end: ["end", "ctrl-e"]
    case .wordLeft: ["alt-b", "ctrl-left", "alt-left"]
    case .wordRight: ["alt-f", "ctrl-right", "alt-right"]
    case .deleteLeft: ["backspace"]
    case .deleteRight: ["delete", "ctrl-d"]
    case .cutWordLeft: ["alt-backspace"]
    case .cutWordRight: ["alt-d"]
    case .cutBlankLeft: ["ctrl-w"]
    case .cutToStart: ["ctrl-u"]
    case .cutToEnd: ["ctrl-k"]
    case .putBack: ["ctrl-y"]
    case .earlier: ["up", "ctrl-p"]
    case .later: ["down", "ctrl-n"]
    }
  }
}
