import Text

/// An object of a repository with its bytes in memory, for as long as it is held.
final class OpenObject {
  /// Its kind.
  let kind: ObjectKind
  /// Its bytes, which are valid only while it is held.
  let bytes: UnsafeRawBufferPointer
  private let object: ObjectBytes

  /// Reads an object.
  ///
  /// - Throws: ``GitError/missing(object:repository:)`` where the repository doesn't have it;
  ///   ``GitError/damaged(object:repository:reason:)`` where it can't be read.
  convenience init(_ id: ObjectID, in repository: Repository) throws(GitError) {
    self.init(try Self.read(id, in: repository))
  }

  /// Reads an object that has to be of a kind; the empty tree is in every repository.
  ///
  /// Of a commit or a tag that is too large to be held only the beginning is there, in which all but its message is.
  convenience init(
    _ id: ObjectID, _ kind: ObjectKind, in repository: Repository
  ) throws(GitError) {
    if kind == .tree, id == .emptyTree {
      self.init(ObjectBytes(.tree, count: 0))
      return
    }
    let object: ObjectBytes
    do throws(GitError) {
      object = try Self.read(id, in: repository)
    } catch {
      guard kind == .commit || kind == .tag, case .damaged = error,
        let beginning = try repository.beginning(of: id, kind)
      else { throw error }
      object = beginning
    }
    guard object.kind == kind else {
      throw .malformed(
        object: "object \(id.short)", reason: "it is a \(object.kind.name), not a \(kind.name)")
    }
    self.init(object)
  }

  private static func read(
    _ id: ObjectID, in repository: Repository
  ) throws(GitError) -> ObjectBytes {
    guard repository.isWanted() else { throw .unwanted }
    return try repository.read(id)
  }

  private init(_ object: ObjectBytes) {
    self.object = object
    kind = object.kind
    bytes = object.bytes
  }
}
