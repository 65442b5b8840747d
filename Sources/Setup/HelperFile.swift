import Git
import SystemPackage
import Text
import Upstream

/// A file of a helper: what it says and where it goes.
package struct HelperFile: Sendable {
  /// What it is made by.
  package let template: HelperTemplate
  /// Where it goes: from the edge repo's root where it lies in it, else from the file system's.
  package let location: RepoPath
  /// Where it goes in the work tree; nil for a file that git doesn't track.
  package let path: RepoPath?
  /// Its bytes, as they are written now.
  package let bytes: [UInt8]
  /// The folder that is the edge repo's own, and the path below it; nil where it would lie outside.
  let place: (base: FilePath, path: RepoPath)?

  /// A file in the work tree.
  init(_ template: HelperTemplate, at path: RepoPath, root: FilePath) {
    self.template = template
    location = path
    self.path = path
    bytes = template.bytes
    place = (root, path)
  }

  /// A hook, in the folder where git looks for them.
  init(hook template: HelperTemplate, in folder: FilePath, of edge: EdgeRepo.Place) {
    self.template = template
    bytes = template.bytes
    let file = folder.appending(template.rawValue).lexicallyNormalized()
    let root = edge.root.lexicallyNormalized()
    place =
      [edge.repository.commonFolder, root].lazy.compactMap { base in
        Self.path(of: file, below: base).map { (base, $0) }
      }.first
    let inRoot = Self.path(of: file, below: root)
    location = inRoot ?? RepoPath(file.bytes)
    path = place?.base == root ? inRoot : nil
  }

  /// What it belongs to.
  package var helper: Helper { template.helper }

  /// Whether it is a program.
  package var isExecutable: Bool { template.isExecutable }

  /// Where it goes, for people.
  package var name: SafeText { location.text }

  private static func path(of file: FilePath, below base: FilePath) -> RepoPath? {
    let prefix = base.lexicallyNormalized().bytes + [UInt8(ascii: "/")]
    let bytes = file.bytes
    return bytes.starts(with: prefix) ? RepoPath(bytes.dropFirst(prefix.count)) : nil
  }
}
