import Git

/// Where an upstream file belongs: its group, its place in the edge repo, and why.
package struct Placement: Hashable, Sendable {
  /// Whose it is.
  package let group: FileGroup
  /// Its path in the edge repo; nil where no mapping's folder contains it.
  package let path: RepoPath?
  /// Its path upstream.
  package let upstreamPath: RepoPath
  /// What decided.
  package let rule: Rule
  /// The mapping's place in the manifest; nil where no mapping's folder contains the file.
  package let mapping: Int?
}
