import Git
import Rules

extension PinSearch {
  /// What is known about files before the search.
  package struct Rules {
    /// Whether a file counts, told by its place's index and its path from there; files known to be
    /// edge-specific or outside don't.
    let isCompared: (Int, RepoPath) -> Bool
    /// Whether files that the copy lacks are missing, rather than left out on purpose.
    let areComplete: Bool

    private init(areComplete: Bool, isCompared: @escaping (Int, RepoPath) -> Bool) {
      self.areComplete = areComplete
      self.isCompared = isCompared
    }

    /// Nothing is known.
    package static var none: Rules { Rules(areComplete: false) { _, _ in true } }

    /// A manifest's rules; the places are its mappings, in their order.
    package init(_ manifest: Manifest) {
      let classifier = Classifier(manifest)
      self.init(areComplete: true) { index, path in
        classifier.isSynced(manifest.mappings[index].from.appending(path), mapping: index)
      }
    }

    /// Patterns of edge-specific files, relative to the edge repo's root.
    package init(edge: PatternList, places: [Place]) {
      self.init(areComplete: false) { index, path in
        edge.match(places[index].to.appending(path)) == nil
      }
    }
  }
}
