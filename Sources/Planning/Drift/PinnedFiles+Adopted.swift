import Git
import Rules
import Upstream

extension PinnedFiles {
  /// Trees that are made of lists of patterns at the most.
  private static let maximumProjections = 100

  /// The manifest that `init` made the lock by, where a person added to its lists before anything was committed: no
  /// commit has it, but the present one says what it said and more.
  static func adoptedManifest(
    of edge: EdgeRepo, _ upstream: Repository, _ tree: ObjectID
  ) throws -> Manifest? {
    let present = edge.manifest
    guard present.submodule == nil,
      present.mappings.map(\.name) == edge.lock.mappings.map(\.name)
    else { return nil }
    var projections = 0
    /// The manifest with one mapping as it may have been; nil where none gives the lock's tree.
    func fitting(_ manifest: Manifest, _ index: Int) throws -> Manifest? {
      let state = edge.lock.mappings[index]
      if state.isNotYetSynced { return manifest }
      let mapping = manifest.mappings[index]
      for exclude in parts(of: mapping.exclude) {
        for own in parts(of: mapping.edge) {
          projections += 1
          guard projections <= maximumProjections else { return nil }
          var earlier = manifest
          earlier.mappings[index] = Mapping(
            name: mapping.name, from: mapping.from, to: mapping.to, include: mapping.include,
            exclude: exclude, edge: own, line: mapping.line)
          let projector = Projector(upstream, Classifier(earlier))
          if try projector.project(index, of: tree).tree == state.tree { return earlier }
        }
      }
      return nil
    }
    for edgePatterns in parts(of: present.edge) {
      var manifest: Manifest? = present
      manifest?.edge = edgePatterns
      for index in present.mappings.indices {
        manifest = try manifest.flatMap { try fitting($0, index) }
      }
      if let manifest, try gives(edge.lock, manifest, upstream, tree) { return manifest }
    }
    return nil
  }

  /// A list, then what it may have been before something was added to it in one place.
  private static func parts(of list: PatternList) -> [PatternList] {
    let sources = list.patterns.map(\.source)
    var parts = [list]
    for start in sources.indices.reversed() {
      for end in sources.indices[start...] where parts.count <= maximumProjections {
        parts.append(PatternList(Array(sources[..<start] + sources[(end + 1)...])))
      }
    }
    return parts
  }
}
