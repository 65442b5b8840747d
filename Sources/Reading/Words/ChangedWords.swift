import Git

/// The words that changed in the changed lines of a patch.
///
/// Deleted lines are paired with the added lines that follow them by how much text they share. Lines that share too
/// little have no partner, and nothing of them is marked; neither is anything of very long lines and runs.
package struct ChangedWords: Sendable {
  /// Bytes of a line that is compared at the most.
  package static let maximumLineLength = 1_000
  /// Lines of a run of deletions and additions that is compared at the most.
  package static let maximumRunLength = 2_000

  private var partners: [Int32]
  private var ranges: [Int: [Range<Int>]] = [:]

  /// Compares the lines of a patch, hunk by hunk.
  package init(_ patch: FilePatch) {
    let runs = patch.hunks.flatMap { hunk in
      ChangedRun.runs(of: patch.lines[hunk.lines].map(\.kind), from: hunk.lines.lowerBound)
    }
    self.init(runs, of: patch.lines.count) { patch.bytes(of: patch.lines[$0]) }
  }

  /// Compares lines of one hunk, numbered from 0.
  ///
  /// - Parameter bytes: A line's bytes without its newline.
  package init(_ kinds: [FilePatch.LineKind], bytes: (Int) -> ArraySlice<UInt8>) {
    self.init(ChangedRun.runs(of: kinds, from: 0), of: kinds.count, bytes: bytes)
  }

  private init(_ runs: [ChangedRun], of count: Int, bytes: (Int) -> ArraySlice<UInt8>) {
    partners = Array(repeating: -1, count: count)
    for run in runs where run.count <= Self.maximumRunLength {
      let pairs = LinePairing.pairs(of: run.deletions.map(bytes), with: run.additions.map(bytes))
      for pair in pairs {
        let (deletion, addition) = (run.deletions[pair.old], run.additions[pair.new])
        partners[deletion] = Int32(addition)
        partners[addition] = Int32(deletion)
        ranges[deletion] = pair.deleted
        ranges[addition] = pair.added
      }
    }
  }

  /// The line that a deletion became, or that an addition was; nil where there is none that resembles it.
  package func partner(of line: Int) -> Int? {
    partners.indices.contains(line) && partners[line] >= 0 ? Int(partners[line]) : nil
  }

  /// The bytes of a line that its partner doesn't have, ascending and apart; none for a line without a partner.
  package func ranges(in line: Int) -> [Range<Int>] { ranges[line] ?? [] }
}
