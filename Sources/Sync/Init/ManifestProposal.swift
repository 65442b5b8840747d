import Git
import Text

/// The manifest that `init` proposes, as text for people to go on with.
package struct ManifestProposal {
  /// A mapping with the entries that were found for it.
  package struct ProposedMapping {
    /// Its name.
    package let name: String
    /// Where it stands.
    package let place: PinSearch.Place
    /// Patterns of files left out.
    package var exclude: [String] = []
    /// Patterns of the edge repo's own files.
    package var edge: [String] = []

    /// A mapping without entries.
    package init(name: String, place: PinSearch.Place) {
      self.name = name
      self.place = place
    }
  }

  private let upstream: UpstreamAddress
  private let mappings: [ProposedMapping]

  /// The proposal for what was found; without a search's result, nothing is left out or edge-specific.
  ///
  /// - Parameter extraEdge: Patterns that a person asked for, added to every mapping's `edge`.
  package init(
    upstream: UpstreamAddress, places: [PinSearch.Place], found: PinSearch.Found?,
    extraEdge: [String]
  ) {
    self.upstream = upstream
    var names: Set<String> = []
    var mappings = places.map { place in
      ProposedMapping(name: Self.name(of: place, unlike: &names), place: place)
    }
    let tos = places.map(\.to)
    for index in mappings.indices {
      let to = tos[index]
      // A file belongs to the innermost of nested mappings.
      let isOwn: (RepoPath) -> Bool = { path in
        path.isInside(to)
          && !tos.contains { $0 != to && $0.isInside(to) && path.isInside($0) }
      }
      let edgeOnly = (found?.edgeOnly ?? []).filter(isOwn)
      let leftOut = (found?.leftOut ?? []).filter(isOwn)
      // A file of another mapping inside this one's folder keeps the folder from being one entry.
      let others = tos.filter { $0 != to && $0.isInside(to) }
      let taken = found?.shared ?? []
      mappings[index].edge = Self.patterns(edgeOnly, in: to, besides: taken + leftOut + others)
      mappings[index].exclude = Self.patterns(leftOut, in: to, besides: taken + edgeOnly + others)
      mappings[index].edge += extraEdge
    }
    self.mappings = mappings
  }

  /// Names for mappings: the folder's, made unique.
  private static func name(of place: PinSearch.Place, unlike names: inout Set<String>) -> String {
    let path = place.to.isRoot ? place.from : place.to
    let base = path.isRoot ? "all" : SafeText(bytes: path.name).string
    var name = base
    var number = 2
    while !names.insert(name).inserted {
      name = "\(base)-\(number)"
      number += 1
    }
    return name
  }

  /// Patterns that name exactly some files: a folder's where everything in it is named, else a file's.
  static func patterns(
    _ paths: [RepoPath], in root: RepoPath, besides others: [RepoPath]
  ) -> [String] {
    var blocked: Set<RepoPath> = []
    for other in others {
      var folder = other
      while !folder.isRoot, folder != root {
        folder = folder.parent
        if !blocked.insert(folder).inserted { break }
      }
    }
    var patterns: [String] = []
    var known: Set<RepoPath> = []
    for path in paths {
      // The outermost folder that holds nothing else.
      var entry = path
      var folder = path.parent
      while folder != root, !folder.isRoot, folder.isInside(root), !blocked.contains(folder) {
        entry = folder
        folder = folder.parent
      }
      guard known.insert(entry).inserted, let relative = entry.relative(to: root) else { continue }
      let name = relative.isRoot ? RepoPath(entry.name) : relative
      patterns.append("/" + escaped(name) + (entry == path ? "" : "/"))
    }
    return patterns
  }

  /// A path as a pattern that means nothing but itself.
  private static func escaped(_ path: RepoPath) -> String {
    var text = ""
    for scalar in String(decoding: path.bytes, as: UTF8.self).unicodeScalars {
      if "*?[\\".unicodeScalars.contains(scalar) { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text.hasSuffix(" ") ? text.dropLast() + "\\ " : text
  }

  /// The file's text.
  package var text: String {
    var lines = [
      "# What this repo takes from upstream; see `edgesync help`.",
      "version: 1",
      "upstream:",
      "  url: \(YAMLText.scalar(upstream.url))",
      "  branch: \(YAMLText.scalar(upstream.branch))",
      "mode: selective",
      "mappings:",
    ]
    for mapping in mappings {
      let from = Self.text(of: mapping.place.from)
      let to = Self.text(of: mapping.place.to)
      lines += [
        "  - name: \(YAMLText.scalar(mapping.name))", "    from: \(YAMLText.scalar(from))",
        "    to: \(YAMLText.scalar(to))",
      ]
      lines += Self.list("exclude", mapping.exclude, indent: "    ")
      lines += Self.list("edge", mapping.edge, indent: "    ")
    }
    lines += [
      "# Files anywhere in this repo that no sync touches:",
      "edge: []",
      "changelog: docs/sync-changelog.md",
      "# Commands that a candidate has to pass before it lands, such as",
      "#   - { name: unit tests, run: make test, timeout: 10m }",
      "checks: []",
      "land: { weekly: commit }",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ key: String, _ patterns: [String], indent: String) -> [String] {
    if patterns.isEmpty { return [] }
    return ["\(indent)\(key):"] + patterns.map { "\(indent)  - \(YAMLText.scalar($0))" }
  }

  private static func text(of path: RepoPath) -> String {
    path.isRoot ? "." : String(decoding: path.bytes, as: UTF8.self)
  }
}
