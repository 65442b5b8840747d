import Git
import Planning
import Rules
import SystemPackage
import Upstream

/// Edge-specific files as upstream has them: what a benchmark `against: upstream` runs with beside the edge repo's own.
package struct Counterparts: Hashable, Sendable {
  /// The folder of the repository that holds them.
  let upstream: FilePath
  /// What upstream has at each edge-specific path.
  let files: [RepoPath: TreeItem]
  /// What tells them apart from any others: the tree that they would make.
  let digest: ObjectID

  /// Those of an edge repo at an upstream commit; nil where no check is compared with upstream.
  package init?(
    of edge: EdgeRepo, for checks: [CheckDefinition], at commit: ObjectID, in upstream: Repository
  ) throws {
    guard checks.contains(where: { $0.benchmark?.baseline == .upstream }) else { return nil }
    let tree = try upstream.commitTree(commit)
    try self.init(
      Overrides.counterparts(
        edge.places.classifier(in: tree, upstream), at: tree, in: upstream),
      in: edge.upstream.folder)
  }

  /// Files of a repository.
  init(_ files: [RepoPath: TreeItem], in upstream: FilePath) throws {
    self.upstream = upstream
    self.files = files
    let editor = TreeEditor(try Repository(reading: upstream)) { (bytes) throws(GitError) in
      try Repository.hash(bytes, as: .tree)
    }
    digest = try editor.edit(nil, files.mapValues { .some($0) })
  }
}
