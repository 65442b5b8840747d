import Foundation
import SystemPackage
import Text

/// A work tree as edgesync writes it: folder by folder, never through a symlink, and never over
/// anything but what is expected to stand there.
package final class WorkTree {
  /// What became of a write.
  package enum Outcome: Hashable, Sendable {
    /// It was made; of a file, with the conversion that is left to git.
    case done(Repository.ForeignConversion?)
    /// What was wanted stood there already.
    case alreadyThere
    /// Something else stands there; it was left as it is.
    case leftAlone(SafeText)
  }

  let root: FilePath
  let repository: Repository
  private let ignoresExecutableBit: Bool
  /// Folders that are to be synced when all changes are made; nil where each change syncs its own.
  private var unsynced: Set<RepoPath>?

  /// The work tree of a repository.
  package init(of repository: Repository) throws(GitError) {
    guard let root = repository.workFolder else {
      throw .bare(folder: repository.gitFolder.text)
    }
    self.root = root
    self.repository = repository
    ignoresExecutableBit = try repository.flag("core.fileMode") == false
  }

  /// What stands at a path, as git would store it; nil where nothing does, or only a folder.
  ///
  /// A path behind a symlink counts as nothing, as git has it.
  package func item(at path: RepoPath) throws(GitError) -> TreeItem? {
    guard let folder = try open(folder: path.parent, create: false) else { return nil }
    return try item(named: path.name, in: folder, as: path)
  }

  /// The first name on a path that is no folder: a file, a link or anything else; nil where all that is
  /// there of the path are folders.
  package func firstFile(on path: RepoPath) -> RepoPath? {
    var part = RepoPath.root
    for name in path.names {
      part = part.appending(name)
      guard let stat = FileStat(of: part, below: root) else { return nil }
      if !stat.isFolder { return part }
    }
    return nil
  }

  /// Whether two paths lead to one file.
  package func isOneFile(_ one: RepoPath, _ other: RepoPath) -> Bool {
    guard let first = FileStat(of: one, below: root),
      let second = FileStat(of: other, below: root)
    else { return false }
    return first.inode == second.inode && first.device == second.device
  }

  /// The folder that would have to change for a path to be written or removed, where the user has no right
  /// to: the nearest one that is there; nil where they have it.
  package func unwritableFolder(for path: RepoPath) -> RepoPath? {
    var folder = path.parent
    while !folder.isRoot, FileStat(of: folder, below: root)?.isFolder != true {
      folder = folder.parent
    }
    let code = access(root.platformString(of: folder), W_OK | X_OK)
    return code == 0 ? nil : folder
  }

  /// The stat data of a file that is certain to be an item; nil where something else stands there, or it
  /// changes at this moment.
  func stat(of item: TreeItem, at path: RepoPath) throws(GitError) -> FileStat? {
    let before = FileStat(of: path, below: root)
    guard let before, same(try self.item(at: path), item),
      FileStat(of: path, below: root) == before
    else { return nil }
    return before
  }

  /// Puts a file in the place of what is expected there, or removes it.
  ///
  /// - Parameters:
  ///   - new: What shall stand there; nil to remove it.
  ///   - old: What is expected there; nil for nothing.
  ///   - path: Where.
  ///   - temporary: A name that nobody else uses, for the moment of the exchange.
  package func replace(
    _ old: TreeItem?, with new: TreeItem?, at path: RepoPath, temporary: String
  ) throws(GitError) -> Outcome {
    if let refusal = PathGuard.refusal(of: path) {
      throw .file(path: path.text, operation: "write", reason: refusal)
    }
    guard let folder = try open(folder: path.parent, create: new != nil) else {
      return new == nil ? .alreadyThere : .leftAlone("one of its folders is a file or a symlink")
    }
    let present = try item(named: path.name, in: folder, as: path)
    if same(present, new) {
      // With nothing wanted, a folder in its place is for other paths to deal with.
      return .alreadyThere
    }
    var trusted: FileStat?
    if !same(present, old) {
      trusted = try statOfCheckedOut(old, at: path)
      if trusted == nil { return .leftAlone("it changed meanwhile") }
    }
    /// Whether what was moved to a name is what was expected at the path.
    func isExpected(_ name: [UInt8]) throws(GitError) -> Bool {
      if let trusted { return folder.stat(of: name)?.isSameFile(as: trusted) == true }
      return same(try item(named: name, in: folder, as: path), old)
    }
    let temporaryName = Array(temporary.utf8)
    guard let new else {
      return try remove(path, from: folder, temporary: temporaryName, isExpected)
    }
    let conversion = try create(temporaryName, in: folder, item: new, at: path)
    if old == nil {
      // Folders that hold no file are nothing to git, and give way as they do for git.
      try removeEmptyFolders(from: path)
      guard folder.rename(temporaryName, toFree: path.name) else {
        let reason = Errno(rawValue: errno)
        folder.remove(temporaryName)
        if reason == .fileExists { return .leftAlone("something else is there now") }
        throw failure("write", path, reason)
      }
    } else {
      guard folder.exchange(temporaryName, path.name) else {
        let reason = Errno(rawValue: errno)
        folder.remove(temporaryName)
        throw failure("write", path, reason)
      }
      // What was exchanged out is checked once more: a person may have saved it meanwhile.
      guard try isExpected(temporaryName) else {
        guard folder.exchange(temporaryName, path.name) else {
          throw failure("put back", path, Errno(rawValue: errno))
        }
        try removeTemporary(temporaryName, from: folder, path)
        return .leftAlone("it was changed at that moment")
      }
      try removeTemporary(temporaryName, from: folder, path)
    }
    try sync(folder, of: path)
    return .done(conversion)
  }

  /// Makes changes whose folders are synced once, when all are made, instead of after each.
  ///
  /// A loss of power before that may leave any of the changes undone; each is whole or not there, as always.
  package func syncingOnce(_ changes: () throws -> Void) throws {
    unsynced = []
    defer { unsynced = nil }
    try changes()
    for folder in (unsynced ?? []).sorted() {
      try open(folder: folder, create: false)?.sync(folder)
    }
  }

  func sync(_ folder: OpenFolder, of path: RepoPath) throws(GitError) {
    if unsynced == nil { try folder.sync(path) } else { unsynced?.insert(path.parent) }
  }

  /// The stat data of a file that git itself checked out as an item, as the index remembers; nil where it
  /// can't be told.
  ///
  /// What converts such a file may have changed with its attributes, so that its bytes give another id now.
  private func statOfCheckedOut(
    _ item: TreeItem?, at path: RepoPath
  ) throws(GitError) -> FileStat? {
    guard item != nil, try repository.indexItem(at: path) == item else { return nil }
    switch try repository.foreignConversion(at: path) {
    // Git LFS makes the file of a pointer again, in whose place the new pointer may stand till then.
    case nil, .filter("lfs"): return try repository.indexedStat(at: path)
    case .filter, .encoding: return nil
    }
  }

  /// Whether two items are the same file to git here.
  package func same(_ left: TreeItem?, _ right: TreeItem?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    if ignoresExecutableBit, left.mode.isRegular, right.mode.isRegular {
      return left.id == right.id
    }
    return left == right
  }

  /// Makes an empty folder where nothing stands, as git does in a submodule's place.
  package func makeFolder(at path: RepoPath) throws(GitError) {
    _ = try open(folder: path, create: true)
  }

  /// Removes a folder, and those that it leaves empty above it, if it holds nothing but empty folders.
  package func removeFolderWithoutFiles(at path: RepoPath) throws(GitError) {
    try removeEmptyFolders(from: path)
    try removeEmptyFolders(above: path)
  }

  /// Removes folders that hold nothing any more, from a path's parent up.
  private func removeEmptyFolders(above path: RepoPath) throws(GitError) {
    var folder = path.parent
    while !folder.isRoot {
      guard let parent = try open(folder: folder.parent, create: false),
        parent.removeFolder(folder.name)
      else { return }
      // What was to be synced in it is gone for good once its own removal is on disk.
      if unsynced?.remove(folder) != nil { unsynced?.insert(folder.parent) }
      folder = folder.parent
    }
  }

  /// Removes a folder that holds no file, only such folders.
  private func removeEmptyFolders(from path: RepoPath) throws(GitError) {
    guard let folder = try open(folder: path, create: false) else { return }
    for name in try folder.names(for: path) {
      guard folder.stat(of: name)?.isFolder == true else { return }
      try removeEmptyFolders(from: path.appending(name))
    }
    _ = try open(folder: path.parent, create: false)?.removeFolder(path.name)
  }

  private func remove(
    _ path: RepoPath, from folder: OpenFolder, temporary: [UInt8],
    _ isExpected: ([UInt8]) throws(GitError) -> Bool
  ) throws(GitError) -> Outcome {
    guard folder.rename(path.name, toFree: temporary) else {
      throw failure("remove", path, Errno(rawValue: errno))
    }
    guard try isExpected(temporary) else {
      guard folder.rename(temporary, toFree: path.name) else {
        throw failure("put back", path, Errno(rawValue: errno))
      }
      return .leftAlone("it was changed at that moment")
    }
    try removeTemporary(temporary, from: folder, path)
    try sync(folder, of: path)
    try removeEmptyFolders(above: path)
    return .done(nil)
  }

  /// Removes a temporary file; where that fails, a landing must not end as if nothing were left.
  func removeTemporary(
    _ name: [UInt8], from folder: OpenFolder, _ path: RepoPath
  ) throws(GitError) {
    guard folder.remove(name) else {
      throw failure("remove what was replaced at", path, Errno(rawValue: errno))
    }
  }

  func open(folder path: RepoPath, create: Bool) throws(GitError) -> OpenFolder? {
    try OpenFolder.open(path, below: root, create: create)
  }

  func failure(_ operation: SafeText, _ path: RepoPath, _ reason: Errno) -> GitError {
    .file(path: path.text, operation: operation, reason: SafeText(reason.description))
  }
}

extension WorkTree {
  /// Every file and link below a folder, sorted; links to folders are not followed.
  package func files(below path: RepoPath) throws(GitError) -> [RepoPath] {
    guard let folder = try OpenFolder.open(path, below: root, create: false) else { return [] }
    var files: [RepoPath] = []
    for name in try folder.names(for: path) {
      let child = path.appending(name)
      if folder.stat(of: name)?.isFolder == true {
        files += try self.files(below: child)
      } else {
        files.append(child)
      }
    }
    return files.sorted()
  }
}
