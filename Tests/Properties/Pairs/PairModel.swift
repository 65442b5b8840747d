import Support

/// What a pair's rules make of upstream's commits, told in the plainest way from git's trees and git's
/// own answers on patterns.
package struct PairModel: Sendable {
  /// A file that upstream owns.
  package struct Synced: Hashable, Sendable {
    /// Its path upstream.
    package let upstreamPath: [UInt8]
    /// What git's tree has there.
    package let listed: ListedFile
    /// Its bytes.
    package let file: HistoryFile
    /// The mapping's place in the manifest.
    package let mapping: Int
  }

  /// What the edge repo holds of a commit.
  package enum Wanted: Sendable {
    /// These files, by their paths there.
    case files([[UInt8]: Synced])
    /// Nothing, for the mappings claim one place twice, or give a file no name.
    case clash
  }

  private enum Group { case synced, edge, outside }

  /// The pair.
  package let pair: RandomPair
  /// Each commit's files by their paths.
  package let listings: [[[UInt8]: ListedFile]]
  private let answers: PatternAnswers

  /// A pair's model.
  ///
  /// - Parameter listings: What git's trees hold, for each commit.
  package init(
    _ pair: RandomPair, listings: [[[UInt8]: ListedFile]], _ answers: PatternAnswers
  ) {
    self.pair = pair
    self.listings = listings
    self.answers = answers
  }

  /// Whether a file of the edge repo is its own.
  package func isEdgeSpecific(_ path: [UInt8], _ rules: PairRules) throws -> Bool {
    if PairRules.ownFiles.contains(path) { return true }
    if try answers.takes(rules.edge, path) { return true }
    return try rules.mappings.contains { mapping in
      guard let below = RawPath.below(mapping.to, path) else { return false }
      return try answers.takes(mapping.edge, mapping.shown(below))
    }
  }

  private func group(
    of below: [UInt8], at path: [UInt8], in mapping: PairRules.Mapping, _ rules: PairRules
  ) throws -> Group {
    if try isEdgeSpecific(path, rules) { return .edge }
    let shown = mapping.shown(below)
    if try answers.takes(mapping.exclude, shown) { return .outside }
    if let include = mapping.include, try !answers.takes(include, shown) { return .outside }
    return .synced
  }

  /// What the edge repo has to hold of a commit.
  package func wanted(at commit: Int, _ rules: PairRules) throws -> Wanted {
    var files: [[UInt8]: Synced] = [:]
    for (index, mapping) in rules.mappings.enumerated() {
      for (path, listed) in listings[commit] {
        guard let below = RawPath.below(mapping.from, path) else { continue }
        let place = RawPath.joined(mapping.to, below)
        if place.isEmpty { return .clash }
        guard try group(of: below, at: place, in: mapping, rules) == .synced else { continue }
        guard files[place] == nil, let file = pair.history.commits[commit].tree.files[path] else {
          return .clash
        }
        files[place] = Synced(upstreamPath: path, listed: listed, file: file, mapping: index)
      }
    }
    for path in files.keys where RawPath.folders(of: path).contains(where: { files[$0] != nil }) {
      return .clash
    }
    return .files(files)
  }

  /// Upstream's files that the edge repo keeps versions of its own of, by their paths there.
  package func overrides(at commit: Int, _ rules: PairRules) throws -> [[UInt8]: ListedFile] {
    var found: [[UInt8]: ListedFile] = [:]
    for mapping in rules.mappings {
      for (path, listed) in listings[commit] {
        guard let below = RawPath.below(mapping.from, path) else { continue }
        let place = RawPath.joined(mapping.to, below)
        if !place.isEmpty, try isEdgeSpecific(place, rules) { found[place] = listed }
      }
    }
    return found
  }

  /// Whether a file that was synced has to go where it isn't wanted any more: upstream deleted what the rules take
  /// for its place at the pin, or its mapping puts it elsewhere. What the manifest merely stopped taking stays.
  package func hasToGo(
    _ file: Synced, from path: [UInt8], _ rules: PairRules, atPin: PairRules, pin: Int,
    to commit: Int
  ) throws -> Bool {
    if try isEdgeSpecific(path, rules) { return false }
    for mapping in atPin.mappings {
      guard let below = RawPath.below(mapping.to, path) else { continue }
      let source = RawPath.joined(mapping.from, below)
      if listings[pin][source] != nil, listings[commit][source] == nil,
        try group(of: below, at: path, in: mapping, atPin) == .synced
      {
        return true
      }
    }
    var isElsewhere = false
    // Where upstream moved its folder since, the file is where it was at the pin.
    for mapping in atPin.mappings {
      guard let below = RawPath.below(mapping.from, file.upstreamPath) else { continue }
      let place = RawPath.joined(mapping.to, below)
      if place == path { return false }
      if try group(of: below, at: place, in: mapping, atPin) == .synced { isElsewhere = true }
    }
    return isElsewhere
  }

  /// The rules with mappings that have nothing at the pin yet taken to where the lock's maker had them.
  package func atPin(_ rules: PairRules, _ pin: Int, madeBy maker: PairRules) -> PairRules {
    var rules = rules
    for (index, mapping) in rules.mappings.enumerated()
    where isFolder(mapping.from, at: pin) == nil {
      let before = maker.mappings.first { $0.name == mapping.name }
      if let before { rules.mappings[index] = mapping.moved(to: before.from) }
    }
    return rules
  }

  /// The names of mappings of which a commit has a file to sync.
  package func filled(at commit: Int, _ rules: PairRules) throws -> Set<String> {
    var names: Set<String> = []
    for mapping in rules.mappings {
      for path in listings[commit].keys {
        guard let below = RawPath.below(mapping.from, path) else { continue }
        let place = RawPath.joined(mapping.to, below)
        if try group(of: below, at: place, in: mapping, rules) == .synced {
          names.insert(mapping.name)
        }
      }
    }
    return names
  }

  /// Whether a folder, or a file, that mappings take is in a commit: true for a folder, nil for nothing.
  private func isFolder(_ path: [UInt8], at commit: Int) -> Bool? {
    if path.isEmpty { return true }
    if let listed = listings[commit][path] { return listed.mode == "160000" ? nil : false }
    return listings[commit].keys.contains { $0.starts(with: path + [0x2F]) } ? true : nil
  }

  /// Whether upstream has in a commit what each mapping takes, a folder where it had one at the pin.
  package func isWhole(_ commit: Int, besidePin pin: Int, _ rules: PairRules) -> Bool {
    rules.mappings.allSatisfy { mapping in
      guard let isFolder = isFolder(mapping.from, at: commit) else { return false }
      return self.isFolder(mapping.from, at: pin).map { $0 == isFolder } ?? true
    }
  }

  /// Whether an edge path lies where a mapping puts files of which a commit has none.
  package func isMissing(_ path: [UInt8], at commit: Int, _ rules: PairRules) -> Bool {
    rules.mappings.contains {
      RawPath.below($0.to, path) != nil && isFolder($0.from, at: commit) == nil
    }
  }

  /// Whether an edge path is where a mapping would put a file that upstream has, synced or not.
  package func hasCounterpart(
    _ path: [UInt8], at commit: Int, _ rules: PairRules
  ) -> Bool {
    rules.mappings.contains { mapping in
      guard let below = RawPath.below(mapping.to, path) else { return false }
      return listings[commit][RawPath.joined(mapping.from, below)] != nil
    }
  }

  /// Whether a path lies where a mapping puts files.
  package static func isMapped(_ path: [UInt8], _ rules: PairRules) -> Bool {
    rules.mappings.contains { RawPath.below($0.to, path) != nil }
  }
}
