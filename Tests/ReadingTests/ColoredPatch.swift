import Support
import Testing

/// A patch of git's, with what `--color-moved=zebra` says of each line.
struct ColoredPatch {
  /// What git makes of a changed line.
  enum Mark: UInt8 { case plain, moved, alternate }

  /// Each hunk's lines, with their mark before them.
  private(set) var hunks: [[[UInt8]]] = []
  /// Git's mark of each changed line of all hunks.
  private(set) var marks: [Mark] = []

  /// Variables that give each mark a colour of its own.
  static let variables: [String: String] = {
    let colors = [
      ("old", "red"), ("oldMoved", "yellow"), ("oldMovedAlternative", "blue"), ("new", "red"),
      ("newMoved", "yellow"), ("newMovedAlternative", "blue"),
    ]
    var variables = ["GIT_CONFIG_COUNT": String(colors.count)]
    for (index, color) in colors.enumerated() {
      variables["GIT_CONFIG_KEY_\(index)"] = "color.diff.\(color.0)"
      variables["GIT_CONFIG_VALUE_\(index)"] = color.1
    }
    return variables
  }()

  /// Reads what git printed twice: once without colours, once with them.
  init(plain: [UInt8], colored: [UInt8]) throws {
    let lines = plain.split(separator: 0x0A, omittingEmptySubsequences: false)
    let twins = colored.split(separator: 0x0A, omittingEmptySubsequences: false)
    try #require(lines.count == twins.count)
    var isInHunk = false
    for (line, twin) in zip(lines, twins) {
      if line.starts(with: "diff --git ".utf8) {
        isInHunk = false
      } else if line.starts(with: "@@ ".utf8) {
        isInHunk = true
        hunks.append([])
      } else if isInHunk, let mark = line.first {
        hunks[hunks.count - 1].append(Array(line))
        guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") else { continue }
        let color = String(decoding: twin.prefix(5), as: UTF8.self)
        switch color {
        case "\u{1B}[31m": marks.append(.plain)
        case "\u{1B}[33m": marks.append(.moved)
        case "\u{1B}[34m": marks.append(.alternate)
        default: try #require(color == "a colour of git's")
        }
      }
    }
  }

  /// The patches between pairs of trees.
  static func between(
    _ pairs: [TreePair], in git: Plumbing
  ) throws -> [(pair: TreePair, patch: ColoredPatch)] {
    let git = Plumbing(git.folder, variables: variables)
    let plain = try git.diffTrees(pairs, "-p", "-M", "--no-color", "--no-ext-diff")
    let colored = try git.diffTrees(
      pairs, "-p", "-M", "--color=always", "--color-moved=zebra", "--color-moved-ws=no",
      "--ws-error-highlight=none", "--no-ext-diff")
    return try pairs.map { pair in
      (pair, try ColoredPatch(plain: plain[pair] ?? [], colored: colored[pair] ?? []))
    }
  }
}
