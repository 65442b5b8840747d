import Git
import Reading

/// The lines of what is read that were moved, file by file.
package struct MovedLines: Sendable {
  /// A run of a file's lines that stands elsewhere as well.
  struct Block: Sendable {
    let lines: Range<Int>
    let isAlternate: Bool
  }

  private var blocks: [TreeChange: [Block]] = [:]

  /// Nothing was moved.
  package init() {}

  /// What was found in files.
  init(_ found: MovedBlocks, in changes: [TreeChange]) {
    for block in found.blocks {
      blocks[changes[block.place.patch], default: []].append(
        Block(lines: block.place.lines, isAlternate: block.isAlternate))
    }
  }

  /// The block that a line is part of; nil for one that wasn't moved.
  func block(of line: Int, in change: TreeChange) -> Block? {
    guard let blocks = blocks[change] else { return nil }
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].lines.upperBound <= line { low = middle + 1 } else { high = middle }
    }
    return low < blocks.count && blocks[low].lines.contains(line) ? blocks[low] : nil
  }
}
