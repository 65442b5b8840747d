import Git

/// Highlighted texts by their blobs, within a budget of lines: what wasn't looked at for the longest time goes first.
package struct HighlightCache: Sendable {
  /// A text in a language.
  package struct Key: Hashable, Sendable {
    /// The blob.
    package let blob: ObjectID
    /// What its name says about its language.
    package let name: SourceName

    /// A blob under a name.
    package init(_ blob: ObjectID, _ name: SourceName) {
      self.blob = blob
      self.name = name
    }
  }

  private struct Entry {
    let text: HighlightedText?
    var use: Int

    /// Each entry takes some room, one for a text that can't be highlighted too.
    var cost: Int { 10 + (text.map { $0.lineCount + $0.pieceCount / 4 } ?? 0) }
  }

  private let budget: Int
  private var entries: [Key: Entry] = [:]
  /// Uses in their order; those that a later use of the same text has made worthless among them.
  private var uses: [(key: Key, use: Int)] = []
  private var useCount = 0
  /// The lines that all texts have, and some for each text.
  package private(set) var cost = 0

  /// An empty cache.
  ///
  /// - Parameter budget: Lines of all its texts at the most.
  package init(lines budget: Int) { self.budget = budget }

  /// A text, or that there is none: nil where the cache doesn't know of it, nil in an optional where it can't be
  /// highlighted.
  package mutating func find(_ key: Key) -> HighlightedText?? {
    guard let entry = entries[key] else { return nil }
    note(key)
    return .some(entry.text)
  }

  /// Keeps a text, or that it can't be highlighted. One that is larger than the budget isn't kept.
  package mutating func keep(_ text: HighlightedText?, for key: Key) {
    let entry = Entry(text: text, use: 0)
    guard entry.cost <= budget else { return }
    cost += entry.cost - (entries[key]?.cost ?? 0)
    entries[key] = entry
    note(key)
    var worthless = 0
    while cost > budget, worthless < uses.count {
      let (oldest, use) = uses[worthless]
      worthless += 1
      guard let entry = entries[oldest], entry.use == use else { continue }
      cost -= entry.cost
      entries[oldest] = nil
    }
    uses.removeFirst(worthless)
  }

  private mutating func note(_ key: Key) {
    useCount += 1
    entries[key]?.use = useCount
    uses.append((key, useCount))
    guard uses.count > 2 * entries.count + 64 else { return }
    uses.removeAll { entries[$0.key]?.use != $0.use }
  }
}
