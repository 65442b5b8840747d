import Support

/// The rules of a made-up manifest, as text alone: what its patterns take is git's to say.
package struct PairRules: Hashable, Sendable {
  /// A mapping.
  package struct Mapping: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// The folder or file upstream; empty for the root.
    package let from: [UInt8]
    /// Where it lands; empty for the edge repo's root.
    package let to: [UInt8]
    /// What is taken; nil for everything.
    package var include: [String]?
    /// What is left out.
    package var exclude: [String] = []
    /// What the edge repo owns.
    package var edge: [String] = []

    /// What patterns see of a path below the mapping's folder: of a mapped file, its name.
    package func shown(_ below: [UInt8]) -> [UInt8] {
      below.isEmpty ? RawPath.name(of: from) : below
    }

    /// The mapping from another place upstream.
    package func moved(to place: [UInt8]) -> Mapping {
      Mapping(
        name: name, from: place, to: to, include: include, exclude: exclude, edge: edge)
    }
  }

  /// The mappings, in their order.
  package var mappings: [Mapping]
  /// What the edge repo owns, from its root.
  package var edge: [String]

  /// Files that edgesync writes, and people with it.
  package static let ownFiles = ["edgesync.yml", "edgesync.lock", "docs/sync-changelog.md"]
    .map { Array($0.utf8) }

  // MARK: Made up

  private static let sources = [
    "svc", "svc/api", "svc/api/utils", "svc/api.old", "svc/web", "lib", "lib/deep", "lib/deep/er",
    ".", "a", "a.txt", "svc/api/a", "A.TXT", "svc/Dockerfile", "svc/café.txt",
  ]
  private static let targets = [
    "services/api", "services", "services/api/nested", "lib", "vendor/platform", "web", "x/y/z",
    "third/a.txt", ".", "caf\u{e9}", "svc", "Services",
  ]

  /// Rules of a manifest.
  package init(_ random: inout SeededGenerator) {
    mappings = []
    edge = []
    let count = random.chance(30) ? 1 : 1 + random.below(4)
    for number in 0..<count {
      let from = random.pick(Self.sources)
      let to = random.chance(15) ? from : random.pick(Self.targets)
      let mapping = Self.mapping("m\(number)", from, to, &random)
      if !mappings.contains(where: { $0.from == mapping.from && $0.to == mapping.to }) {
        mappings.append(mapping)
      }
    }
    if random.chance(45) { edge = Self.patterns(upTo: 3, &random) }
  }

  private static func mapping(
    _ name: String, _ from: String, _ to: String, _ random: inout SeededGenerator
  ) -> Mapping {
    var mapping = Mapping(
      name: name, from: from == "." ? [] : Array(from.utf8), to: to == "." ? [] : Array(to.utf8))
    if random.chance(30) { return mapping }
    if random.chance(30) { mapping.include = patterns(upTo: 4, &random) }
    if random.chance(45) { mapping.exclude = patterns(upTo: 3, &random) }
    if random.chance(60) { mapping.edge = patterns(upTo: 3, &random) }
    return mapping
  }

  /// Other rules of the same repo: one thing of a manifest changed.
  package func changed(_ random: inout SeededGenerator) -> PairRules {
    var rules = self
    let index = random.below(mappings.count)
    let mapping = mappings[index]
    let text = { (path: [UInt8]) in path.isEmpty ? "." : String(decoding: path, as: UTF8.self) }
    switch random.below(8) {
    case 0:
      rules.mappings[index].include = random.chance(40) ? nil : Self.patterns(upTo: 3, &random)
    case 1: rules.mappings[index].exclude = Self.patterns(upTo: 3, &random)
    case 2: rules.mappings[index].edge = Self.patterns(upTo: 3, &random)
    case 3: rules.edge = random.chance(30) ? [] : Self.patterns(upTo: 3, &random)
    case 4:
      // The same files in another place.
      rules.mappings[index] = Mapping(
        name: mapping.name, from: mapping.from, to: Array(random.pick(Self.targets).utf8),
        include: mapping.include, exclude: mapping.exclude, edge: mapping.edge)
      if rules.mappings[index].to == [0x2E] { return changed(&random) }
    case 5:
      // Other files in the same place.
      let from = random.pick(Self.sources)
      rules.mappings[index] = Self.mapping(mapping.name, from, text(mapping.to), &random)
    case 6 where mappings.count > 1: rules.mappings.remove(at: index)
    default:
      rules.mappings.append(
        Self.mapping(
          "n\(random.below(1000))", random.pick(Self.sources), random.pick(Self.targets), &random))
    }
    let places = rules.mappings.map { [$0.from, $0.to] }
    return Set(places).count == places.count ? rules : self
  }

  // MARK: Patterns

  private static let words = [
    "a", "b", "a.txt", "b.py", "c.py", "A.TXT", "Dockerfile", "requirements.txt", "café.txt",
    "with space", "utils", "api", "svc", "deep", "er", "lib", "web", "main.c",
  ]
  private static let oddWords = [
    "*", "*.py", "*.txt", "?", "[ab]", "[!a]*", "[a-c].py", "**", "caf*", "*e*", "a*", "\\#hash",
    "\\!bang", "-dash", "back\\\\slash", "\\[x\\]\\*.py", "100%.txt", "quote\"d",
    ".gitignored", "[[:upper:]]*", "*.*", "??*", "[x]*.py", "requirements.txt ",
  ]

  private static func patterns(upTo count: Int, _ random: inout SeededGenerator) -> [String] {
    (0...random.below(count)).map { _ in pattern(&random) }
  }

  private static func pattern(_ random: inout SeededGenerator) -> String {
    let word = { (random: inout SeededGenerator) in
      random.pick(random.chance(65) ? Self.words : Self.oddWords)
    }
    var text: String
    switch random.below(12) {
    case 0, 1, 2, 3: text = word(&random)
    case 4: text = "/" + word(&random)
    case 5: text = word(&random) + "/"
    case 6: text = word(&random) + "/" + word(&random)
    case 7: text = "**/" + word(&random)
    case 8: text = word(&random) + "/**"
    case 9: text = word(&random) + "/**/" + word(&random)
    case 10: text = "/" + word(&random) + "/*"
    default: text = "**/" + word(&random) + "/*/"
    }
    return (random.chance(12) ? "!" : "") + text
  }

  // MARK: The manifest

  /// The manifest's text.
  package func text(url: String, branch: String) -> String {
    let quoted = { (text: String) in "'" + text.replacing("'", with: "''") + "'" }
    let list = { (patterns: [String]) in
      "[" + patterns.map { quoted($0) }.joined(separator: ", ") + "]"
    }
    let path = { (path: [UInt8]) in
      quoted(path.isEmpty ? "." : String(decoding: path, as: UTF8.self))
    }
    var lines = [
      "version: 1", "upstream: { url: \(quoted(url)), branch: \(quoted(branch)) }", "mappings:",
    ]
    for mapping in mappings {
      lines += [
        "  - name: \(mapping.name)", "    from: \(path(mapping.from))",
        "    to: \(path(mapping.to))",
      ]
      if let include = mapping.include { lines.append("    include: \(list(include))") }
      lines += ["    exclude: \(list(mapping.exclude))", "    edge: \(list(mapping.edge))"]
    }
    lines.append("edge: \(list(edge))")
    return lines.joined(separator: "\n") + "\n"
  }
}
