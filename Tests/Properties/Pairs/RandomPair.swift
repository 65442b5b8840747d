import Support

/// A made-up upstream, the manifests that its edge repo has one after the other, and paths where a person
/// has files of their own: the same for the same seed.
package struct RandomPair: Sendable {
  /// The seed.
  package let seed: Int
  /// Upstream.
  package let history: RandomHistory
  /// The manifests, in the order in which they are committed.
  package let versions: [PairRules]
  /// Where the edge repo may have files of its own.
  package let ownPaths: [[UInt8]]

  /// The pair of a seed.
  package init(seed: Int) {
    self.seed = seed
    var random = SeededGenerator(seed: seed)
    history = RandomHistory(
      seed: Int(random.next() >> 2), length: 10 + random.below(10),
      hasSubmodules: random.chance(10), isWild: true)
    var versions = [PairRules(&random)]
    for _ in 0..<2 { versions.append(versions[versions.count - 1].changed(&random)) }
    self.versions = versions
    var own = ["README.md", "notes.md", "scripts/run.sh", "config/edge.yml", ".gitignore"]
      .map { Array($0.utf8) }
    for mapping in versions.flatMap(\.mappings).shuffled(using: &random).prefix(8) {
      own.append(RawPath.joined(mapping.to, random.pick(HistoryNames.paths)))
    }
    let known = history.commits.flatMap(\.tree.paths)
    for mapping in versions.flatMap(\.mappings) {
      // Where upstream has a file at one time or another.
      let below = known.compactMap { RawPath.below(mapping.from, $0) }.filter { !$0.isEmpty }
        .sorted { $0.lexicographicallyPrecedes($1) }
      if !below.isEmpty { own.append(RawPath.joined(mapping.to, random.pick(below))) }
    }
    ownPaths = own.filter { !$0.isEmpty && !PairRules.ownFiles.contains($0) }
  }

  /// Puts every question that the pair's rules raise.
  package func ask(_ answers: inout PatternAnswers) {
    var edgePaths = Set(ownPaths).union(PairRules.ownFiles)
    let upstreamPaths = Set(history.commits.flatMap(\.tree.paths))
    let mappings = versions.flatMap(\.mappings)
    // A mapping may be asked about where an earlier manifest had it, too.
    let placed = Set(
      mappings.flatMap { mapping in
        mappings.filter { $0.name == mapping.name }.map { mapping.moved(to: $0.from) }
      })
    for mapping in placed {
      for path in upstreamPaths {
        guard let below = RawPath.below(mapping.from, path) else { continue }
        edgePaths.insert(RawPath.joined(mapping.to, below))
        answers.ask(mapping.exclude, about: mapping.shown(below))
        answers.ask(mapping.include ?? [], about: mapping.shown(below))
      }
    }
    for rules in versions {
      for path in edgePaths { answers.ask(rules.edge, about: path) }
    }
    for mapping in placed {
      for path in edgePaths {
        guard let below = RawPath.below(mapping.to, path) else { continue }
        answers.ask(mapping.edge, about: mapping.shown(below))
      }
    }
  }
}
