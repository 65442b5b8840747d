import Git
import Text

/// Tells which group each file belongs to, and the rule that says so.
package struct Classifier: Sendable {
  /// The manifest whose rules these are.
  package let manifest: Manifest
  private let ownFiles: Set<RepoPath>

  /// A classifier by a manifest's rules.
  package init(_ manifest: Manifest) {
    self.manifest = manifest
    ownFiles = Set(manifest.ownFiles)
  }

  /// Where an upstream file belongs: once for each mapping whose folder contains it, or once outside.
  package func placements(of upstreamPath: RepoPath) -> [Placement] {
    var placements: [Placement] = []
    for (index, mapping) in manifest.mappings.enumerated() {
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
    if ownFiles.contains(path) { return .ownFile }
    if let mapping, let rule = edgeRule(of: path, in: mapping) { return rule }
    if let pattern = manifest.edge.match(path) { return .pattern(pattern, .edge) }
    for mapping in manifest.mappings {
      if let rule = edgeRule(of: path, in: mapping) { return rule }
    }
    return nil
  }

  private func edgeRule(of path: RepoPath, in mapping: Mapping) -> Rule? {
    guard !mapping.edge.isEmpty, let relative = path.relative(to: mapping.to) else { return nil }
    return mapping.edge.match(mapping.named(relative)).map { .pattern($0, .edge) }
  }

  /// Where an edge path inside a mapping's folder comes from upstream, for each such mapping.
  package func upstreamPaths(of path: RepoPath) -> [RepoPath] {
    manifest.mappings.compactMap { $0.upstreamPath(of: path) }
  }

  /// The folders of the edge repo that mappings fill, none inside another.
  package var roots: [RepoPath] {
    let all = manifest.mappings.map(\.to)
    var roots: [RepoPath] = []
    for path in Set(all).sorted() where !roots.contains(where: { path.isInside($0) }) {
      roots.append(path)
    }
    return roots
  }

  /// Whether a mapping takes every file of its folder, so that its tree is upstream's own.
  func takesEverything(_ mapping: Mapping) -> Bool {
    mapping.include.takesEverything && mapping.exclude.isEmpty && manifest.edge.isEmpty
      && !ownFiles.contains { $0.isInside(mapping.to) }
      && manifest.mappings.allSatisfy {
        $0.edge.isEmpty || !($0.to.isInside(mapping.to) || mapping.to.isInside($0.to))
      }
  }
}
