import Git

/// A file, or a line of it, that a note is about: of the version that was read, and of no other.
package struct NotedFile: Hashable, Sendable {
  /// The version.
  package let version: FileVersion
  /// Its path in the edge repo; nil where no mapping's folder contains it.
  package let path: RepoPath?
  /// The line, from 1; nil for the file as a whole.
  package let line: Int?
  /// Whether it is about what a change takes away, so that it belongs to the change after this version.
  package let isRemoved: Bool

  /// A file from its parts.
  package init(
    _ version: FileVersion, path: RepoPath?, line: Int? = nil, isRemoved: Bool = false
  ) {
    self.version = version
    self.path = path
    self.line = line
    self.isRemoved = isRemoved
  }

  /// The path people know it by: the edge repo's, else upstream's.
  package var shownPath: RepoPath { path ?? version.upstreamPath }

  /// Its path with the line after it, `app.py:12`.
  package var place: RepoPath {
    RepoPath(shownPath.bytes + (line.map { Array(":\($0)".utf8) } ?? []))
  }
}
