import Git
import SystemPackage
import Text

/// Which files of a work tree git, or a program that git runs, would run or obey: asked of every path before
/// it is written, so that no file of upstream's becomes a program by where it lands.
package struct GitPrograms: Sendable {
  /// Files that are used, by ``PathGuard/key(of:)``.
  private var files: [RepoPath: PathUse] = [:]
  /// Folders of which everything is used; of the root only what lies in it itself.
  private var folders: [RepoPath: PathUse] = [:]
  /// Folders on the way to what is used: a link in the place of one would lead elsewhere.
  private var ancestors: [RepoPath: PathUse] = [:]
  /// Folders where programs are looked for by name.
  private var commandFolders: [RepoPath: PathUse] = [:]
  /// Files that a hook's text names.
  private var mentioned: [RepoPath: PathUse] = [:]
  /// Names of programs that git and its settings run.
  private var commands = Self.usualCommands
  /// The work tree's root, as it is named and as it is without links.
  private let roots: [PathNames]

  /// Programs by whose names a file in a folder of `PATH` would be run next.
  private static let usualCommands: Set<String> = [
    "bash", "cat", "curl", "docker", "editor", "edgesync", "env", "gh", "git", "gpg", "gpg2",
    "gpgsm",
    "less", "more", "nano", "pager", "perl", "podman", "python", "python3", "sh", "ssh", "vi",
    "vim",
  ]

  /// No file is used yet.
  init(root: FilePath) {
    roots = Array(Set([PathNames(root)] + LinkTrail.places(of: root).suffix(1)))
  }

  /// What would become of a file at a path; nil where nothing reads or runs it but who opens it.
  package func use(of path: RepoPath) -> PathUse? {
    let key = PathGuard.key(of: path)
    if let use = files[key] ?? folders[key] ?? ancestors[key] { return use }
    if key.parent.isRoot, let use = folders[.root] { return use }
    if let use = commandFolders[key.parent], isCommand(key.name) { return use }
    var folder = key.parent
    while !folder.isRoot {
      if let use = folders[folder] { return use }
      folder = folder.parent
    }
    return nil
  }

  /// A hook of the person's own that names a file; nil where none does. What stands there already is what its
  /// author meant; something new isn't.
  package func mention(of path: RepoPath) -> PathUse? { mentioned[PathGuard.key(of: path)] }

  /// Whether something is a program that git runs by its name alone.
  private func isCommand(_ name: ArraySlice<UInt8>) -> Bool {
    name.starts(with: "git-".utf8) || name.starts(with: "ssh-".utf8)
      || commands.contains(String(decoding: name, as: UTF8.self))
  }

  /// Notes a program's name.
  mutating func note(command name: String) { commands.insert(name.lowercased()) }

  /// Notes a file that is used, and everything that is passed on the way to it.
  mutating func note(file: FilePath, _ use: PathUse) {
    note(file, use) { $0.files[$1] = $0.files[$1] ?? use }
  }

  /// Notes a file that a hook names.
  mutating func note(mentioned file: FilePath, _ use: PathUse) {
    for place in LinkTrail.places(of: file) {
      guard let inside = inside(place), !inside.isRoot else { continue }
      let key = PathGuard.key(of: inside)
      mentioned[key] = mentioned[key] ?? use
    }
  }

  /// Notes a folder whose files are all used.
  mutating func note(folder: FilePath, _ use: PathUse) {
    note(folder, use) { $0.folders[$1] = $0.folders[$1] ?? use }
  }

  /// Notes a folder where programs are looked for by name.
  mutating func note(commandFolder folder: FilePath, _ use: PathUse) {
    note(folder, use) { $0.commandFolders[$1] = $0.commandFolders[$1] ?? use }
  }

  private mutating func note(
    _ path: FilePath, _ use: PathUse, _ body: (inout GitPrograms, RepoPath) -> Void
  ) {
    for place in LinkTrail.places(of: path) {
      guard let inside = inside(place) else { continue }
      let key = PathGuard.key(of: inside)
      body(&self, key)
      var folder = key.parent
      while !folder.isRoot {
        ancestors[folder] = ancestors[folder] ?? use
        folder = folder.parent
      }
    }
  }

  /// A place as a path of the work tree; nil where it lies outside.
  func inside(_ place: FilePath) -> RepoPath? { inside(PathNames(place)) }

  private func inside(_ place: PathNames) -> RepoPath? {
    for root in roots where place.starts(with: root) {
      return RepoPath(place.names.dropFirst(root.names.count).joined(separator: [0x2F]))
    }
    return nil
  }
}
