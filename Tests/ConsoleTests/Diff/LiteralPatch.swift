import Git
import Support

@testable import Console

/// Changes of files that are made up rather than read.
enum LiteralPatch {
  /// A patch of hunks whose lines are written as in a patch: ` `, `-`, `+` or `\` and the text.
  static func make(_ hunks: [[String]]) -> FilePatch {
    var builder = PatchBuilder()
    var (old, new) = (1, 1)
    for hunk in hunks {
      let (oldEnd, newEnd) = (
        old + hunk.count { " -".contains($0.prefix(1)) },
        new + hunk.count { " +".contains($0.prefix(1)) }
      )
      builder.addHunk("@@ -\(old) +\(new) @@".utf8, old: old..<oldEnd, new: new..<newEnd) {
        builder in
        for text in hunk {
          let bytes = Array(text.utf8.dropFirst())
          switch text.first {
          case "-":
            builder.addLine(.deletion, bytes, old: old, new: nil)
            old += 1
          case "+":
            builder.addLine(.addition, bytes, old: nil, new: new)
            new += 1
          case "\\": builder.addLine(.noNewline, bytes, old: nil, new: nil)
          default:
            builder.addLine(.context, bytes, old: old, new: new)
            (old, new) = (old + 1, new + 1)
          }
        }
      }
      (old, new) = (old + 10, new + 10)
    }
    return builder.patch
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
