import Git
import Rules
import Text

/// A file's changed lines as text.
enum PatchText {
  static func write(_ patch: FilePatch, _ file: FileChange, to output: StandardOutput) throws {
    let old =
      file.change.old == nil ? "/dev/null" : "a/" + (file.change.oldPath ?? file.change.path).text
    let new = file.change.new == nil ? "/dev/null" : "b/" + file.change.path.text
    try write(patch, from: old, to: new, output)
  }

  /// Writes a patch under the names of its two sides.
  static func write(
    _ patch: FilePatch, from old: SafeText, to new: SafeText, _ output: StandardOutput
  ) throws {
    if let size = patch.tooLarge {
      try output.line(
        ("\(new) is too large to compare: \(byteCount(size)). Look at it with ", .dim),
        ("`\(patch.lookingCommand)`", .text))
      return
    }
    if patch.isBinary {
      try output.line(("Binary files \(old) and \(new) differ", .dim))
      return
    }
    if patch.hunks.isEmpty { return }
    try output.line(("--- \(old)", .heading))
    try output.line(("+++ \(new)", .heading))
    for hunk in patch.hunks {
      try output.line((SafeText(bytes: hunk.header), .hunk))
      for line in patch.lines[hunk.lines] {
        let text = SafeText(bytes: patch.bytes(of: line), tabs: 8)
        switch line.kind {
        case .context: try output.line(" " + text)
        case .addition: try output.line(("+" + text, .addition))
        case .deletion: try output.line(("-" + text, .deletion))
        case .noNewline: try output.line(("\\ " + text, .dim))
        }
      }
    }
  }
}
