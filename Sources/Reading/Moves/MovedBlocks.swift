import Git

/// Blocks of lines that one or many patches delete in one place and add in another, as `git diff --color-moved=zebra`
/// finds them.
package struct MovedBlocks: Sendable {
  /// Changed lines that are looked at; nothing is marked where there are more.
  package static let maximumLines = 1_000_000
  /// ASCII letters and digits that a block has at least; else it is chance.
  package static let minimumWeight = 20

  /// Lines between two blocks that may be edited versions of each other, on each side.
  package static let mostEdited = 8

  /// Lines of a patch, among the patches in the order in which they were added.
  package struct Place: Hashable, Sendable {
    /// The patch.
    package let patch: Int
    /// The lines' indices in it.
    package let lines: Range<Int>
    /// The number of the first line in its file: in the older one where it is deleted, in the newer where it is added.
    package let number: Int
  }

  /// A run of lines that stands elsewhere as well, on the other side.
  package struct Block: Hashable, Sendable {
    /// The lines.
    package let place: Place
    /// Where the same lines stand on the other side; the first such place where there are many.
    package let counterpart: Place
    /// Whether it is told from the block right before it by other colours.
    package let isAlternate: Bool
  }

  /// Lines between two blocks that stand one after the other on both sides: what was edited as they moved.
  package struct Edit: Hashable, Sendable {
    /// The lines as they were where they moved from.
    package let old: Place
    /// The lines as they are where they moved to.
    package let new: Place
  }

  /// All blocks, patch by patch, from the top.
  package let blocks: [Block]
  /// What was edited within what moved; no line is part of two edits, or of a block.
  package let edits: [Edit]

  init(blocks: [Block], edits: [Edit] = []) {
    self.blocks = blocks
    self.edits = edits
  }

  /// The block that a line is part of; nil for one that didn't move.
  package func block(of line: Int, in patch: Int) -> Block? {
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      let place = blocks[middle].place
      if (place.patch, place.lines.upperBound) <= (patch, line) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < blocks.count else { return nil }
    let place = blocks[low].place
    return place.patch == patch && place.lines.contains(line) ? blocks[low] : nil
  }
}
