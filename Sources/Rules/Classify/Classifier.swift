import Git
import Text

/// Tells which group each file belongs to, and the rule that says so.
package struct Classifier: Sendable {
  /// The manifest whose rules these are.
  package let manifest: Manifest
  private let ownFiles: [RepoPath]
  /// The mappings by where they stand upstream.
  private let sources: FolderIndex
  /// The mappings by where they land.
  private let targets: FolderIndex
  /// The mappings that declare files edge-specific, by where they land.
  private let edges: FolderIndex

  /// A classifier by a manifest's rules.
  package init(_ manifest: Manifest) {
    self.manifest = manifest
    ownFiles = manifest.ownFiles
    let mappings = manifest.mappings.enumerated()
    sources = FolderIndex(mappings.map { ($0.offset, $0.element.from) })
    targets = FolderIndex(mappings.map { ($0.offset, $0.element.to) })
    edges = FolderIndex(
      mappings.filter { !$0.element.edge.isEmpty }.map { ($0.offset, $0.element.to) })
  }

  /// Where an upstream file belongs: once for each mapping whose folder contains it, or once outside.
  package func placements(of upstreamPath: RepoPath) -> [Placement] {
    var placements: [Placement] = []
    for index in sources.containing(upstreamPath) {
      let mapping = manifest.mappings[index]
      guard let relative = upstreamPath.relative(to: mapping.from) else { continue }
      placements.append(
        placement(
          of: upstreamPath, relative: relative, to: mapping.to.appending(relative), in: mapping,
          index: index))
    }
    if placements.isEmpty {
      placements.append(
        Placement(
          group: .outside, path: nil, upstreamPath: upstreamPath, rule: .noMapping, mapping: nil))
    }
    return placements
  }

  private func placement(
    of upstreamPath: RepoPath, relative: RepoPath, to path: RepoPath, in mapping: Mapping,
    index: Int
  ) -> Placement {
    let (group, rule) = decision(relative: relative, path: path, in: mapping)
    return Placement(
      group: group, path: path, upstreamPath: upstreamPath, rule: rule, mapping: index)
  }

  /// The decision for a file inside a mapping's folder (`spec.md` section 2).
  private func decision(
    relative: RepoPath, path: RepoPath, in mapping: Mapping
  ) -> (FileGroup, Rule) {
    let relative = mapping.named(relative)
    if let rule = edgeRule(of: path, first: mapping) { return (.edge, rule) }
    if let pattern = mapping.exclude.match(relative) {
      return (.outside, .pattern(pattern, .exclude))
    }
    if mapping.include.takesEverything {
      return (.synced, .mapping(name: mapping.name, line: mapping.line))
    }
    guard let pattern = mapping.include.match(relative) else {
      let line = mapping.include.patterns.first?.line ?? mapping.line
      return (.outside, .notIncluded(name: mapping.name, line: line))
    }
    return (.synced, .pattern(pattern, .include))
  }

  /// The rule that makes a file of the edge repo edge-specific; nil where none does.
  ///
  /// What any mapping declares edge-specific at its place is so for all: where mappings overlap, one
  /// must not write what another has promised to leave alone.
  ///
  /// - Parameter mapping: The mapping that is asked first, so that its rule is the one named.
  package func edgeRule(of path: RepoPath, first mapping: Mapping? = nil) -> Rule? {
    // What upstream has in a folder of such a name is nothing that can be synced either.
    if ownFiles.contains(where: { path.isInside($0) }) { return .ownFile }
    if let mapping, let rule = edgeRule(of: path, in: mapping) { return rule }
    if let pattern = manifest.edge.match(path) { return .pattern(pattern, .edge) }
    for index in edges.containing(path) {
      if let rule = edgeRule(of: path, in: manifest.mappings[index]) { return rule }
    }
    return nil
  }

  private func edgeRule(of path: RepoPath, in mapping: Mapping) -> Rule? {
    guard !mapping.edge.isEmpty, let relative = path.relative(to: mapping.to) else { return nil }
    return mapping.edge.match(mapping.named(relative)).map { .pattern($0, .edge) }
  }

  /// Where an edge path inside a mapping's folder comes from upstream, for each such mapping.
  package func upstreamPaths(of path: RepoPath) -> [RepoPath] {
    targets.containing(path).compactMap { manifest.mappings[$0].upstreamPath(of: path) }
  }

  /// The folders of the edge repo that mappings fill, none inside another.
  package var roots: [RepoPath] {
    let all = Set(manifest.mappings.map(\.to))
    if all.contains(.root) { return [.root] }
    return all.filter { path in
      var folder = path.parent
      while !folder.isRoot, !all.contains(folder) { folder = folder.parent }
      return folder.isRoot
    }.sorted()
  }

  /// Whether a mapping takes every file of its folder, so that its tree is upstream's own.
  func takesEverything(_ mapping: Mapping) -> Bool {
    mapping.include.takesEverything && mapping.exclude.isEmpty && manifest.edge.isEmpty
      && !ownFiles.contains { $0.isInside(mapping.to) }
      && !edges.overlaps(mapping.to)
  }
}
