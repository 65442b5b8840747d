import Git
import Rules

/// Which commits change something at paths that a person names.
extension History {
  /// The paths of upstream's that a filter's are: where the mappings that hold them stand, as far as that is known,
  /// or have stood; where no mapping does, they are upstream's themselves.
  func paths(of places: [CommitFilter.Place]) -> [RepoPath] {
    takeNewPlaces()
    var paths: [RepoPath] = []
    for place in places {
      let mapped = place.edge.map(upstreamPaths) ?? []
      for path in mapped.isEmpty ? [place.upstream] : mapped where !paths.contains(path) {
        paths.append(path)
      }
    }
    return paths
  }

  private func upstreamPaths(of path: RepoPath) -> [RepoPath] {
    let manifest = classifier.manifest
    let mapped = zip(manifest.mappings, known.paths).flatMap { mapping, places in
      if let relative = path.relative(to: mapping.to) {
        return places.map { $0.appending(relative) }
      }
      return mapping.to.isInside(path) ? places : []
    }
    if !mapped.isEmpty { return mapped }
    return manifest.submodule.flatMap { path.relative(to: $0) }.map { [$0] } ?? []
  }

  /// Those of some commits that change a file at or below one of some paths, in their order; told on all processors.
  ///
  /// A merge changes what differs from every parent.
  func touching(_ paths: [RepoPath], among nodes: [CommitNode]) throws(GitError) -> [CommitNode] {
    let filters = paths.map { ChangedPath($0) }
    let open = nodes.filter { node in
      guard let position = node.position else { return true }
      return upstream.commitGraph?.mayChange(filters, at: position) != false
    }
    let runs = stride(from: 0, to: open.count, by: Self.run).map { start in
      Array(open[start..<min(start + Self.run, open.count)])
    }
    return try inParallel(runs.count, leastShared: 2) {
      history, number throws(GitError) -> [CommitNode] in
      let lookup = PathLookup(paths, in: history.upstream)
      var found: [CommitNode] = []
      for node in runs[number] where try history.touches(paths, node, lookup) { found.append(node) }
      return found
    }.flatMap(\.self)
  }

  private func touches(
    _ paths: [RepoPath], _ node: CommitNode, _ lookup: PathLookup
  ) throws(GitError) -> Bool {
    let items = try lookup.items(in: node.tree)
    var others: [[TreeItem?]] = []
    for tree in try parentTrees(of: node) {
      guard let tree else {
        others.append(paths.map { _ in nil })
        continue
      }
      others.append(try lookup.items(in: tree))
    }
    for (place, path) in paths.enumerated() {
      let olds = others.map { $0[place] }
      if olds.contains(items[place]) { continue }
      // Folders that differ may hold the same files, and a merge's each what one parent has.
      if try !upstream.changes(fromAll: olds, to: items[place], at: path).isEmpty { return true }
    }
    return false
  }
}
