import CGit2
import SystemPackage
import Text

/// New objects for a repository, written together as one pack and synced to disk.
///
/// Blobs come straight out of another repository; trees are made here. Nothing is visible in the
/// target before ``write()``, and then everything is. Until the pack goes, a `git repack -a -d` leaves
/// what was written alone, though no ref leads to it yet: who makes one holds on to the pack until then.
package final class ObjectPack {
  private let target: Repository
  private let plain: Repository
  private let source: Repository?
  private var ids: [ObjectID] = []
  private var known: Set<ObjectID> = []
  private var kept: [KeptPack] = []

  /// A pack for the repository at `target`, which may take objects from `source`.
  package init(for target: Repository, from source: Repository?) throws(GitError) {
    self.source = source
    plain = try Repository(at: target.gitFolder)
    // A handle of its own: what it borrows and keeps in memory must not be seen by others.
    self.target = try Repository(at: target.gitFolder)
    if let source {
      let objects = source.commonFolder.appending("objects")
      let code = objects.withPlatformString { git_odb_add_disk_alternate(self.target.odb, $0) }
      try check(code, "read objects from \(source.location.text)")
    }
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try check(git_mempack_new(&memory), "prepare a pack")
    // A priority above the disk's, so that writes stay in memory; the database frees the backend.
    try check(git_odb_add_backend(self.target.odb, memory, 999), "prepare a pack")
  }

  /// Takes over an object of the source.
  package func add(copy id: ObjectID) throws(GitError) {
    guard known.insert(id).inserted else { return }
    guard target.contains(id) else {
      throw (source ?? plain).missing("object", id)
    }
    ids.append(id)
  }

  /// Takes in a blob or tree made here, and gives its id.
  @discardableResult
  package func add(_ bytes: [UInt8], as kind: ObjectKind) throws(GitError) -> ObjectID {
    let id = try target.put(bytes, as: kind)
    if known.insert(id).inserted { ids.append(id) }
    return id
  }

  /// Writes what was taken in as one pack, synced to disk; with nothing new, writes nothing.
  ///
  /// What the target has already is written too: it may have it in a pack that nothing refers to and
  /// that is about to go.
  package func write() throws(GitError) {
    guard !ids.isEmpty else { return }
    var builder: OpaquePointer?
    try check(git_packbuilder_new(&builder, target.handle), "prepare a pack")
    defer { git_packbuilder_free(builder) }
    for id in ids {
      var oid = id.oid
      try check(git_packbuilder_insert(builder, &oid, nil), "put object \(id.short) into a pack")
    }
    kept.append(
      try KeptPack(in: plain.commonFolder.appending("objects")) { folder throws(GitError) in
        let code = folder.withPlatformString { git_packbuilder_write(builder, $0, 0, nil, nil) }
        try check(code, "write a pack")
      })
    ids.removeAll()
  }
}
