import Foundation
import Git
import SystemPackage
import Text

/// What may lie in edgesync's own clone of upstream: what its fetches put there and nothing by which git would
/// be configured, led elsewhere or have programs to run, whoever put that there.
struct MirrorFolder {
  private enum Kind { case file, folder }

  /// What a bare repository needs, and what a fetch adds.
  private static let known: [String: Kind] = [
    "HEAD": .file, "config": .file, "description": .file, "fetched-from": .file,
    "packed-refs": .file, "FETCH_HEAD": .file, "gc.pid": .file, "gc.log": .file,
    "incoming": .folder,
    "objects": .folder, "refs": .folder,
  ]

  /// What `git init --bare` writes; fetches are told everything else anew.
  private static let configuration =
    "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n"

  private let folder: FilePath

  /// The clone in a folder.
  init(_ folder: FilePath) {
    self.folder = folder
  }

  /// Takes away what doesn't belong there, and writes the configuration anew where it is another one.
  ///
  /// - Throws: ``GitError/foreignFolder(path:reason:remedy:)`` where somebody else may have made or may change
  ///   the folder.
  func settle() throws(GitError) {
    try OwnFolder.refuseForeign(folder, in: folder.removingLastComponent())
    guard folder.withPlatformString({ access($0, F_OK) }) == 0 else { return }
    for name in Self.names(in: folder) {
      let path = folder.appending(name)
      let kind = Self.kind(of: path)
      // What git and a fetch write just now, which who only reads doesn't wait for.
      if kind == .file, Self.isBeingWritten(name) { continue }
      if kind == nil || kind != Self.known[name] { try remove(path) }
    }
    let objects = folder.entry("objects")
    try removeLinks(in: objects, depth: 2)
    for name in ["alternates", "http-alternates"] {
      try FileSync.removeFile(objects.entry("info").appending(name))
    }
    try removeLinks(in: folder.entry("refs"), depth: PathGuard.maximumDepth)
    let file = folder.entry("config")
    let present = try? FileSync.readFile(file, limit: 1 << 16)
    if present != Array(Self.configuration.utf8) {
      try FileSync.replaceFile(file, with: Array(Self.configuration.utf8))
    }
  }

  private static func isBeingWritten(_ name: String) -> Bool {
    name.hasSuffix(".lock") || name.hasSuffix(".new") || name.hasPrefix(FileSync.newFilePrefix)
  }

  /// Removes links, which would lead to files that aren't the clone's.
  private func removeLinks(in folder: FilePath, depth: Int) throws(GitError) {
    for name in Self.names(in: folder) {
      let path = folder.appending(name)
      switch Self.kind(of: path) {
      case .folder: if depth > 1 { try removeLinks(in: path, depth: depth - 1) }
      case .file: break
      case nil: try remove(path)
      }
    }
  }

  private func remove(_ path: FilePath) throws(GitError) {
    do {
      try FileManager.default.removeItem(atPath: path.string)
    } catch {
      // Another process may have taken it away.
      guard LinkTrail.target(of: path) != nil || access(path.string, F_OK) == 0 else { return }
      throw .file(
        path: path.text, operation: "remove", reason: SafeText(error.localizedDescription))
    }
  }

  /// What stands at a path; nil for a link, a pipe and their like.
  private static func kind(of path: FilePath) -> Kind? {
    var buffer = stat()
    guard path.withPlatformString({ lstat($0, &buffer) }) == 0 else { return nil }
    switch buffer.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default: return nil
    }
  }

  private static func names(in folder: FilePath) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []
  }
}
