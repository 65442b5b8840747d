import Git
import Rules
import Text

/// A file of a log or a diff, on one line.
enum FileLine {
  static func write(
    _ file: FileChange, counts: LineCounts?, to output: StandardOutput
  ) throws {
    let mark: SafeText = file.group == .edge ? "!" : SafeText(file.status.letter)
    var path = file.shownPath.text
    if let old = file.shownOldPath { path = old.text + " → " + path }
    let rule: SafeText = file.group == .synced ? "" : "   " + file.placement.rule.text
    var numbers: SafeText = ""
    if let reason = counts?.unread {
      numbers = "   can't be read: " + reason
    } else if let counts {
      numbers =
        counts.tooLarge.map { "   too large to compare: " + byteCount($0) }
        ?? (counts.isBinary ? "   binary" : "   +\(counts.additions) −\(counts.deletions)")
    }
    let ink: StandardOutput.Ink =
      switch file.group {
      case .synced: .plain
      case .edge: .red
      case .outside: .dim
      }
    try output.line(("  \(mark) ", ink), (path, ink), (numbers, .green), (rule, .dim))
  }
}
