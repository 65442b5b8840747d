import Foundation
import SystemPackage
import Text

/// What a killed run left: temporary files, which may be ours or hold what a person saved.
extension WorkTree {
  /// Deals with a temporary file that a killed run left beside a path: removes it if it is one of the
  /// two versions, else puts it back, for then it is what a person had saved. Where they have saved the
  /// path once more since, that stays and the earlier save is kept under ``rescueReferences``.
  package func settle(
    temporary: String, beside path: RepoPath, old: TreeItem?, new: TreeItem?
  ) throws(GitError) -> Outcome {
    guard let folder = try open(folder: path.parent, create: false) else { return .alreadyThere }
    let name = Array(temporary.utf8)
    let isLeft = [name, OpenFolder.thirdName(of: name)].contains { folder.stat(of: $0) != nil }
    let outcome = try settle(name, in: folder, beside: path, old: old, new: new)
    // It must not come back once nothing tells of it any more.
    if isLeft { try sync(folder, of: path) }
    return outcome
  }

  private func settle(
    _ name: [UInt8], in folder: OpenFolder, beside path: RepoPath, old: TreeItem?, new: TreeItem?
  ) throws(GitError) -> Outcome {
    // Where names can't be exchanged at once, the new version may wait under a third one.
    let third = OpenFolder.thirdName(of: name)
    if folder.stat(of: third) != nil,
      try same(item(named: third, in: folder, as: path), new)
    {
      folder.remove(third)
    }
    guard folder.stat(of: name) != nil else { return .alreadyThere }
    let left = try item(named: name, in: folder, as: path)
    // Where nothing stood, nothing was exchanged out: whatever a loss of power made of it, it is ours.
    var isOurs = same(left, old) || same(left, new) || (old == nil && new != nil)
    // The new version is whole before it is exchanged in, so what was exchanged out isn't a part of it.
    if !isOurs, try !same(item(named: path.name, in: folder, as: path), new) {
      isOurs = try isPartial(name, in: folder, new: new, at: path)
    }
    if isOurs {
      if new != nil, same(left, old), folder.stat(of: path.name) == nil {
        // An exchange by three renames ended between them: the old version is still to be replaced.
        guard folder.rename(name, toFree: path.name) else {
          throw failure("put back", path, Errno(rawValue: errno))
        }
      } else {
        try removeTemporary(name, from: folder, path)
      }
      return .done(nil)
    }
    if folder.stat(of: path.name) == nil {
      guard folder.rename(name, toFree: path.name) else {
        throw failure("put back", path, Errno(rawValue: errno))
      }
    } else if let new, same(try item(named: path.name, in: folder, as: path), new) {
      guard folder.exchange(name, path.name) else {
        throw failure("put back", path, Errno(rawValue: errno))
      }
      // What came out has to be the new version still, and nothing that was saved since.
      if try same(item(named: name, in: folder, as: path), new) {
        try removeTemporary(name, from: folder, path)
      } else {
        try rescue(name, from: folder, of: path)
      }
    } else {
      try rescue(name, from: folder, of: path)
    }
    return .leftAlone("it was changed as an earlier run ended")
  }

  /// Where files that a person saved, and that no place is left for in the work tree, are kept.
  package static let rescueReferences = "refs/edgesync/rescue/"

  /// Keeps a file's bytes as a blob under a ref of its own, then removes the file.
  private func rescue(
    _ name: [UInt8], from folder: OpenFolder, of path: RepoPath
  ) throws(GitError) {
    let pack = try ObjectPack(for: repository, from: nil)
    defer { withExtendedLifetime(pack) {} }
    guard let blob = try keep(named: name, in: folder, as: path, pack) else {
      throw .unfit(path: path.text, reason: "it isn't a regular file")
    }
    try pack.write()
    try repository.refreshObjects()
    try repository.setReference(Self.rescueReferences + blob.hex, to: blob)
    try removeTemporary(name, from: folder, path)
  }

  /// Whether a file is a beginning of the new version that a kill cut short, or the new version with
  /// zeros in place of what a loss of power took.
  private func isPartial(
    _ name: [UInt8], in folder: OpenFolder, new: TreeItem?, at path: RepoPath
  ) throws(GitError) -> Bool {
    guard let new, new.mode.isRegular, folder.stat(of: name)?.isRegular == true else {
      return false
    }
    return try isBeginning(name, in: folder, of: new, at: path)
  }
}
