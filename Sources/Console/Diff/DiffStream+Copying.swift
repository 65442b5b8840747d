import Git
import Text

/// What is copied of what is read.
extension DiffStream {
  /// Bytes that are copied at the most: terminals take little more.
  static let mostCopied = 65_536

  /// The line under the cursor, of the newer file where it is there, or from a hunk's header the hunk as a patch has it;
  /// nil on headings and remarks.
  var copy: (name: SafeText, text: String)? {
    switch row(at: cursor) {
    case .hunk(let hunk):
      guard let patch = sections[cursor.section].body?.patch else { return nil }
      return ("the hunk", patch.text(ofHunk: hunk))
    case .line, .pair, .three:
      guard let patch = sections[cursor.section].body?.patch, let line = cursorLine,
        line.kind != .noNewline
      else { return nil }
      return ("the line", String(decoding: patch.bytes(of: line), as: UTF8.self))
    case .note, .titles, nil: return nil
    }
  }
}

extension FilePatch {
  /// A hunk with its header and each line's sign.
  fileprivate func text(ofHunk hunk: Int) -> String {
    var bytes = hunks[hunk].header
    for line in lines[hunks[hunk].lines] {
      let sign =
        switch line.kind {
        case .addition: "+"
        case .deletion: "-"
        case .context: " "
        case .noNewline: "\\ "
        }
      bytes += "\n\(sign)".utf8
      bytes += self.bytes(of: line)
    }
    return String(decoding: bytes + "\n".utf8, as: UTF8.self)
  }
}
