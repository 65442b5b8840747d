@testable import Git
import Support

@testable import Console

/// Changes of files that are made up rather than read.
enum LiteralPatch {
  /// A patch of hunks whose lines are written as in a patch: ` `, `-`, `+` or `\` and the text.
  static func make(_ hunks: [[String]]) -> FilePatch {
    var lines: [FilePatch.Line] = []
    var made: [FilePatch.Hunk] = []
    var content: [UInt8] = []
    var (old, new) = (1, 1)
    for hunk in hunks {
      let (first, oldFirst, newFirst) = (lines.count, old, new)
      for text in hunk {
        let start = content.count
        content += text.utf8.dropFirst()
        let range = start..<content.count
        switch text.first {
        case "-":
          lines.append(.init(kind: .deletion, oldNumber: old, newNumber: nil, range: range))
          old += 1
        case "+":
          lines.append(.init(kind: .addition, oldNumber: nil, newNumber: new, range: range))
          new += 1
        case "\\":
          lines.append(.init(kind: .noNewline, oldNumber: nil, newNumber: nil, range: range))
        default:
          lines.append(.init(kind: .context, oldNumber: old, newNumber: new, range: range))
          (old, new) = (old + 1, new + 1)
        }
      }
      made.append(
        .init(
          header: Array("@@ -\(oldFirst) +\(newFirst) @@".utf8), old: oldFirst..<old,
          new: newFirst..<new, lines: first..<lines.count))
      (old, new) = (old + 10, new + 10)
    }
    return FilePatch(
      hunks: made, lines: lines, content: content, isBinary: false,
      additions: lines.count { $0.kind == .addition },
      deletions: lines.count { $0.kind == .deletion })
  }

  /// A patch made up by chance.
  static func random(_ generator: inout SeededGenerator) -> FilePatch {
    make(
      (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        var lines: [String] = []
        for _ in 0..<Int.random(in: 1...5, using: &generator) {
          for sign in [" ", "-", "+"] {
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
              let length = Int.random(in: 0...90, using: &generator)
              lines.append(sign + String(String(repeating: "abc\té漢 ", count: 15).prefix(length)))
            }
          }
        }
        return lines.isEmpty ? [" x"] : lines
      })
  }

  /// A change of a file of a name, without contents.
  static func change(_ name: String) -> TreeChange {
    TreeChange(path: RepoPath(name), old: nil, new: nil)
  }

  /// A change's lines as they are read at first.
  static func source(_ change: TreeChange) -> DiffSource {
    DiffSource(change: change, settings: DiffSettings(), lens: .upstream)
  }
}
