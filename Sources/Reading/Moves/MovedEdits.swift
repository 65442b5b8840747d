import Git

/// The words that were edited within blocks that moved.
package struct MovedEdits: Sendable {
  /// Edits whose words are compared at the most: nobody reads more of them.
  private static let maximumCount = 10_000

  /// What differs from the line's other version, by patch and line.
  private var ranges: [Int: [Int: [Range<Int>]]] = [:]

  /// No edits.
  package init() {}

  /// Compares the lines of all edits.
  ///
  /// - Parameter read: Gives the bytes of a patch's lines by their indices, without newlines; nil where the patch can't be
  ///   read. It is asked once for each patch that has such lines.
  package init(of blocks: MovedBlocks, read: (_ patch: Int) -> ((Int) -> ArraySlice<UInt8>)?) {
    let edits = blocks.edits.prefix(Self.maximumCount)
    var places: [Int: [MovedBlocks.Place]] = [:]
    for place in edits.flatMap({ [$0.old, $0.new] }) {
      places[place.patch, default: []].append(place)
    }
    // Bytes of these lines alone are kept, and no patch beside another.
    var texts: [MovedBlocks.Place: [ArraySlice<UInt8>]] = [:]
    for (patch, places) in places {
      guard let bytes = read(patch) else { continue }
      for place in places { texts[place] = place.lines.map { ArraySlice(Array(bytes($0))) } }
    }
    for edit in edits {
      guard let old = texts[edit.old], let new = texts[edit.new] else { continue }
      for pair in LinePairing.pairs(of: old, with: new) {
        ranges[edit.old.patch, default: [:]][edit.old.lines.lowerBound + pair.old] = pair.deleted
        ranges[edit.new.patch, default: [:]][edit.new.lines.lowerBound + pair.new] = pair.added
      }
    }
  }

  /// The bytes of a line that its other version doesn't have, ascending and apart; none for a line that wasn't edited in a
  /// move.
  package func ranges(in line: Int, of patch: Int) -> [Range<Int>] { ranges[patch]?[line] ?? [] }
}
