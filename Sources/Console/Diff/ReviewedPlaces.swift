import Git
import Text

/// What hunks' marks as reviewed are kept by: each run of changed lines by what it holds, whatever surrounds it, so that
/// other context and other commits leave marks where they were made.
struct ReviewedPlaces: Sendable {
  /// The keys of each hunk.
  let keys: [[String]]

  /// The keys of a patch of a file.
  init(_ patch: FilePatch, of path: RepoPath) {
    var known: [String: Int] = [:]
    keys = patch.hunks.map { hunk in
      Self.runs(of: hunk, in: patch).map { run in
        var bytes: [UInt8] = []
        for line in patch.lines[run] {
          bytes.append(line.kind.rawValue)
          bytes += patch.bytes(of: line)
          bytes.append(0x0A)
        }
        let hash = (try? Repository.hash(bytes, as: .blob).hex) ?? ""
        // What stands in a file twice is seen twice.
        let number = known[hash, default: 0]
        known[hash] = number + 1
        return "place \(path.lineText) \(hash) \(number)"
      }
    }
  }

  /// The runs of changed lines in a hunk, by the lines' places.
  private static func runs(of hunk: FilePatch.Hunk, in patch: FilePatch) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in hunk.lines where patch.lines[index].kind != .context {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else if patch.lines[index].kind != .noNewline {
        // That an unchanged line has no newline is no change.
        runs.append(index..<index + 1)
      }
    }
    return runs
  }
}
