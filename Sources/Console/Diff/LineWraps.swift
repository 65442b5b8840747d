import Git
import Locks
import Text

/// Where lines are cut when they are wrapped to a width.
///
/// A line is walked no further than it is looked at, and not twice: one of megabytes scrolls as a short one.
final class LineWraps: Sendable {
  /// A piece of a line: where its bytes begin, and the column that it begins at in the whole line.
  struct Start: Sendable {
    let byte: Int
    let column: Int
  }

  private struct Known {
    var starts = [Start(byte: 0, column: 0)]
    var isWhole = false
  }

  private struct Key: Hashable {
    let body: ObjectIdentifier
    let line: Int
  }

  private let width: Int
  private let tabs: Int
  private let known = Mutex<[Key: Known]>([:])
  /// Lines remembered at the most.
  private static let memory = 4096

  /// Cuts to a width in cells.
  init(width: Int, tabs: Int) {
    self.width = max(1, width)
    self.tabs = tabs
  }

  /// The piece of a line by its number; nil past the last.
  func start(of piece: Int, ofLine line: Int, in body: DiffBody) -> Start? {
    starts(of: line, in: body, upTo: piece) { piece < $0.count ? $0[piece] : nil }
  }

  /// How many pieces a line has.
  func count(ofLine line: Int, in body: DiffBody) -> Int {
    starts(of: line, in: body, upTo: .max) { $0.count }
  }

  private func starts<Result: Sendable>(
    of line: Int, in body: DiffBody, upTo piece: Int, _ use: ([Start]) -> Result
  ) -> Result {
    let key = Key(body: ObjectIdentifier(body), line: line)
    return known.withLock { known in
      if known.count > Self.memory { known = [:] }
      var entry = known[key] ?? Known()
      if !entry.isWhole, entry.starts.count <= piece, let patch = body.patch {
        known[key] = nil
        patch.bytes(of: patch.lines[line]).withUnsafeBufferPointer {
          extend(&entry, $0, upTo: piece)
        }
        known[key] = entry
      }
      return use(entry.starts)
    }
  }

  private func extend(
    _ entry: inout Known, _ bytes: UnsafeBufferPointer<UInt8>, upTo piece: Int
  ) {
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
