import Foundation
import Git
import SystemPackage

/// Where a checkout seems to be, told by names alone: what is looked at where nothing can open it.
struct CheckoutPlace: Sendable {
  /// The folder that has a `.git`.
  let root: FilePath
  /// The git folder: `.git` itself, or where a `.git` file leads.
  let gitFolder: FilePath

  /// Looks upwards from a folder; nil where no `.git` is found.
  init?(from folder: FilePath) {
    var place = FilePath(FileManager.default.currentDirectoryPath).pushing(folder)
    while FileStat.modification(of: place.entry(".git")) == nil {
      guard place.removeLastComponent() else { return nil }
    }
    root = place
    let entry = place.entry(".git")
    let bytes = (try? FileSync.readFile(entry, limit: 1 << 13)) ?? nil
    guard let bytes, bytes.starts(with: "gitdir: ".utf8) else {
      gitFolder = entry
      return
    }
    gitFolder = place.pushing(FilePath(bytes: bytes.dropFirst(8).prefix { $0 != 0x0A }))
  }

  /// Whether all but HEAD of a git folder is there.
  var hasObjects: Bool {
    FileStat.modification(of: gitFolder.entry("objects")) != nil
      && FileStat.modification(of: gitFolder.entry("refs")) != nil
  }

  /// The branch that HEAD most likely was on: `main`, `master`, or the first; nil where there is none.
  var likelyBranch: String? {
    let folder = gitFolder.entry("refs/heads").string
    let loose = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let packed =
      ((try? FileSync.readFile(gitFolder.entry("packed-refs"), limit: 1 << 24)) ?? nil)
      .map { String(decoding: $0, as: UTF8.self).split(separator: "\n") } ?? []
    let names =
      loose.filter { name in
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
          && !isFolder.boolValue && !name.hasSuffix(".lock")
      }
      + packed.compactMap { $0.split(separator: " ").last }.filter { $0.hasPrefix("refs/heads/") }
      .map { String($0.dropFirst("refs/heads/".count)) }
    return ["main", "master"].first(where: names.contains) ?? names.min()
  }
}
