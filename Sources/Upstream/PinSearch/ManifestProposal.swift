import Git
import Rules
import Text

/// The manifest that `init` proposes, as text for people to go on with.
package struct ManifestProposal {
  /// A mapping with the entries that were found for it.
  package struct ProposedMapping {
    /// Its name.
    package let name: String
    /// Where it stands.
    package let place: PinSearch.Place
    /// What was left out.
    package var exclude: [ProposedEntry] = []
    /// The edge repo's own files.
    package var edge: [ProposedEntry] = []

    /// A mapping without entries.
    package init(name: String, place: PinSearch.Place) {
      self.name = name
      self.place = place
    }
  }

  private let upstream: UpstreamAddress
  private let submodule: RepoPath?
  /// The mappings, in their order.
  package let mappings: [ProposedMapping]
  private let edge: [String]

  /// The proposal for what was found; without a search's result, nothing is left out or edge-specific.
  ///
  /// - Parameters:
  ///   - submodule: The submodule that holds the places; nil for selective mode.
  ///   - edge: Patterns that a person asked for.
  package init(
    upstream: UpstreamAddress, places: [PinSearch.Place], found: PinSearch.Found?,
    submodule: RepoPath? = nil, edge: [String]
  ) {
    self.upstream = upstream
    self.submodule = submodule
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
      mappings[index].edge = ProposedEntry.entries(
        edgeOnly, in: to, besides: taken + leftOut + others)
      let submodules = Set(found?.submodules ?? [])
      let entries = ProposedEntry.entries(leftOut, in: to, besides: taken + edgeOnly + others)
      // A submodule keeps a line of its own: it is no file, whatever its name ends with.
      let files = entries.filter { !submodules.contains($0.path) }
      mappings[index].exclude =
        ProposedEntry.joiningKinds(
          files, in: to, besides: taken.filter { $0.isInside(to) } + edgeOnly)
        + entries.filter { submodules.contains($0.path) }
    }
    self.mappings = mappings
    self.edge = edge
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

  /// A path as a pattern that means nothing but itself; what a manifest's text can't hold, a control or
  /// a byte that isn't UTF-8, stands as `?`, which matches one byte.
  static func escaped(_ path: RepoPath) -> String {
    let isText = String(validating: path.bytes, as: UTF8.self) != nil
    var text: [UInt8] = []
    for byte in path.bytes {
      if byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !isText) {
        text.append(UInt8(ascii: "?"))
      } else {
        if #"*?[\"#.utf8.contains(byte) { text.append(UInt8(ascii: "\\")) }
        text.append(byte)
      }
    }
    // Git drops blanks at a pattern's end unless a backslash stands before them.
    if text.last == UInt8(ascii: " ") { text.insert(UInt8(ascii: "\\"), at: text.count - 1) }
    return String(decoding: text, as: UTF8.self)
  }

  /// The file's text.
  package var text: String {
    var lines = [
      Manifest.editorLine,
      "# What this repo takes from upstream; see `edgesync help`.",
      "version: 1",
      "upstream:",
      "  url: \(YAMLText.scalar(upstream.url))",
      "  branch: \(YAMLText.scalar(upstream.branch))",
      "mode: \(submodule == nil ? Manifest.Mode.selective.rawValue : Manifest.Mode.submodule.rawValue)",
    ]
    if let submodule { lines.append("submodule: \(YAMLText.scalar(Self.text(of: submodule)))") }
    lines.append("mappings:")
    for mapping in mappings {
      let from = Self.text(of: mapping.place.from)
      let to = Self.text(of: mapping.place.to)
      lines += [
        "  - name: \(YAMLText.scalar(mapping.name))", "    from: \(YAMLText.scalar(from))",
      ]
      // In a submodule every file stands where upstream has it.
      if submodule == nil { lines.append("    to: \(YAMLText.scalar(to))") }
      lines += Self.list("exclude", mapping.exclude.map(\.pattern), indent: "    ")
      lines += Self.list("edge", mapping.edge.map(\.pattern), indent: "    ")
    }
    lines.append("# Files anywhere in this repo that no sync touches:")
    lines += edge.isEmpty ? ["edge: []"] : Self.list("edge", edge, indent: "")
    lines += [
      "changelog: docs/sync-changelog.md",
      "# Commands that a candidate has to pass before it lands, such as",
      "#   - { name: unit tests, run: make test, timeout: 10m }",
      "checks: []",
      "land: { weekly: commit }",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  package static func list(_ key: String, _ patterns: [String], indent: String) -> [String] {
    if patterns.isEmpty { return [] }
    return ["\(indent)\(key):"] + patterns.map { "\(indent)  - \(YAMLText.scalar($0))" }
  }

  package static func text(of path: RepoPath) -> String {
    path.isRoot ? "." : String(decoding: path.bytes, as: UTF8.self)
  }
}
