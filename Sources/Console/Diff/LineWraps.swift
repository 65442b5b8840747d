import Git
import Text

/// Where a patch's lines are cut when they are wrapped to a width.
///
/// A line is walked no further than it is looked at, and not twice: one of megabytes scrolls as a short one.
struct LineWraps: Sendable {
  /// A piece of a line: where its bytes begin, and the column that it begins at in the whole line.
  struct Start: Sendable {
    let byte: Int
    let column: Int

    /// The whole line's.
    static let line = Start(byte: 0, column: 0)
  }

  private struct Known {
    var starts = [Start.line]
    var isWhole = false
  }

  /// Cells that a piece has at the most.
  let width: Int
  /// Cells between tab stops.
  let tabs: Int
  private var known: [Int: Known] = [:]
  /// Lines remembered at the most.
  private static let memory = 4096

  /// Cuts to a width in cells.
  init(width: Int, tabs: Int) {
    self.width = width
    self.tabs = tabs
  }

  /// The piece of a line by its number; nil past the last.
  mutating func start(of piece: Int, line: Int, in patch: FilePatch) -> Start? {
    let known = known(line, in: patch, upTo: piece)
    return piece < known.starts.count ? known.starts[piece] : nil
  }

  /// How many pieces a line has.
  mutating func count(line: Int, in patch: FilePatch) -> Int {
    known(line, in: patch, upTo: .max).starts.count
  }

  private mutating func known(_ line: Int, in patch: FilePatch, upTo piece: Int) -> Known {
    if let entry = known[line], entry.isWhole || entry.starts.count > piece { return entry }
    if known.count > Self.memory { known = [:] }
    var entry = known.removeValue(forKey: line) ?? Known()
    patch.bytes(of: patch.lines[line]).withUnsafeBufferPointer { extend(&entry, $0, upTo: piece) }
    known[line] = entry
    return entry
  }

  private func extend(
    _ entry: inout Known, _ bytes: UnsafeBufferPointer<UInt8>, upTo piece: Int
  ) {
    let width = max(1, width)
    while entry.starts.count <= piece, let last = entry.starts.last {
      // Bytes take a cell or more, but for marks: a short rest needs no walk.
      if bytes.count - last.byte <= width,
        !bytes[last.byte...].contains(where: { $0 < 0x20 || $0 > 0x7E })
      {
        entry.isWhole = true
        return
      }
      var steps = CellSteps(bytes, tabs: tabs, from: last.byte, column: last.column)
      steps.advance(toColumn: last.column + width)
      if steps.index == last.byte { steps.advance() }
      if steps.index >= bytes.count {
        entry.isWhole = true
        return
      }
      entry.starts.append(Start(byte: steps.index, column: steps.column))
    }
  }
}
