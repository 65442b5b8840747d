import Foundation
import SystemPackage
import Text

/// A pack that no repack takes away while this lasts, as git guards what it fetches until its refs are
/// there (gitformat-pack, git-index-pack `--keep`): its `.keep` stands there before it does.
final class KeptPack {
  private static let beginning = "edgesync "
  private static let folderBeginning = "tmp_objdir-edgesync-"

  /// The `.keep`; nil where another process keeps the very pack.
  private var keep: FilePath?

  /// Makes a pack in a folder of its own, which `git gc` would take for what a killed git left, and gives
  /// it its place, synced to disk.
  ///
  /// - Parameters:
  ///   - objects: The repository's folder of objects.
  ///   - write: Writes the pack and its index into a folder.
  init(in objects: FilePath, write: (FilePath) throws(GitError) -> Void) throws(GitError) {
    let number = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    let folder = objects.appending("\(Self.folderBeginning)\(ProcessStamp.own)-\(number)")
    let packs = objects.entry("pack")
    for made in [packs, folder] where made.withPlatformString({ mkdir($0, 0o777) }) != 0 {
      guard errno == EEXIST else { throw Self.failure("make the folder", made) }
    }
    defer { Self.remove(folder) }
    try write(folder)
    let names = Self.names(in: folder)
    guard let pack = names.first(where: { $0.hasSuffix(".pack") }) else {
      throw .file(path: folder.text, operation: "write a pack into", reason: "there is none")
    }
    let path = packs.appending(pack.dropLast(".pack".count) + ".keep")
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    let file = path.withPlatformString { open($0, flags, 0o644) }
    if file >= 0 {
      keep = path
      let descriptor = FileDescriptor(rawValue: file)
      let text = "\(Self.beginning)\(ProcessStamp.own)\n"
      do {
        try descriptor.closeAfter { _ = try descriptor.writeAll(text.utf8) }
      } catch {
        _ = path.withPlatformString { unlink($0) }
        throw .file(
          path: path.text, operation: "write",
          reason: SafeText((error as? Errno)?.description ?? String(describing: error)))
      }
    } else if errno != EEXIST {
      throw Self.failure("write", path)
    }
    do throws(GitError) {
      // The index last: with it, the pack is there.
      for name in names.sorted(by: { $0.hasSuffix(".pack") && !$1.hasSuffix(".pack") }) {
        let moved = folder.appending(name).withPlatformString { from in
          packs.appending(name).withPlatformString { to in rename(from, to) }
        }
        guard moved == 0 else { throw Self.failure("write", packs.appending(name)) }
      }
      // git syncs a pack but never its folder, so that the name could be lost with the power.
      try FileSync.syncFolder(packs)
      try FileSync.syncFolder(objects)
    } catch {
      letGo()
      throw error
    }
  }

  deinit { letGo() }

  private func letGo() {
    if let keep { _ = keep.withPlatformString { unlink($0) } }
    keep = nil
  }

  /// Removes what processes that have ended left of packs they wrote, but for the packs.
  static func removeLeftBehind(in objects: FilePath) {
    for name in names(in: objects) where name.hasPrefix(folderBeginning) {
      let owner = name.dropFirst(folderBeginning.count).prefix { $0 != "-" }
      if ProcessStamp.hasEnded(owner) == true { remove(objects.appending(name)) }
    }
    let packs = objects.entry("pack")
    for name in names(in: packs) where name.hasSuffix(".keep") {
      let path = packs.appending(name)
      guard let bytes = try? FileSync.readFile(path), bytes.starts(with: beginning.utf8) else {
        continue
      }
      let owner = bytes.dropFirst(beginning.utf8.count).prefix { $0 != 0x0A }
      if ProcessStamp.hasEnded(String(decoding: owner, as: UTF8.self)) == true {
        _ = path.withPlatformString { unlink($0) }
      }
    }
  }

  private static func names(in folder: FilePath) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
  }

  private static func remove(_ folder: FilePath) {
    for name in names(in: folder) {
      _ = folder.appending(name).withPlatformString { unlink($0) }
    }
    _ = folder.withPlatformString { rmdir($0) }
  }

  private static func failure(_ operation: SafeText, _ path: FilePath) -> GitError {
    .file(
      path: path.text, operation: operation, reason: SafeText(Errno(rawValue: errno).description))
  }
}

extension Repository {
  /// Removes what ended processes left of packs they wrote here: the packs stay, and may go with the next
  /// repack.
  package func removeKeptLeftBehind() {
    KeptPack.removeLeftBehind(in: commonFolder.entry("objects"))
  }
}
