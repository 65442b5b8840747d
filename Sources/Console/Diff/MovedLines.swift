import Reading

/// The lines of what is read that were moved, file by file.
package struct MovedLines: Sendable {
  private let found: MovedBlocks?
  private let edits: MovedEdits
  private let sources: [DiffSource]
  private let patches: [DiffSource: Int]

  /// Nothing was moved.
  package init() {
    (found, edits, sources, patches) = (nil, MovedEdits(), [], [:])
  }

  /// What was found in sources, each of which is there once.
  init(_ found: MovedBlocks, _ edits: MovedEdits = MovedEdits(), in sources: [DiffSource]) {
    self.found = found
    self.edits = edits
    self.sources = sources
    patches = Dictionary(uniqueKeysWithValues: zip(sources, sources.indices))
  }

  /// The block that a line is part of; nil for one that wasn't moved.
  func block(of line: Int, in source: DiffSource) -> MovedBlocks.Block? {
    patches[source].flatMap { found?.block(of: line, in: $0) }
  }

  /// Where lines are that moved.
  func source(of place: MovedBlocks.Place) -> DiffSource { sources[place.patch] }

  /// The bytes of a line that were edited as the block around it moved.
  func editedBytes(ofLine line: Int, in source: DiffSource) -> [Range<Int>] {
    patches[source].map { edits.ranges(in: line, of: $0) } ?? []
  }
}
