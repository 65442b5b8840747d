import Git
import Rules
import Text
import Upstream

extension ManifestProposal {
  /// The text of a manifest in submodule mode, changed to selective mode: all but the mode, the submodule
  /// and the mappings stays as people wrote it.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - manifest: The manifest that it is.
  ///   - places: Where a mapping's files come to stand, by their place upstream; where upstream has them
  ///     unless given.
  /// - Throws: ``InitError/unwritable`` where the text isn't written line by line, as in one pair of braces.
  package static func selectiveText(
    _ text: String, of manifest: Manifest, places: [RepoPath: RepoPath]
  ) throws -> String {
    var lines: [String] = []
    var isSkipping = false
    // Comments belong to what follows them.
    var comments: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if isSkipping {
        switch line.utf8.first {
        case UInt8(ascii: "#"), nil:
          comments.append(String(line))
          continue
        case UInt8(ascii: " "), UInt8(ascii: "-"):
          comments = []
          continue
        default:
          lines += comments
          comments = []
          isSkipping = false
        }
      }
      if line.hasPrefix("mode:") {
        lines.append("mode: selective")
      } else if line.hasPrefix("submodule:") {
        isSkipping = true
      } else if line.hasPrefix("mappings:") {
        lines += Self.lines(of: manifest.mappings, places: places)
        isSkipping = true
      } else {
        lines.append(String(line))
      }
    }
    lines += comments
    let changed = lines.joined(separator: "\n")
    let made = try? Manifest(parsing: Array(changed.utf8))
    // Whatever the text looks like: what is read from it has to be what was meant.
    guard let made, made.mode == .selective, made.upstream == manifest.upstream,
      made.checks.map(\.canonical) == manifest.checks.map(\.canonical),
      made.changelog == manifest.changelog,
      made.landings == manifest.landings, made.forge == manifest.forge,
      made.failedOffer == manifest.failedOffer,
      made.edge.patterns.map(Self.words) == manifest.edge.patterns.map(Self.words),
      made.mappings.map(Self.rules) == manifest.mappings.map(Self.rules)
    else { throw InitError.unwritable }
    return changed
  }

  /// All that a mapping says but where its files stand.
  private static func rules(of mapping: Mapping) -> [[String]] {
    [
      [mapping.name, text(of: mapping.from)], mapping.include.patterns.map(\.source),
      mapping.exclude.patterns.map(\.source), mapping.edge.patterns.flatMap(words),
    ]
  }

  /// All that an entry of `edge` says.
  private static func words(of pattern: Pattern) -> [String] {
    [pattern.source, pattern.reason ?? "", pattern.owner ?? ""]
  }

  private static func lines(
    of mappings: [Mapping], places: [RepoPath: RepoPath]
  ) -> [String] {
    var lines = ["mappings:"]
    for mapping in mappings {
      lines += [
        "  - name: \(YAMLText.scalar(mapping.name))",
        "    from: \(YAMLText.scalar(text(of: mapping.from)))",
        "    to: \(YAMLText.scalar(text(of: places[mapping.from] ?? mapping.from)))",
      ]
      if !mapping.include.takesEverything {
        lines += list("include", mapping.include.patterns.map(\.source), indent: "    ")
      }
      lines += list("exclude", mapping.exclude.patterns.map(\.source), indent: "    ")
      if !mapping.edge.isEmpty { lines.append("    edge:") }
      lines += mapping.edge.patterns.map { "      - " + entry($0) }
    }
    return lines
  }

  /// An entry of `edge` as a manifest has it.
  private static func entry(_ pattern: Pattern) -> String {
    let source = YAMLText.scalar(pattern.source)
    let parts = [("reason", pattern.reason), ("owner", pattern.owner)].compactMap { key, text in
      text.map { "\(key): \(YAMLText.scalar($0))" }
    }
    return parts.isEmpty ? source : "{ pattern: \(source), \(parts.joined(separator: ", ")) }"
  }
}
