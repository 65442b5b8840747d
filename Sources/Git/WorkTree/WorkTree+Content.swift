import Foundation
import SystemPackage
import Text

/// What files hold: small ones are read whole, large ones piece by piece where nothing converts them.
extension WorkTree {
  /// Bytes of a file that is read whole though it might be read piece by piece.
  private static let wholeSize = 4 << 20

  /// The bytes of a file as they stand in the work tree.
  private enum Content {
    /// Those of a file, or where a link leads.
    case bytes([UInt8])
    /// A large file's, which git stores as they are.
    case large(size: Int)
  }

  /// The id that the very bytes of a file have which is certain to be an item, or where a link leads; nil where
  /// anything else stands there.
  package func contentID(of item: TreeItem, at path: RepoPath) throws(GitError) -> ObjectID? {
    guard let folder = try open(folder: path.parent, create: false),
      let found = try content(named: path.name, in: folder, as: path), same(found.item, item)
    else { return nil }
    return switch found.content {
    case .bytes(let bytes): try Repository.hash(bytes, as: .blob)
    case .large: found.item.id
    }
  }

  /// Takes the very bytes of a file that is certain to be an item, or where a link leads, into a pack.
  ///
  /// - Returns: Their id; nil where anything else stands there.
  package func keep(
    _ item: TreeItem, at path: RepoPath, in pack: ObjectPack
  ) throws(GitError) -> ObjectID? {
    guard let folder = try open(folder: path.parent, create: false),
      let found = try content(named: path.name, in: folder, as: path), same(found.item, item)
    else { return nil }
    return try keep(found, in: pack) { () throws(GitError) in
      // Opened once more, as there may be more of them than files can be open.
      guard let folder = try self.open(folder: path.parent, create: false) else {
        throw self.failure("read", path, .noSuchFileOrDirectory)
      }
      return try folder.openFile(path.name, for: path)
    }
  }

  /// Takes the very bytes of a file, or where a link leads, into a pack.
  func keep(
    named name: [UInt8], in folder: OpenFolder, as path: RepoPath, _ pack: ObjectPack
  ) throws(GitError) -> ObjectID? {
    guard let found = try content(named: name, in: folder, as: path) else { return nil }
    return try keep(found, in: pack) { () throws(GitError) in
      try folder.openFile(name, for: path)
    }
  }

  private func keep(
    _ found: (item: TreeItem, content: Content), in pack: ObjectPack,
    _ open: @escaping () throws(GitError) -> WorkFile
  ) throws(GitError) -> ObjectID {
    switch found.content {
    case .bytes(let bytes): return try pack.add(bytes, as: .blob)
    case .large(let size):
      pack.add(found.item.id, size: size, open)
      return found.item.id
    }
  }

  /// What stands under a name, as git would store it.
  func item(
    named name: some Collection<UInt8>, in folder: OpenFolder, as path: RepoPath
  ) throws(GitError) -> TreeItem? {
    try content(named: name, in: folder, as: path)?.item
  }

  /// A file as git would store it, and its very bytes; for a link, where it leads.
  private func content(
    named name: some Collection<UInt8>, in folder: OpenFolder, as path: RepoPath
  ) throws(GitError) -> (item: TreeItem, content: Content)? {
    guard let stat = folder.stat(of: name) else { return nil }
    if stat.isSymlink {
      guard let target = folder.readSymlink(name) else { return nil }
      let id = try Repository.hash(target, as: .blob)
      return (TreeItem(mode: .symlink, id: id), .bytes(target))
    }
    guard stat.isRegular else { return nil }
    let mode: FileMode = stat.isExecutable ? .executable : .file
    let conversion = try repository.conversion(at: path)
    if stat.size > Self.wholeSize, try repository.isUnconverted(at: path, by: conversion) {
      let file = try folder.openFile(name, for: path)
      let id = try file.blobID(while: repository.isWanted)
      return (TreeItem(mode: mode, id: id), .large(size: file.size))
    }
    let bytes = try folder.readFile(name, for: path)
    let stored = try repository.converted(toObject: bytes, at: path, by: conversion)
    return (TreeItem(mode: mode, id: try Repository.hash(stored, as: .blob)), .bytes(bytes))
  }

  /// Makes a file or a link of what the repository has.
  ///
  /// - Returns: The conversion of it that is left to git.
  func create(
    _ name: [UInt8], in folder: OpenFolder, item: TreeItem, at path: RepoPath
  ) throws(GitError) -> Repository.ForeignConversion? {
    // A killed run's file of the same name is this run's to replace.
    folder.remove(name)
    if item.mode == .symlink {
      guard folder.makeSymlink(name, to: try repository.blob(item.id)) else {
        throw failure("write", path, Errno(rawValue: errno))
      }
      return nil
    }
    let conversion = try repository.conversion(at: path)
    let isExecutable = item.mode == .executable
    if try isPiecewise(item, at: path, by: conversion) {
      try folder.writeFile(name, isExecutable: isExecutable, for: path) {
        (write: OpenFolder.Writing) throws(GitError) in
        try repository.readBlob(item.id, write)
      }
      return try repository.foreign(conversion)
    }
    let bytes = try repository.converted(
      toWorkTree: repository.blob(item.id), of: item.id, at: path, by: conversion)
    try folder.writeFile(name, bytes, isExecutable: isExecutable, for: path)
    return try repository.foreign(conversion)
  }

  /// Whether an item is written and compared piece by piece at a path.
  private func isPiecewise(
    _ item: TreeItem, at path: RepoPath, by conversion: Conversion
  ) throws(GitError) -> Bool {
    guard try repository.blobSize(item.id) > Self.wholeSize else { return false }
    return try repository.isUnconverted(at: path, by: conversion)
  }

  /// Whether a file is a beginning of an item as it stands in the work tree, or of that with zeros in places.
  func isBeginning(
    _ name: [UInt8], in folder: OpenFolder, of item: TreeItem, at path: RepoPath
  ) throws(GitError) -> Bool {
    let conversion = try repository.conversion(at: path)
    guard try isPiecewise(item, at: path, by: conversion) else {
      let whole = try repository.converted(
        toWorkTree: repository.blob(item.id), of: item.id, at: path, by: conversion)
      let left = try folder.readFile(name, for: path)
      return left.count <= whole.count && zip(left, whole).allSatisfy { $0 == $1 || $0 == 0 }
    }
    let file = try folder.openFile(name, for: path)
    guard file.size <= (try repository.blobSize(item.id)) else { return false }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    var isBeginning = true
    try repository.readBlob(item.id) { (piece) throws(GitError) in
      guard isBeginning else { return }
      var rest = piece[...]
      while !rest.isEmpty {
        let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(rest.count))
        let count = try file.read(into: part)
        if count == 0 { return }
        isBeginning =
          isBeginning && zip(part.prefix(count), rest).allSatisfy { $0 == $1 || $0 == 0 }
        rest = rest.dropFirst(count)
      }
    }
    return isBeginning
  }
}
