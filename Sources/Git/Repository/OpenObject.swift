import Text

/// An object of a repository with its bytes in memory, for as long as it is held.
final class OpenObject {
  /// Its kind.
  let kind: ObjectKind
  /// Its bytes, which are valid only while it is held.
  let bytes: UnsafeRawBufferPointer
  private let object: ObjectBytes?

  /// Reads an object.
  ///
  /// - Throws: ``GitError/missing(object:repository:)`` where the repository doesn't have it;
  ///   ``GitError/damaged(object:repository:reason:)`` where it can't be read.
  init(_ id: ObjectID, in repository: Repository) throws(GitError) {
    guard repository.isWanted() else { throw .unwanted }
    let object = try repository.read(id)
    self.object = object
    kind = object.kind
    bytes = object.bytes
  }

  /// Reads an object that has to be of a kind; the empty tree is in every repository.
  convenience init(
    _ id: ObjectID, _ kind: ObjectKind, in repository: Repository
  ) throws(GitError) {
    if kind == .tree, id == .emptyTree {
      self.init(emptyOf: .tree)
      return
    }
    try self.init(id, in: repository)
    guard self.kind == kind else {
      throw .malformed(
        object: "object \(id.short)", reason: "it is a \(self.kind.name), not a \(kind.name)")
    }
  }

  private init(emptyOf kind: ObjectKind) {
    self.kind = kind
    bytes = UnsafeRawBufferPointer(start: nil, count: 0)
    object = nil
  }
}
