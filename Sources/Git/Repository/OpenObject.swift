import CGit2
import Text

/// An object of a repository with its bytes in memory, for as long as it is held.
final class OpenObject {
  /// Its kind.
  let kind: ObjectKind
  /// Its bytes, which are valid only while it is held.
  let bytes: UnsafeRawBufferPointer
  private let handle: OpaquePointer?

  /// Reads an object.
  ///
  /// - Throws: ``GitError/missing(object:repository:)`` where the repository doesn't have it.
  init(_ id: ObjectID, in repository: Repository) throws(GitError) {
    guard repository.isWanted() else { throw .unwanted }
    var oid = id.oid
    var object: OpaquePointer?
    let code = git_odb_read(&object, repository.odb, &oid)
    guard code >= 0, let object else {
      if code == GIT_ENOTFOUND.rawValue { throw repository.missing("object", id) }
      if let fault = repository.store.lastFault {
        throw repository.damaged("object \(id.short)", fault)
      }
      throw .library(operation: "read object \(id.short)", code: code, words: lastWords())
    }
    guard let kind = ObjectKind(git_odb_object_type(object)) else {
      git_odb_object_free(object)
      throw .malformed(object: "object \(id.short)", reason: "its kind is unknown")
    }
    handle = object
    self.kind = kind
    bytes = UnsafeRawBufferPointer(
      start: git_odb_object_data(object), count: git_odb_object_size(object))
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
    handle = nil
  }

  deinit {
    git_odb_object_free(handle)
  }
}
