import Git
import Rules
import Support

/// Random mappings and patterns, with the decision for each path told in the plainest way: what tests
/// hold the classifier against.
package struct RandomRules {
  /// A pattern, and what it means.
  package struct Rule {
    /// The pattern as the manifest holds it.
    package let text: String
    /// Whether it begins with `!`.
    package let isNegated: Bool
    /// Whether it names a file or folder, told by its names from the list's folder down.
    package let names: ([[UInt8]], _ isFolder: Bool) -> Bool

    /// The pattern that names files and folders of a name, wherever they are.
    package static func name(_ name: String) -> Rule {
      Rule(text: name, isNegated: false) { path, _ in path.last == Array(name.utf8) }
    }
  }

  /// A mapping of the manifest.
  package struct MappingRules {
    /// The upstream folder or file; empty for all of upstream.
    package let from: [UInt8]
    /// Its place in the edge repo; empty for the root.
    package let to: [UInt8]
    /// What is taken; nil for everything.
    package var include: [Rule]?
    /// What is left out.
    package var exclude: [Rule] = []
    /// What the edge repo owns.
    package var edge: [Rule] = []

    /// A mapping that takes everything; `.` is the root.
    package init(_ from: String, _ to: String) {
      self.from = from == "." ? [] : Array(from.utf8)
      self.to = to == "." ? [] : Array(to.utf8)
    }
  }

  /// Where an upstream file belongs.
  package struct Place: Hashable {
    /// Its group.
    package let group: FileGroup
    /// Its path in the edge repo; nil where no mapping takes it.
    package let path: RepoPath?

    /// A place from its parts.
    package init(group: FileGroup, path: RepoPath?) {
      self.group = group
      self.path = path
    }
  }

  /// The mappings, in the manifest's order.
  package private(set) var mappings: [MappingRules] = []
  /// What the edge repo owns anywhere in it.
  package private(set) var edge: [Rule] = []
  private var random: SeededGenerator

  /// Rules from their parts.
  package init(_ mappings: [MappingRules], edge: [Rule] = []) {
    random = SeededGenerator(seed: 0)
    self.mappings = mappings
    self.edge = edge
  }

  /// The rules of a seed.
  package init(seed: Int) {
    random = SeededGenerator(seed: seed ^ 0x5EED)
    if random.chance(15) {
      mappings = [mapping(random.pick(["svc", ".", "lib"]), ".")]
    } else {
      let all = [
        ("svc/api", "services/api"), ("lib", "lib"), (".", "vendor/platform"),
        ("a.txt", "third/a.txt"), ("svc/web", "web"), ("svc/api/utils", "tools"), ("a", "x/y/z"),
        ("svc/api.old", "services/old"),
      ]
      for (from, to) in all.shuffled(using: &random).prefix(1 + random.below(3)) {
        mappings.append(mapping(from, to))
      }
    }
    if random.chance(40) { edge = rules(upTo: 2, below: Array("services/api".utf8)) }
  }

  private mutating func mapping(_ from: String, _ to: String) -> MappingRules {
    var mapping = MappingRules(from, to)
    let isPlain = random.chance(30)
    if isPlain { return mapping }
    if random.chance(25) { mapping.include = rules(upTo: 3, below: mapping.from) }
    if random.chance(45) { mapping.exclude = rules(upTo: 3, below: mapping.from) }
    if random.chance(60) { mapping.edge = rules(upTo: 3, below: mapping.from) }
    return mapping
  }

  private mutating func rules(upTo count: Int, below folder: [UInt8]) -> [Rule] {
    (0...random.below(count)).map { _ in rule(below: folder) }
  }

  private mutating func rule(below folder: [UInt8]) -> Rule {
    let name = random.pick([
      "a", "b", "a.txt", "b.py", "Dockerfile", "requirements.txt", "café.txt", "with space",
    ])
    let folderName = random.pick(["utils", "svc", "api", "deep", "a", "lib"])
    let isNegated = random.chance(12)
    let text: String
    let names: ([[UInt8]], Bool) -> Bool
    switch random.below(9) {
    case 0, 1, 2:
      text = name
      names = { path, _ in path.last == Array(name.utf8) }
    case 3:
      text = "/" + name
      names = { path, _ in path == [Array(name.utf8)] }
    case 4:
      text = "\(folderName)/\(name)"
      names = { path, _ in path == [Array(folderName.utf8), Array(name.utf8)] }
    case 5:
      text = folderName + "/"
      names = { path, isFolder in isFolder && path.last == Array(folderName.utf8) }
    case 6:
      text = "*.py"
      names = { path, _ in path.last?.suffix(3).elementsEqual(".py".utf8) ?? false }
    case 7:
      text = "\(folderName)/**"
      names = { path, _ in path.count > 1 && path[0] == Array(folderName.utf8) }
    default:
      text = "**/\(name)"
      names = { path, _ in path.last == Array(name.utf8) }
    }
    return Rule(text: (isNegated ? "!" : "") + text, isNegated: isNegated, names: names)
  }

  // MARK: The decision

  /// Whether a list of rules takes a file: as gitignore(5) says, the last rule that names it decides,
  /// and what is in a folder that is taken can't be taken back.
  package static func takes(_ rules: [Rule], _ path: [[UInt8]]) -> Bool {
    for count in 1...path.count {
      let part = Array(path.prefix(count))
      if let last = rules.last(where: { $0.names(part, count < path.count) }), !last.isNegated {
        return true
      }
    }
    return false
  }

  /// The places of an upstream file, one for each mapping that holds it.
  package func places(of upstreamPath: [UInt8]) -> [Place] {
    var places: [Place] = []
    for mapping in mappings {
      guard let below = Self.below(mapping.from, upstreamPath) else { continue }
      let edgePath = Self.joined(mapping.to, below)
      let shown = below.isEmpty ? [Self.names(upstreamPath).last ?? []] : Self.names(below)
      let own = ["edgesync.yml", "edgesync.lock", "docs/sync-changelog.md"]
      let group: FileGroup
      if own.contains(where: { Array($0.utf8) == edgePath }) || Self.takes(mapping.edge, shown)
        || Self.takes(edge, Self.names(edgePath))
      {
        group = .edge
      } else if Self.takes(mapping.exclude, shown) {
        group = .outside
      } else if let include = mapping.include, !Self.takes(include, shown) {
        group = .outside
      } else {
        group = .synced
      }
      places.append(Place(group: group, path: RepoPath(edgePath)))
    }
    return places.isEmpty ? [Place(group: .outside, path: nil)] : places
  }

  /// Whether a path of the edge repo is edge-specific.
  package func isEdgeSpecific(_ path: [UInt8]) -> Bool {
    let own = ["edgesync.yml", "edgesync.lock", "docs/sync-changelog.md"]
    if own.contains(where: { Array($0.utf8) == path }) { return true }
    if Self.takes(edge, Self.names(path)) { return true }
    return mappings.contains { mapping in
      guard let below = Self.below(mapping.to, path), !below.isEmpty else { return false }
      return Self.takes(mapping.edge, Self.names(below))
    }
  }

  /// The names of a path.
  package static func names(_ path: [UInt8]) -> [[UInt8]] {
    path.split(separator: 0x2F, omittingEmptySubsequences: false).map { Array($0) }
  }

  /// What is left of a path below a folder; empty for the folder itself.
  package static func below(_ folder: [UInt8], _ path: [UInt8]) -> [UInt8]? {
    if folder.isEmpty { return path }
    if path == folder { return [] }
    return path.starts(with: folder + [0x2F]) ? Array(path.dropFirst(folder.count + 1)) : nil
  }

  /// A path below a folder.
  package static func joined(_ folder: [UInt8], _ path: [UInt8]) -> [UInt8] {
    if folder.isEmpty { return path }
    return path.isEmpty ? folder : folder + [0x2F] + path
  }

  // MARK: The manifest

  /// The manifest's text.
  package func text(url: String, branch: String) -> String {
    var lines = [
      "version: 1", "upstream: { url: '\(url)', branch: '\(branch)' }", "mode: selective",
      "mappings:",
    ]
    let list: ([Rule]) -> String = { rules in
      "[" + rules.map { "'\($0.text)'" }.joined(separator: ", ") + "]"
    }
    for (index, mapping) in mappings.enumerated() {
      let path: ([UInt8]) -> String = { $0.isEmpty ? "." : String(decoding: $0, as: UTF8.self) }
      lines += [
        "  - name: m\(index)", "    from: '\(path(mapping.from))'", "    to: '\(path(mapping.to))'",
      ]
      if let include = mapping.include { lines.append("    include: \(list(include))") }
      lines += ["    exclude: \(list(mapping.exclude))", "    edge: \(list(mapping.edge))"]
    }
    lines.append("edge: \(list(edge))")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The manifest, as read from its text.
  package func manifest(url: String = "../upstream", branch: String = "main") throws -> Manifest {
    try Manifest(parsing: Array(text(url: url, branch: branch).utf8))
  }
}
