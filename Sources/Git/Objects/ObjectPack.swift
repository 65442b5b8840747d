import SystemPackage
import Text

/// New objects for a repository, written together as one pack and synced to disk.
///
/// Blobs come straight out of another repository; trees are made here. Nothing is visible in the
/// target before ``write()``, and then everything is. Until the pack goes, a `git repack -a -d` leaves
/// what was written alone, though no ref leads to it yet: who makes one holds on to the pack until then.
package final class ObjectPack {
  private enum Content {
    case made(ObjectKind, [UInt8])
    case file(size: Int, () throws(GitError) -> WorkFile)
    case copied
  }

  private let target: Repository
  private let source: Repository?
  private var ids: [ObjectID] = []
  private var contents: [ObjectID: Content] = [:]
  private var kept: [KeptPack] = []

  /// A pack for the repository at `target`, which may take objects from `source`.
  package init(for target: Repository, from source: Repository?) throws(GitError) {
    self.source = source
    // A handle of its own: what it keeps in memory must not be seen by others.
    self.target = try Repository(at: target.gitFolder)
  }

  /// Takes over an object of the source.
  package func add(copy id: ObjectID) throws(GitError) {
    guard contents[id] == nil else { return }
    guard target.contains(id) || source?.contains(id) == true else {
      throw (source ?? target).missing("object", id)
    }
    contents[id] = .copied
    ids.append(id)
  }

  /// Takes in a blob or tree made here, and gives its id.
  @discardableResult
  package func add(_ bytes: [UInt8], as kind: ObjectKind) throws(GitError) -> ObjectID {
    let id = try Repository.hash(bytes, as: kind)
    if contents.updateValue(.made(kind, bytes), forKey: id) == nil { ids.append(id) }
    return id
  }

  /// Takes in a blob that a file holds, which is read when the pack is written.
  func add(_ id: ObjectID, size: Int, _ open: @escaping () throws(GitError) -> WorkFile) {
    if contents.updateValue(.file(size: size, open), forKey: id) == nil { ids.append(id) }
  }

  /// Writes what was taken in as one pack, synced to disk; with nothing new, writes nothing.
  ///
  /// What the target has already is written too: it may have it in a pack that nothing refers to and
  /// that is about to go.
  package func write() throws(GitError) {
    guard !ids.isEmpty else { return }
    kept.append(
      try KeptPack(in: target.commonFolder.entry("objects")) { folder throws(GitError) in
        let writer = try PackWriter(of: ids.count, in: folder)
        for id in ids { try write(id, to: writer) }
        try writer.finish()
      })
    ids.removeAll()
    contents = contents.mapValues { _ in .copied }
  }

  private func write(_ id: ObjectID, to writer: PackWriter) throws(GitError) {
    if case .made(let kind, let bytes) = contents[id] {
      var rest = bytes[...]
      try writer.add(kind, size: bytes.count) { buffer in
        let part = rest.prefix(buffer.count)
        buffer.copyBytes(from: part)
        rest = rest.dropFirst(part.count)
        return part.count
      }
      return
    }
    if case .file(let size, let open) = contents[id] {
      return try write(id, size: size, of: open(), to: writer)
    }
    let origin = source?.contains(id) == true ? source ?? target : target
    let object = try origin.stream(id)
    try writer.add(object.kind, size: object.size) { buffer throws(GitError) in
      guard origin.isWanted() else { throw .unwanted }
      do throws(StoreFault) {
        return try object.read(into: buffer)
      } catch {
        throw origin.damaged("object \(id.short)", error)
      }
    }
  }

  private func write(
    _ id: ObjectID, size: Int, of file: WorkFile, to writer: PackWriter
  ) throws(GitError) {
    let hash = SHA1()
    hash.begin(.blob, size: size)
    var rest = size
    try writer.add(.blob, size: size) { buffer throws(GitError) in
      guard target.isWanted() else { throw .unwanted }
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(rest))
      let count = try file.read(into: part)
      hash.add(UnsafeRawBufferPointer(rebasing: part.prefix(count)))
      rest -= count
      if count == 0, rest > 0 || hash.end() != id { throw file.changed }
      return count
    }
  }
}
