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

  private let first: Int
  private var partners: [Int32]
  private var ranges: [Int: [Range<Int>]] = [:]

  /// Compares lines of a patch: those of a hunk, or whole runs of changed lines out of one.
  package init(_ lines: Range<Int>, of patch: FilePatch) {
    self.init(from: lines.lowerBound, patch.lines[lines].map(\.kind)) {
      patch.bytes(of: patch.lines[lines.lowerBound + $0])
    }
  }

  /// Compares lines that are numbered from 0.
  ///
  /// - Parameter bytes: A line's bytes without its newline.
  package init(_ kinds: [FilePatch.LineKind], bytes: (Int) -> ArraySlice<UInt8>) {
    self.init(from: 0, kinds, bytes: bytes)
  }

  private init(
    from first: Int, _ kinds: [FilePatch.LineKind], bytes: (Int) -> ArraySlice<UInt8>
  ) {
    self.first = first
    partners = Array(repeating: -1, count: kinds.count)
    for run in ChangedRun.runs(of: kinds) where run.count <= Self.maximumRunLength {
      var vocabulary = WordVocabulary()
      let old = run.deletions.map { vocabulary.words(of: bytes($0)) }
      let new = run.additions.map { vocabulary.words(of: bytes($0)) }
      for pair in LinePairing(old, new, vocabulary).pairs() {
        let alignment = WordAlignment(old[pair.old], new[pair.new], vocabulary)
        guard LinePairing.isSimilar(alignment.commonWeight, old[pair.old], new[pair.new]) else {
          continue
        }
        let (deletion, addition) = (run.deletions[pair.old], run.additions[pair.new])
        partners[deletion] = Int32(addition)
        partners[addition] = Int32(deletion)
        ranges[deletion] = alignment.deleted
        ranges[addition] = alignment.added
      }
    }
  }

  /// The line that a deletion became, or that an addition was; nil where there is none that resembles it.
  package func partner(of line: Int) -> Int? {
    let index = line - first
    guard partners.indices.contains(index), partners[index] >= 0 else { return nil }
    return Int(partners[index]) + first
  }

  /// The bytes of a line that its partner doesn't have, ascending and apart; none for a line without a partner.
  package func ranges(in line: Int) -> [Range<Int>] { ranges[line - first] ?? [] }
}
