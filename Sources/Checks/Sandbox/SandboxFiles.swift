import Foundation
import SystemPackage

/// Which files a check may read in a sandbox: the system's programs, what its `PATH` and its variables name, and
/// none of the user's home or of the repositories.
struct SandboxFiles: Sendable {
  /// Where a system keeps programs and what they need. Nothing of a user's lies there.
  private static let system: [FilePath] = [
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/nix", "/gnu",
    "/snap", "/sys", "/var/lib/dpkg", "/var/lib/rpm", "/var/lib/pacman",
  ]
  /// What stands beside the `bin` of an installation and belongs to it; `share` may be where keys are kept.
  private static let besidePrograms = [
    "conda-meta", "include", "lib", "lib64", "libexec", "plugins", "pyvenv.cfg", "version",
    "versions",
  ]

  /// Homes, of which a variable may open a part.
  let homes: [FilePath]
  /// Folders of which nothing may be opened.
  let hidden: [FilePath]
  /// The system's folders that are there.
  let systemFolders: [FilePath]
  /// The same, without what is hidden in them.
  let readableSystem: [FilePath]

  /// The files, without some folders.
  ///
  /// - Parameters:
  ///   - homes: Homes.
  ///   - repositories: The repositories.
  init(homes: [FilePath], repositories: [FilePath]) {
    self.homes = Self.usable(homes)
    hidden = Self.usable(repositories) + Self.othersSecrets
    // Where a link leads that programs follow: the resolver's configuration is made anew at each start.
    let resolver = Self.resolved("/etc/resolv.conf")
    let folders = Self.system + (resolver.starts(with: "/etc") ? [] : [resolver])
    systemFolders = folders.filter { FileManager.default.fileExists(atPath: $0.string) }
    readableSystem = Self.without(hidden + self.homes, systemFolders)
  }

  /// Folders as they are once links are followed, without those that hold the system itself.
  private static func usable(_ folders: [FilePath]) -> [FilePath] {
    var usable: [FilePath] = []
    for folder in folders.flatMap({ [$0.lexicallyNormalized(), resolved($0)] })
    where folder.isAbsolute && !usable.contains(folder) {
      if !system.contains(where: { $0.starts(with: folder) }) { usable.append(folder) }
    }
    return usable
  }

  static func resolved(_ path: FilePath) -> FilePath {
    FilePath(URL(fileURLWithPath: path.string).resolvingSymlinksInPath().path)
  }

  /// What of the system's configuration only root may read, and a check that runs as root mustn't either.
  private static let othersSecrets: [FilePath] = {
    guard geteuid() == 0 else { return [] }
    var secrets: [FilePath] = []
    let entries = FileManager.default.enumerator(atPath: "/etc")
    while let name = entries?.nextObject() as? String {
      let path = FilePath("/etc/" + name)
      var status = stat()
      guard path.withPlatformString({ lstat($0, &status) }) == 0 else { continue }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      if status.st_mode & S_IFMT == S_IFLNK || status.st_mode & (isFolder ? 0o005 : 0o004) != 0 {
        continue
      }
      secrets.append(path)
      if isFolder { entries?.skipDescendants() }
    }
    return secrets
  }()

  /// What a check's variables open beyond the system: the folders of its `PATH`, with what belongs to them, and
  /// the paths in variables that the manifest gives it.
  func opened(by variables: [String: String], given names: Set<String>) -> [FilePath] {
    var paths: [FilePath] = []
    func open(_ path: FilePath) {
      let path = path.lexicallyNormalized()
      let all = [path, Self.resolved(path)]
      guard path.isAbsolute, FileManager.default.fileExists(atPath: path.string),
        !all.contains(where: { one in
          (homes + Self.usable([NSTemporaryDirectory()].map { FilePath($0) })).contains {
            $0.starts(with: one)
          }
            || hidden.contains { $0.starts(with: one) || one.starts(with: $0) }
        })
      else { return }
      paths += Array(Set(all))
    }
    for entry in variables["PATH", default: ""].split(separator: ":") {
      let folder = FilePath(String(entry))
      guard folder.isAbsolute, !Self.system.contains(where: { folder.starts(with: $0) }) else {
        continue
      }
      open(folder)
      guard let name = folder.lastComponent?.string, ["bin", "shims"].contains(name) else {
        continue
      }
      for beside in Self.besidePrograms { open(folder.removingLastComponent().appending(beside)) }
      if name == "shims" { open(folder.removingLastComponent().appending("bin")) }
    }
    for name in names.sorted() where name != "PATH" {
      for part in variables[name, default: ""].split(separator: ":") where part.hasPrefix("/") {
        open(FilePath(String(part)))
      }
    }
    return paths
  }

  /// Folders without what is hidden in them.
  static func without(_ hidden: [FilePath], _ folders: [FilePath]) -> [FilePath] {
    let names = hidden.map(\.string)
    return folders.flatMap { without(names, $0.string) }.map { FilePath($0) }
  }

  private static func without(_ hidden: [String], _ folder: String) -> [String] {
    if hidden.contains(where: { isInside(folder, $0) }) { return [] }
    let inside = hidden.filter { isInside($0, folder) }
    guard !inside.isEmpty else { return [folder] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.flatMap { without(inside, folder + "/" + $0) }
  }

  /// Whether a path is another or lies in it; as text, for a folder may have thousands of files.
  private static func isInside(_ path: String, _ folder: String) -> Bool {
    path.utf8.starts(with: folder.utf8)
      && (path.utf8.count == folder.utf8.count
        || path.utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/"))
  }
}
