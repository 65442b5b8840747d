import Git
import Reports
import Rules
import Text

/// A file of a log or a diff, on one line.
enum FileLine {
  static func write(
    _ file: FileChange, counts: LineCounts?, to output: StandardOutput
  ) throws {
    var line = Line("  \(file.mark) ", file.group.role)
    line.add(file.shownPaths, file.group == .synced ? .text : file.group.role)
    if let counts { line = line.adding("   ").adding(counts.shown) }
    if file.isGenerated == true { line.add("   generated", .dim) }
    if file.group != .synced { line.add("   " + file.placement.rule.explanation, .dim) }
    try output.line(line)
  }
}
