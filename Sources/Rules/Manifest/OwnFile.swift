import Git
import SystemPackage
import Text

/// A file of edgesync's own, read the same way wherever it stands: what is in its place may be anybody's, so it
/// has to be a file, and not too large, before any of it is read.
package struct OwnFile: Sendable {
  /// Its name, at the edge repo's root.
  package let name: String
  /// Bytes of it that are read at the most.
  package let limit: Int

  /// `edgesync.yml`.
  package static let manifest = OwnFile(
    name: Manifest.fileName, limit: YAMLValue.maximumBytes)
  /// `edgesync.lock`.
  package static let lock = OwnFile(name: Lock.fileName, limit: Lock.maximumBytes)

  /// Reads it in a work tree; nil where there is none.
  ///
  /// - Throws: ``ManifestError`` where something else stands there, or it is too large.
  package func read(below root: FilePath) throws -> [UInt8]? {
    do {
      return try FileSync.readFile(root.appending(RepoPath(name)), limit: limit)
    } catch GitError.unfit(_, let reason) {
      throw ManifestError.unreadable(file: SafeText(name), line: nil, reason: reason)
    }
  }

  /// Reads a blob that holds it.
  ///
  /// - Throws: ``ManifestError`` where it is too large.
  package func read(_ blob: ObjectID, in repository: Repository) throws -> [UInt8] {
    guard try repository.blobSize(blob) <= limit else {
      throw ManifestError.unreadable(
        file: SafeText(name), line: nil, reason: "it is over \(limit >> 20) MiB")
    }
    return try repository.blob(blob)
  }
}
