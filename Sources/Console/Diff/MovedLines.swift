import Reading

/// The lines of what is read that were moved, file by file.
package struct MovedLines: Sendable {
  private let found: MovedBlocks?
  private let patches: [DiffSource: Int]

  /// Nothing was moved.
  package init() {
    found = nil
    patches = [:]
  }

  /// What was found in sources, each of which is there once.
  init(_ found: MovedBlocks, in sources: [DiffSource]) {
    self.found = found
    patches = Dictionary(uniqueKeysWithValues: zip(sources, sources.indices))
  }

  /// The block that a line is part of; nil for one that wasn't moved.
  func block(of line: Int, in source: DiffSource) -> MovedBlocks.Block? {
    patches[source].flatMap { found?.block(of: line, in: $0) }
  }
}
