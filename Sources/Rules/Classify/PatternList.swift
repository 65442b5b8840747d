import Git

/// A list of ignore rules, read as git reads a `.gitignore`: the last rule that names a path decides,
/// and what lies in a folder that is matched can't be taken back.
package struct PatternList: Hashable, Sendable {
  /// The rules in their order.
  package let patterns: [Pattern]
  /// How the rules are found; derived from them.
  private let search: PatternSearch

  /// A list from its rules.
  package init(_ patterns: [Pattern]) {
    self.patterns = patterns
    search = PatternSearch(patterns)
  }

  /// A list from patterns as written.
  package init(_ sources: [String]) {
    self.init(sources.compactMap { Pattern($0) })
  }

  /// Whether two lists have the same rules.
  package static func == (left: PatternList, right: PatternList) -> Bool {
    left.patterns == right.patterns
  }

  /// Hashes the rules.
  package func hash(into hasher: inout Hasher) { hasher.combine(patterns) }

  /// Whether no path can be matched.
  package var isEmpty: Bool { patterns.isEmpty }

  /// Whether every path is matched, whatever its name.
  package var takesEverything: Bool {
    patterns.count == 1 && ["**", "*", "/**"].contains(patterns[0].source)
  }

  /// The rule that matches a file's path, or a folder that it lies in; nil where none does.
  package func match(_ path: RepoPath) -> Pattern? {
    let bytes = path.bytes
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") {
      if let pattern = lastMatch(bytes[..<index], isFolder: true), !pattern.isNegated {
        return pattern
      }
    }
    guard let pattern = lastMatch(bytes[...], isFolder: false), !pattern.isNegated else {
      return nil
    }
    return pattern
  }

  private func lastMatch(_ path: ArraySlice<UInt8>, isFolder: Bool) -> Pattern? {
    search.last(path, isFolder: isFolder).map { patterns[$0] }
  }
}
