import Foundation
import SystemPackage

/// Removes a folder with all that a check has left in it: names that are no text, folders that nobody
/// may look into, folders deeper than a path can be. No link is followed.
struct FolderRemoval {
  private let root: Int32
  /// Folders in the root that still have to go.
  private var waiting: [[CChar]] = []
  private var moved = 0

  /// Removes a folder; what can't be removed stays.
  static func remove(_ folder: FilePath) {
    folder.withPlatformString { path in
      chmod(path, 0o700)
      let root = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      guard root >= 0 else { return }
      var removal = FolderRemoval(root: root)
      removal.empty(root)
      while let name = removal.waiting.popLast() { removal.removeFolder(name) }
      close(root)
      rmdir(path)
    }
  }

  private init(root: Int32) {
    self.root = root
  }

  private mutating func removeFolder(_ name: [CChar]) {
    let folder = openat(root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard folder >= 0 else { return }
    empty(folder)
    close(folder)
    unlinkat(root, name, AT_REMOVEDIR)
  }

  /// Removes a folder's files, and moves its folders up to the root, where they wait for their turn: so
  /// neither the stack nor the number of open files grows with the depth.
  private mutating func empty(_ folder: Int32) {
    for name in Self.names(in: folder) {
      if unlinkat(folder, name, 0) == 0 || unlinkat(folder, name, AT_REMOVEDIR) == 0 { continue }
      var status = stat()
      guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
        status.st_mode & S_IFMT == S_IFDIR
      else { continue }
      // Its own right to write is needed to move it, and to look into it later.
      fchmodat(folder, name, 0o700, 0)
      moved += 1
      let place = Array("edgesync-removing-\(getpid())-\(moved)".utf8CString)
      if renameat(folder, name, root, place) == 0 { waiting.append(place) }
    }
  }

  private static func names(in folder: Int32) -> [[CChar]] {
    let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0, let stream = fdopendir(copy) else { return [] }
    defer { closedir(stream) }
    var names: [[CChar]] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
      }
      let dot = CChar(UInt8(ascii: "."))
      if name != [dot], name != [dot, dot] { names.append(name + [0]) }
    }
    return names
  }
}
