import Foundation
import Git
import Landing
import Planning
import Rules
import Support
import SystemPackage
import Text
import Upstream

/// An edge repo that holds the copy of an upstream commit, adopted as `edgesync init` does it, with files
/// of its own beside.
package final class AdoptedRepo {
  /// The edge repo's root.
  package let root: FilePath
  /// git on the edge repo.
  package let git: Plumbing
  /// The mappings.
  package private(set) var rules: RandomRules
  private let upstream: HistoryRepo
  private let history: Int

  /// Adopts a commit of a history.
  package init(
    _ upstream: HistoryRepo, history: Int, pin: Int, rules: RandomRules, at root: FilePath
  ) throws {
    self.upstream = upstream
    self.history = history
    self.rules = rules
    self.root = root
    git = Plumbing(root)
    try FileManager.default.createDirectory(
      atPath: root.string, withIntermediateDirectories: true)
    try git.run("init", "--quiet", "--template=", "--initial-branch=main", ".")
    let config = """
      [user]
      \tname = Ana Silva
      \temail = ana@example.com
      [commit]
      \tgpgSign = false

      """
    let file = root.appending(".git/config").string
    try (String(contentsOfFile: file, encoding: .utf8) + config)
      .write(toFile: file, atomically: false, encoding: .utf8)

    let tree = upstream.histories[history].commits[pin].tree
    for path in tree.paths {
      guard let upstreamFile = tree.files[path] else { continue }
      for place in rules.places(of: path) where place.group != .outside {
        guard let edgePath = place.path else { continue }
        let isOwn = place.group == .edge
        let own = HistoryFile(kind: .file, content: Array("the edge repo's own\n".utf8))
        try RawFiles.write(isOwn ? own : upstreamFile, at: edgePath.bytes, below: root)
      }
    }
    for (path, text) in Self.ownFiles { try RawFiles.write(text, at: path, below: root) }
    try RawFiles.write(
      rules.text(url: upstream.folder.string, branch: HistoryRepo.branch(of: history)),
      at: "edgesync.yml", below: root)
    try writeLock(pin: pin)
    try git.run("add", "--all", "--force")
    try git.run("commit", "--quiet", "--message", "Adopt the platform's services")
  }

  private static let ownFiles = [
    "README.md": "# Ours\n", "docs/notes.md": "Notes\n", "docs/more.md": "More\n",
    ".gitignore": "*.ign\n",
  ]

  private func writeLock(pin: Int) throws {
    let repository = try Repository(at: upstream.folder)
    guard let id = ObjectID(hex: self.id(of: pin)) else { throw Missing() }
    let manifest = try rules.manifest(
      url: upstream.folder.string, branch: HistoryRepo.branch(of: history))
    let lock = try Lock(adopting: manifest, at: repository.commit(id), in: repository)
    try RawFiles.write(lock.encoded, at: "edgesync.lock", below: root)
  }

  private struct Missing: Error {}

  /// The id of one of the history's commits.
  package func id(of commit: Int) -> String { upstream.ids[history][commit] }

  /// The id of one of the history's commits.
  package func candidate(_ commit: Int) throws -> ObjectID {
    guard let id = ObjectID(hex: id(of: commit)) else { throw Missing() }
    return id
  }

  /// Commits a manifest of other rules; the lock stays.
  package func change(to rules: RandomRules) throws {
    self.rules = rules
    try RawFiles.write(
      rules.text(url: upstream.folder.string, branch: HistoryRepo.branch(of: history)),
      at: "edgesync.yml", below: root)
    try git.run("commit", "--quiet", "--message", "Change what is synced", "edgesync.yml")
  }

  /// The synced files at an upstream commit by their paths in the edge repo, from `git ls-tree`.
  package func synced(at commit: Int) throws -> [[UInt8]: ListedFile] {
    try synced(at: commit, by: rules)
  }

  /// The synced files at an upstream commit under some rules.
  package func synced(at commit: Int, by rules: RandomRules) throws -> [[UInt8]: ListedFile] {
    var files: [[UInt8]: ListedFile] = [:]
    for (path, file) in try upstream.git.files(of: id(of: commit)) {
      for place in rules.places(of: path) where place.group == .synced {
        if let edgePath = place.path { files[edgePath.bytes] = file }
      }
    }
    return files
  }

  /// Whether upstream has in a commit what each mapping takes, a folder where it had one at the pin.
  package func isWhole(_ commit: Int, besidePin pin: Int) -> Bool {
    rules.mappings.allSatisfy { mapping in
      guard let isFolder = isFolder(mapping.from, at: commit) else { return false }
      return self.isFolder(mapping.from, at: pin).map { $0 == isFolder } ?? true
    }
  }

  private func isFolder(_ path: [UInt8], at commit: Int) -> Bool? {
    if path.isEmpty { return true }
    let paths = upstream.histories[history].commits[commit].tree.paths
    if paths.contains(path) { return false }
    return paths.contains { $0.starts(with: path + [0x2F]) } ? true : nil
  }

  /// A session at a fixed time.
  package func session() throws -> SyncSession {
    try SyncSession(at: root, purpose: "a test") { 1_790_000_000 }
  }

  /// Plans, proposes and lands a commit.
  @discardableResult
  package func pin(
    _ commit: Int, failpoint: @escaping (Lander.Failpoint) throws -> Void = { _ in }
  ) async throws -> (plan: Plan, landed: Lander.Landed) {
    try await TestSync.pin(candidate(commit), in: root, failpoint: failpoint)
  }

  /// Everything in the repo but edgesync's own folder.
  package func everything() throws -> [[UInt8]: RawFiles.Entry] {
    try RawFiles.all(below: root, except: [".git/edgesync"])
  }
}
