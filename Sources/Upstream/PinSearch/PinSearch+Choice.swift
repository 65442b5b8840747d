import Git
import Text

extension PinSearch {
  /// The nearest of some candidates, the one to take first.
  mutating func nearest(
    of candidates: [Candidate], leftOut: [LeftOut]
  ) throws -> [Candidate] {
    var near = near(candidates)
    for place in near.indices {
      var counted = 0
      for index in places.indices {
        let missing = try comparisons[index].countMissing(
          from: near[place].items[index], besides: leftOut[index])
        counted += missing.counted
        near[place].others += missing.others
      }
      near[place].cost = differing(near[place]) * Self.missingPerDiffering + counted
    }
    let least = near.map(\.cost).min() ?? 0
    var equals = near.filter { $0.cost == least }
    if equals.count > 1, equals.contains(where: { differing($0) > 0 }) {
      var lines = LineDistance(from: edge, to: upstream)
      let pairs = try equals.map { candidate in
        try places.indices.flatMap { index in
          try comparisons[index].differences(from: candidate.items[index]).map {
            LineDistance.Pair(copy: $0.copy.id, upstream: $0.upstream?.id)
          }
        }
      }
      let nearest = try lines.nearest(pairs)
      equals = nearest.places.map { equals[$0] }
    }
    // What the copy has nothing of tells the commits before it came from those after it.
    let fewest = equals.map(\.others).min() ?? 0
    let (first, rest) = (
      equals.filter { $0.others == fewest }, equals.filter { $0.others > fewest }
    )
    guard first.count > 1, differing(first[0]) > 0, let match = try matchedEarlier(first) else {
      return first + rest
    }
    return [first[match]] + first[..<match] + first[(match + 1)...] + rest
  }

  /// The place of the first of some candidates that an earlier commit of the edge repo held exactly.
  private func matchedEarlier(_ candidates: [Candidate]) throws -> Int? {
    guard let head = try edge.head().commit else { return nil }
    var range = try CommitRange(edge, from: head, notFrom: [])
    let lookup = PathLookup(places.map(\.to), in: edge)
    var seen: Set<[TreeItem?]> = []
    while let commit = try range.nextNode() {
      let items = try lookup.items(in: commit.tree)
      guard items.contains(where: { $0 != nil }), seen.insert(items).inserted else { continue }
      let copied = try places.enumerated().map { index, place in
        try copiedFiles(place, in: commit.tree).filter { file in
          rules.isCompared(index, file.path) && isKnown(file.path, place: index)
        }
      }
      var past = try comparisons(of: copied)
      for (place, candidate) in candidates.prefix(Self.mostInPast).enumerated() {
        var isExact = true
        for index in places.indices where isExact {
          let numbers = try past[index].compare(candidate.items[index])
          isExact = numbers.modified == 0 && numbers.present == copied[index].count
          if isExact {
            past[index].settle()
            let missing = try past[index].missing(from: candidate.items[index])
            isExact = try missing.isSubset(
              of: comparisons[index].missing(from: candidate.items[index]))
          }
        }
        if isExact { return place }
      }
    }
    return nil
  }

  /// That upstream never had what some places take, with what lists what it has.
  func notUpstream(_ places: [Place], _ tips: SearchedTips) -> InitError {
    let tip = tips.tips.first?.id.short ?? "HEAD"
    return .notUpstream(
      places.map(\.from.text),
      listing: "git -C \(word: upstream.location) ls-tree -r -d --name-only \(tip)")
  }
}
