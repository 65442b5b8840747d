import Foundation
import Git
import SystemPackage
import Text
import Upstream

/// The folder that a commit's hooks run in: a work tree that holds exactly what would land, and an index of it.
///
/// What git ignores here comes as links to the folders themselves (`node_modules`, `.venv`), for hooks find their
/// tools there; they are no part of what lands. It lies outside of `.git`, which many tools pass over.
final class HookFolder {
  /// The root of the files.
  let root: FilePath
  /// Variables by which git, called by a hook, finds files and index.
  var variables: [String: String] {
    ["GIT_WORK_TREE": root.string, "GIT_INDEX_FILE": index.string, "GIT_PREFIX": ""]
  }

  private let index: FilePath
  private let top: FilePath
  private let state: FilePath
  private static let prefix = "edgesync-hooks-"

  /// Lays out a tree.
  init(_ tree: ObjectID, of edge: EdgeRepo, git: GitCommand) async throws {
    state = edge.workTreeState
    // Of a run that was killed; who holds edgesync's lock is alone here.
    try Self.removeLeftovers(in: state)
    let place = FilePath(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")
    var template = place.appending(Self.prefix + "XXXXXX").withPlatformString { path in
      Array(UnsafeBufferPointer(start: path, count: strlen(path) + 1))
    }
    guard mkdtemp(&template) != nil else {
      throw GitError.file(
        path: place.text, operation: "make a folder for hooks in",
        reason: SafeText(Errno(rawValue: errno).description))
    }
    top = FilePath(platformString: template)
    // Named as the work tree is, for what goes by that.
    root = top.appending(edge.root.lastComponent?.string ?? "files")
    index = Self.index(in: state)
    try FileSync.replaceFile(Self.note(in: state), with: top.bytes)
    guard root.withPlatformString({ mkdir($0, 0o700) }) == 0 else {
      throw GitError.file(
        path: root.text, operation: "make the folder",
        reason: SafeText(Errno(rawValue: errno).description))
    }
    try await layOut(tree, edge, git)
    try await link(edge, git)
  }

  deinit { try? Self.removeLeftovers(in: state) }

  /// Puts links to what git ignores where nothing else stands.
  private func link(_ edge: EdgeRepo, _ git: GitCommand) async throws {
    let list = GitInvocation(
      ["ls-files", "--others", "--ignored", "--exclude-standard", "--directory", "-z"],
      gitFolder: edge.repository.gitFolder, folder: edge.root)
    for name in try await git.run(list).split(separator: 0) where name.last == UInt8(ascii: "/") {
      let path = RepoPath(Array(name.dropLast()))
      let place = root.appending(path)
      guard Self.status(of: place) == nil, isInFolders(path.parent) else { continue }
      _ = edge.root.appending(path).withPlatformString { target in
        place.withPlatformString { symlink(target, $0) }
      }
    }
  }

  /// Fills the index, and has git write the files as it would check them out, however large they are; the user's
  /// filters stay out of it.
  private func layOut(_ tree: ObjectID, _ edge: EdgeRepo, _ git: GitCommand) async throws {
    var run = GitInvocation(
      ["read-tree", tree.hex], gitFolder: edge.repository.gitFolder, folder: root)
    run.environment = variables
    try await git.run(run)
    run.arguments = ["checkout-index", "--all", "--index", "--quiet"]
    run.settings = try edge.answers.settings().compactMap { setting in
      guard setting.key.hasPrefix("filter.") else { return nil }
      return (setting.key, setting.key.hasSuffix(".required") ? "false" : "")
    }
    try await git.run(run)
  }

  /// Whether all of a path are folders themselves: a link that lands would lead out of here.
  private func isInFolders(_ path: RepoPath) -> Bool {
    var folder = path
    while !folder.isRoot {
      guard Self.status(of: root.appending(folder)).map({ $0.st_mode & S_IFMT }) == S_IFDIR else {
        return false
      }
      folder = folder.parent
    }
    return true
  }

  /// The tree that the index holds now.
  func writtenTree(_ edge: EdgeRepo, _ git: GitCommand) async throws -> ObjectID? {
    var write = GitInvocation(
      ["write-tree"], gitFolder: edge.repository.gitFolder, folder: root)
    write.environment = variables
    return try await ObjectID(hex: git.run(write).prefix(40))
  }

  /// Whether something of such a folder is there: its index, git's lock of it, or the note of where it is.
  static func areLeftovers(in state: FilePath) -> Bool {
    leftovers(in: state).contains { StaleGitLocks.date(of: $0) != nil }
  }

  /// Removes the folder that the note names, and all that belongs to it.
  static func removeLeftovers(in state: FilePath) throws(GitError) {
    if let bytes = try FileSync.readFile(note(in: state), limit: 1 << 12) {
      let top = FilePath(bytes: bytes)
      if top.isAbsolute, top.lastComponent?.string.hasPrefix(prefix) == true,
        status(of: top)?.st_uid == geteuid()
      {
        try? FileManager.default.removeItem(atPath: top.string)
      }
    }
    for file in leftovers(in: state) { try FileSync.removeFile(file) }
  }

  /// What stands at a path itself; nil where nothing does.
  private static func status(of path: FilePath) -> stat? {
    var status = stat()
    return path.withPlatformString { lstat($0, &status) } == 0 ? status : nil
  }

  private static func index(in state: FilePath) -> FilePath { state.entry("hook-index") }

  private static func note(in state: FilePath) -> FilePath { state.entry("hook-folder") }

  private static func leftovers(in state: FilePath) -> [FilePath] {
    [index(in: state), state.entry("hook-index.lock"), note(in: state)]
  }
}
