import Git

/// Finds the last of many rules that names a path: those without a wildcard, which a list of names is made of,
/// are looked up and not tried one by one.
struct PatternSearch: Sendable {
  /// Rules that are tried one by one, which is quicker for a few.
  private static let fewPatterns = 8

  /// The rules that have to be tried, with their places, ascending.
  private let tried: [(index: Int, pattern: Pattern)]
  /// The places of rules that are whole paths, and of those that are names alone, ascending.
  private let paths: [[UInt8]: [Int]]
  private let names: [[UInt8]: [Int]]
  private let patterns: [Pattern]

  init(_ patterns: [Pattern]) {
    self.patterns = patterns
    let all = Array(patterns.enumerated()).map { (index: $0.offset, pattern: $0.element) }
    guard patterns.count > Self.fewPatterns else {
      (tried, paths, names) = (all, [:], [:])
      return
    }
    var tried: [(index: Int, pattern: Pattern)] = []
    var paths: [[UInt8]: [Int]] = [:]
    var names: [[UInt8]: [Int]] = [:]
    for (index, pattern) in all {
      switch pattern.literal {
      case .path(let path): paths[path, default: []].append(index)
      case .name(let name): names[name, default: []].append(index)
      case nil: tried.append((index, pattern))
      }
    }
    (self.tried, self.paths, self.names) = (tried, paths, names)
  }

  /// The place of the last rule that names a path itself.
  func last(_ path: ArraySlice<UInt8>, isFolder: Bool) -> Int? {
    var best: Int?
    func take(_ indices: [Int]?) {
      let found = indices?.last { patterns[$0].matches(path, isFolder: isFolder) }
      if let found, found > best ?? -1 { best = found }
    }
    if !paths.isEmpty { take(paths[Array(path)]) }
    if !names.isEmpty {
      let name = path.lastIndex(of: UInt8(ascii: "/")).map { path[($0 + 1)...] } ?? path
      take(names[Array(name)])
    }
    for (index, pattern) in tried.reversed() {
      if let best, index < best { break }
      if pattern.matches(path, isFolder: isFolder) { return index }
    }
    return best
  }
}
