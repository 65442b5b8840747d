import CGit2
import Text

extension Repository {
  /// The commit that a name leads to: a full or short id, a branch, a tag or an expression on one.
  package func resolveCommit(_ name: String) throws(GitError) -> ObjectID {
    if let id = ObjectID(hex: name) {
      return try peelToCommit(id, named: SafeText(name))
    }
    // A name that starts with a dash is an option gone astray, never a revision.
    guard !name.isEmpty, !name.hasPrefix("-"), !name.utf8.contains(0) else {
      throw .unknownRevision(SafeText(name))
    }
    if let revision = Revision(name) { return try resolve(revision, named: name) }
    // Reflogs, searches and paths; upstream's own aren't asked.
    if references != nil { throw .unknownRevision(SafeText(name)) }
    let object = try find(name)
    defer { git_object_free(object) }
    guard let id = git_object_id(object) else { throw .unknownRevision(SafeText(name)) }
    return try peelToCommit(ObjectID(id.pointee), named: SafeText(name))
  }

  /// What libgit2 finds under a name; to be freed.
  private func find(_ name: String) throws(GitError) -> OpaquePointer {
    var object: OpaquePointer?
    let code = git_revparse_single(&object, handle, name)
    if code == GIT_EAMBIGUOUS.rawValue { throw .ambiguousRevision(SafeText(name)) }
    guard code >= 0, let object else { throw .unknownRevision(SafeText(name)) }
    return object
  }

  /// The commit that a ref or an id, and steps from it, lead to. libgit2 would take a ref of four letters and
  /// fewer for the beginning of an id.
  private func resolve(_ revision: Revision, named name: String) throws(GitError) -> ObjectID {
    var id = try base(revision.base)
    for step in revision.steps {
      id = try peelToCommit(id, named: SafeText(name))
      switch step {
      case .parent(0): break
      case .parent(let number):
        let parents = try node(id).parents
        guard number <= parents.count else { throw .unknownRevision(SafeText(name)) }
        id = parents[number - 1]
      case .back(let count):
        for _ in 0..<count {
          guard let parent = try node(id).parents.first else {
            throw .unknownRevision(SafeText(name))
          }
          id = parent
        }
      }
    }
    return try peelToCommit(id, named: SafeText(name))
  }

  /// What a revision starts from: a ref, or an object by the beginning of its id, which `git describe` may have
  /// put at a name's end.
  private func base(_ name: String) throws(GitError) -> ObjectID {
    if let id = ObjectID(hex: name) { return id }
    for reference in Revision.references(named: name, isOrigin: isOrigin) {
      if let id = try self.reference(reference) { return id }
    }
    let digits = name.split(separator: "-").last.flatMap {
      $0.first == "g" ? String($0.dropFirst()) : nil
    }
    for digits in [name, digits].compactMap(\.self) where 4..<40 ~= digits.utf8.count {
      let zeroes = String(repeating: "0", count: 40 - digits.utf8.count)
      guard let beginning = ObjectID(hex: digits + zeroes) else { continue }
      let found = try commits(beginning: beginning, digits: digits.utf8.count)
      if found.count > 1 { throw .ambiguousRevision(SafeText(name)) }
      if let id = found.first { return id }
    }
    throw .unknownRevision(SafeText(name))
  }

  /// The commits and tags whose ids begin with some digits: as for git, nothing else is meant by them.
  private func commits(beginning id: ObjectID, digits: Int) throws(GitError) -> [ObjectID] {
    let (least, most) = id.range(ofBeginning: digits)
    do throws(StoreFault) {
      return try store.ids(from: least, through: most).filter { id in
        let kind = ((try? store.header(of: id)) ?? nil)?.kind
        return kind == .commit || kind == .tag
      }
    } catch {
      throw damaged("object \(id.short)", error)
    }
  }

  func peelToCommit(_ id: ObjectID, named name: SafeText) throws(GitError) -> ObjectID {
    var id = id
    var wanted: ObjectKind?
    for _ in 0..<8 {
      var oid = id.oid
      var size = 0
      var type = GIT_OBJECT_INVALID
      guard git_odb_read_header(&size, &type, odb, &oid) >= 0 else {
        throw .unknownRevision(name)
      }
      let kind = ObjectKind(type)
      // A tag that says another kind leads nowhere, as for git.
      guard wanted == nil || kind == wanted else { throw .unknownRevision(name) }
      switch kind {
      case .commit: return id
      case .tag:
        guard let target = try withObject(id, .tag, { TagTarget(parsing: Array($0)) }) else {
          throw .unknownRevision(name)
        }
        (id, wanted) = (target.id, target.kind)
      case .tree, .blob, nil: throw .unknownRevision(name)
      }
    }
    throw .unknownRevision(name)
  }
}
