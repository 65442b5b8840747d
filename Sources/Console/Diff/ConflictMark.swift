/// The lines by which git marks a conflict in a text.
enum ConflictMark {
  /// What they begin with: the one side, the text before, the other side, and the end.
  private static let signs = ["<", "|", "=", ">"].map {
    Array(String(repeating: $0, count: 7).utf8)
  }

  /// Whether a line is one.
  static func isMark(_ line: some Collection<UInt8>) -> Bool {
    let rest = line.dropFirst(7)
    // After the sign, there is a label or nothing.
    guard rest.first.map({ $0 == 0x20 || $0 == 0x0D }) ?? true else { return false }
    return signs.contains { line.prefix(7).elementsEqual($0) }
  }
}
