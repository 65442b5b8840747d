import SystemPackage
import Text

/// What git keeps of commits beside them, so that a walk needn't read them: their trees, parents, times and
/// generation numbers, and filters of the paths that they change (gitformat-commit-graph(5)).
///
/// A position names a commit in it. The commits that a commit in it leads to are in it as well.
package struct CommitGraph: Sendable {
  private let layers: [CommitGraphLayer]
  /// The position of each layer's first commit.
  private let starts: [Int]
  private let usesCorrectedDates: Bool
  /// How many commits it has.
  package let count: Int

  /// Layers, the lowest first.
  init(_ layers: [CommitGraphLayer]) throws(CommitGraphFault) {
    var starts: [Int] = []
    var count = 0
    for (index, layer) in layers.enumerated() {
      guard layer.base == layers[..<index].map(\.checksum) else {
        throw CommitGraphFault(reason: "a layer of it has the wrong base")
      }
      starts.append(count)
      count += layer.count
    }
    self.layers = layers
    self.starts = starts
    self.count = count
    usesCorrectedDates = layers.allSatisfy(\.hasCorrectedDates)
    if !usesCorrectedDates, let lowest = layers.first, lowest.count > 0, lowest.level(at: 0) == 0 {
      throw CommitGraphFault(reason: "it has no generation numbers")
    }
  }

  /// Where a commit stands; nil where it isn't in it.
  package func position(of id: ObjectID) -> Int? {
    for index in layers.indices.reversed() {
      if let position = layers[index].position(of: id) { return starts[index] + position }
    }
    return nil
  }

  /// The id of the commit at a position.
  package func id(at position: Int) -> ObjectID {
    let (layer, place) = place(of: position)
    return layer.id(at: place)
  }

  /// The id of a commit's tree.
  package func tree(at position: Int) -> ObjectID {
    let (layer, place) = place(of: position)
    return layer.tree(at: place)
  }

  /// When a commit was made, in seconds since 1970.
  package func time(at position: Int) -> Int {
    let (layer, place) = place(of: position)
    return layer.time(at: place)
  }

  /// A number that is greater than that of each commit which the commit leads to.
  package func generation(at position: Int) -> UInt64 {
    let (layer, place) = place(of: position)
    return usesCorrectedDates ? layer.correctedDate(at: place) ?? .max : layer.level(at: place)
  }

  /// Positions of a commit's parents, in order.
  ///
  /// - Throws: ``GitError/malformed(object:reason:)`` where they aren't in it.
  package func parents(at position: Int) throws(GitError) -> [Int] {
    let (layer, place) = place(of: position)
    guard let parents = layer.parents(at: place), parents.allSatisfy({ $0 < count }) else {
      throw .malformed(object: "the commit-graph", reason: "it lacks parents of a commit")
    }
    return parents
  }

  /// Whether a commit can have changed any of some paths beside its first parent; it surely hasn't where
  /// this is false.
  package func mayChange(_ paths: [ChangedPath], at position: Int) -> Bool {
    let (layer, place) = place(of: position)
    guard let settings = layer.filterSettings, let filter = layer.filter(at: place) else {
      return true
    }
    return paths.contains { $0.mayBe(in: filter, settings) }
  }

  /// The filter of a commit; nil where it has none, or one that ``ChangedPath/filter(of:)`` wouldn't make.
  func filter(at position: Int) -> [UInt8]? {
    let (layer, place) = place(of: position)
    guard layer.filterSettings == .init(version: 2, hashes: 7) else { return nil }
    return layer.filter(at: place).map(Array.init)
  }

  private func place(of position: Int) -> (layer: CommitGraphLayer, place: Int) {
    var index = layers.count - 1
    while starts[index] > position { index -= 1 }
    return (layers[index], position - starts[index])
  }
}
