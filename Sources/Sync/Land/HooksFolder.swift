import Foundation
import Git
import SystemPackage

/// Where git looks for a repository's hooks, and which paths of the work tree it would run as one.
struct HooksFolder {
  /// The folder, as the settings name it.
  let path: FilePath
  /// Places in the work tree that it leads to, by name or by link, in lower case: some file systems
  /// make no difference.
  private let places: Set<RepoPath>

  /// The hooks folder of a repository with a work tree.
  init(of repository: Repository, root: FilePath) throws(GitError) {
    path = try Self.folder(of: repository, root: root)
    let real = Self.resolved(root)
    var places: Set<RepoPath> = []
    for target in [path.lexicallyNormalized(), Self.resolved(path)] + Self.linkTargets(in: path) {
      for base in [root.lexicallyNormalized(), real] where target.starts(with: base) {
        let names = target.components.dropFirst(base.components.count)
        places.insert(Self.folded(RepoPath(names.map(\.string).joined(separator: "/"))))
      }
    }
    self.places = places
  }

  /// Whether git could run what is written at a path: it lies in the folder, is what a hook is a link
  /// to, or stands where one of the folders on the way there is.
  func isLedTo(by path: RepoPath) -> Bool {
    let path = Self.folded(path)
    return places.contains { place in
      if place.isRoot { return path.parent.isRoot }
      return path.isInside(place) || place.isInside(path)
    }
  }

  private static func folder(
    of repository: Repository, root: FilePath
  ) throws(GitError) -> FilePath {
    guard let setting = try repository.setting("core.hooksPath"), !setting.isEmpty else {
      return repository.commonFolder.appending("hooks")
    }
    if setting.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] {
      return FilePath(home).appending(String(setting.dropFirst(2)))
    }
    return root.pushing(FilePath(setting))
  }

  /// What the links in a folder lead to, also where nothing is there yet.
  private static func linkTargets(in folder: FilePath) -> [FilePath] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
    return names.flatMap { name -> [FilePath] in
      let link = folder.appending(name)
      guard
        let target = try? FileManager.default.destinationOfSymbolicLink(atPath: link.string)
      else { return [] }
      let place = resolved(folder).pushing(FilePath(target))
      return [place.lexicallyNormalized(), resolved(place)]
    }
  }

  /// A path without links on the way, as far as it is there.
  private static func resolved(_ path: FilePath) -> FilePath {
    var present = path
    var missing: [FilePath.Component] = []
    while true {
      let real = present.withPlatformString { realpath($0, nil) }
      if let real {
        defer { free(real) }
        return FilePath(platformString: real).appending(missing.reversed()).lexicallyNormalized()
      }
      guard let last = present.lastComponent else { return path.lexicallyNormalized() }
      missing.append(last)
      present.removeLastComponent()
    }
  }

  private static func folded(_ path: RepoPath) -> RepoPath {
    RepoPath(
      path.bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 0x20 : $0 })
  }
}
