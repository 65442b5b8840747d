import CGit2
import Foundation
import SystemPackage
import Text

extension Repository {
  /// Calls a closure with an object's kind and bytes, which are valid only during the call.
  ///
  /// - Throws: ``GitError/missing(object:repository:)`` where the repository doesn't have it.
  package func withObject<Result>(
    _ id: ObjectID, _ body: (ObjectKind, UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let object = try OpenObject(id, in: self)
    defer { withExtendedLifetime(object) {} }
    return try body(object.kind, object.bytes)
  }

  /// Calls a closure with the bytes of an object that has to be of a kind.
  func withObject<Result>(
    _ id: ObjectID, _ kind: ObjectKind,
    _ body: (UnsafeRawBufferPointer) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let object = try OpenObject(id, kind, in: self)
    defer { withExtendedLifetime(object) {} }
    return try body(object.bytes)
  }

  /// What it means that an object isn't there: damage, or a partial clone that never fetched it.
  func missing(_ kind: SafeText, _ id: ObjectID) -> GitError {
    let object = "\(kind) \(id.short)" as SafeText
    guard let remote = promisor else {
      return .missing(object: object, repository: location.text)
    }
    return .promised(object: object, repository: location, remote: remote)
  }

  /// What it means that an object can't be read as it is kept.
  func damaged(_ object: SafeText, _ fault: StoreFault) -> GitError {
    .damaged(object: object, repository: location, reason: fault.reason)
  }

  /// Whether the repository has an object.
  package func contains(_ id: ObjectID) -> Bool {
    var oid = id.oid
    return git_odb_exists(odb, &oid) == 1
  }

  /// Reads a commit.
  package func commit(_ id: ObjectID) throws(GitError) -> Commit {
    try withObject(id, .commit) { bytes throws(GitError) in
      try Commit(id: id, parsing: bytes)
    }
  }

  /// Reads a blob whole.
  package func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    try withObject(id, .blob) { bytes in Array(bytes) }
  }

  /// An object whole.
  func read(_ id: ObjectID) throws(GitError) -> ObjectBytes {
    try find(id) { store throws(StoreFault) in try store.read(id) }
  }

  /// An object to be read piece by piece.
  func stream(_ id: ObjectID) throws(GitError) -> ObjectStream {
    try find(id) { store throws(StoreFault) in try store.stream(id) }
  }

  /// The beginning of an object of a kind that is too large to be held whole, all of which is hashed; nil where it is
  /// smaller, or of another kind.
  func beginning(of id: ObjectID, _ kind: ObjectKind) throws(GitError) -> ObjectBytes? {
    let object = try stream(id)
    guard object.kind == kind, object.size > StoreLimits.objectSize else { return nil }
    let beginning = ObjectBytes(kind, count: StoreLimits.beginningSize)
    var kept = 0
    try readPieces(of: object, id) { piece in
      let part = piece.prefix(beginning.count - kept)
      UnsafeMutableRawBufferPointer(rebasing: beginning.buffer[kept...]).copyBytes(from: part)
      kept += part.count
    }
    return beginning
  }

  /// What a closure makes of an object in the store, which is looked through again where it isn't there: it may have
  /// come since.
  private func find<Result>(
    _ id: ObjectID, _ body: (ObjectStore) throws(StoreFault) -> Result?
  ) throws(GitError) -> Result {
    do throws(StoreFault) {
      if let result = try body(store) { return result }
      store.refresh()
      if let result = try body(store) { return result }
    } catch {
      throw damaged("object \(id.short)", error)
    }
    throw missing("object", id)
  }

  /// Reads a blob piece by piece, so that its size is no matter of memory; it is hashed as it goes, so that what was
  /// read counts only once this ends without an error.
  ///
  /// - Parameter each: Called with each piece, which is valid only during the call.
  package func readBlob(
    _ id: ObjectID, _ each: (UnsafeRawBufferPointer) throws(GitError) -> Void
  ) throws(GitError) {
    let object = try stream(id)
    guard object.kind == .blob else {
      throw GitError.malformed(
        object: "object \(id.short)", reason: "it is a \(SafeText(object.kind.name)), not a blob")
    }
    try readPieces(of: object, id, each)
  }

  private func readPieces(
    of object: ObjectStream, _ id: ObjectID,
    _ each: (UnsafeRawBufferPointer) throws(GitError) -> Void
  ) throws(GitError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      guard isWanted() else { throw GitError.unwanted }
      let count: Int
      do throws(StoreFault) {
        count = try object.read(into: buffer)
      } catch {
        throw damaged("object \(id.short)", error)
      }
      if count == 0 { return }
      try each(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// A blob's size in bytes, without reading it.
  package func blobSize(_ id: ObjectID) throws(GitError) -> Int {
    guard isWanted() else { throw .unwanted }
    var oid = id.oid
    var size = 0
    var type = GIT_OBJECT_INVALID
    let code = git_odb_read_header(&size, &type, odb, &oid)
    if code == GIT_ENOTFOUND.rawValue { throw missing("blob", id) }
    if code < 0, let fault = store.lastFault { throw damaged("object \(id.short)", fault) }
    try check(code, "read the size of object \(id.short)")
    return size
  }

  /// A blob's size in bytes as it says of itself: enough to decide whether it is read, which proves it.
  package func unprovenBlobSize(_ id: ObjectID) throws(GitError) -> Int {
    guard isWanted() else { throw .unwanted }
    do throws(GitError) {
      return try find(id) { store throws(StoreFault) in try store.unprovenHeader(of: id) }.size
    } catch {
      if case .missing = error { throw missing("blob", id) }
      throw error
    }
  }

  /// Reads a tree's entries, in its order.
  package func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
    try withObject(id, .tree) { bytes throws(GitError) in
      var entries: [TreeEntry] = []
      var cursor = try TreeCursor(bytes)
      while !cursor.isAtEnd {
        entries.append(TreeEntry(name: Array(cursor.name), item: cursor.item))
        try cursor.advance()
      }
      return entries
    }
  }

  /// What stands at a path of a tree; nil where nothing does. The root is the tree itself.
  package func item(at path: RepoPath, in tree: ObjectID) throws(GitError) -> TreeItem? {
    var item = TreeItem(mode: .folder, id: tree)
    for name in path.names {
      guard item.mode == .folder else { return nil }
      let found = try self.item(named: name, in: item.id)
      guard let found else { return nil }
      item = found
    }
    return item
  }

  private func item(
    named name: ArraySlice<UInt8>, in tree: ObjectID
  ) throws(GitError) -> TreeItem? {
    guard isWanted() else { throw .unwanted }
    if folderNames.knows(tree) { return folderNames.item(named: name, in: tree) }
    return try withObject(tree, .tree) { bytes throws(GitError) -> TreeItem? in
      if folderNames.isSeenOften(tree) {
        try folderNames.keep(tree, bytes)
        return folderNames.item(named: name, in: tree)
      }
      var cursor = try TreeCursor(bytes)
      while !cursor.isAtEnd {
        if cursor.isNamed(name) { return cursor.item }
        try cursor.advance()
      }
      return nil
    }
  }

  /// The id that bytes would have as an object, without writing it.
  package static func hash(_ bytes: [UInt8], as kind: ObjectKind) throws(GitError) -> ObjectID {
    var oid = git_oid()
    let code = bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, kind.type) }
    try check(code, "hash an object")
    return ObjectID(oid)
  }

  /// Writes an object, synced to disk with the folders that lead to it, and gives its id.
  @discardableResult
  package func write(_ bytes: [UInt8], as kind: ObjectKind) throws(GitError) -> ObjectID {
    let id = try put(bytes, as: kind)
    try syncFolders(of: id)
    return id
  }

  /// Syncs the folders that lead to an object with a file of its own: neither git nor libgit2 syncs all
  /// of them, so that a ref could outlive the object it names.
  package func syncFolders(of id: ObjectID) throws(GitError) {
    let objects = commonFolder.entry("objects")
    let inner = objects.appending(String(id.hex.prefix(2)))
    if inner.withPlatformString({ access($0, F_OK) }) == 0 { try FileSync.syncFolder(inner) }
    try FileSync.syncFolder(objects)
  }

  /// Gives an object to the database, wherever that keeps it, and gives its id.
  func put(_ bytes: [UInt8], as kind: ObjectKind) throws(GitError) -> ObjectID {
    var oid = git_oid()
    let code = bytes.withUnsafeBytes {
      git_odb_write(&oid, odb, $0.baseAddress, $0.count, kind.type)
    }
    try check(code, "write an object into \(location.text)")
    return ObjectID(oid)
  }

  /// Has the repository look for packs that came in since it was opened.
  package func refreshObjects() throws(GitError) {
    try check(git_odb_refresh(odb), "look for new objects in \(location.text)")
  }
}
