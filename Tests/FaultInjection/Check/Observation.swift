import Foundation
import Support
import SystemPackage

/// All of a world that a sync could change and a person could miss, as git's plumbing and plain reads
/// of files tell it.
struct Observation: Hashable, Sendable {
  /// What HEAD of the checkout names.
  var head: String
  /// The edge repo's refs, but for those of edgesync's that come and go; each with what it leads to.
  var refs: [String: String]
  /// What the index holds.
  var index: [UInt8]
  /// What git takes for changed, whatever the index remembers of the files.
  var status: [UInt8]
  /// Every file of every checkout, and of the platform.
  var files: [[UInt8]: RawFiles.Entry]
  /// The remote's refs.
  var remote: [String: String]
  /// Configuration and hooks.
  var settings: [[UInt8]: RawFiles.Entry]

  private static let passing = ["refs/edgesync/landing", "refs/edgesync/proposals/"]

  /// Looks at a world.
  ///
  /// - Parameter known: Commits that stand for themselves; a new one stands for what it holds, for
  ///   how many seconds a check took is another number each time.
  init(_ world: World, known: Set<String>) throws {
    head = try world.mustGit("symbolic-ref", "HEAD")
    var refs = try Self.refs(world, world.edge)
    refs = refs.filter { name, _ in !Self.passing.contains { name.hasPrefix($0) } }
    var remote = try Self.refs(world, world.remote)
    var canonical: [String: String] = [:]
    for (id, place) in refs.values.map({ ($0, world.edge) })
      + remote.values.map({ ($0, world.remote) })
    where !known.contains(id) && canonical[id] == nil {
      canonical[id] = try Self.canonical(id, world, place)
    }
    refs = refs.mapValues { canonical[$0] ?? $0 }
    remote = remote.mapValues { canonical[$0] ?? $0 }
    self.refs = refs
    self.remote = remote
    index = Array(try world.mustGit("ls-files", "--stage", "-z").utf8)
    status = Array(
      try world.mustGit(
        "status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"
      ).utf8)
    var files: [[UInt8]: RawFiles.Entry] = [:]
    for name in Set(["edge", world.checkout]) {
      let found = try RawFiles.all(below: world.folder.appending(name), except: [".git"])
      for (path, entry) in found where entry.mode & UInt32(S_IFMT) != UInt32(S_IFDIR) {
        files[Array(name.utf8) + [0x2F] + path] = entry
      }
    }
    let platform = try RawFiles.all(below: world.platform)
    for (path, entry) in platform where entry.mode & UInt32(S_IFMT) != UInt32(S_IFDIR) {
      files[Array("platform/".utf8) + path] = entry
    }
    self.files = files
    let hooks = world.gitFolder.appending("hooks")
    let hasHooks = FileManager.default.fileExists(atPath: hooks.string)
    var settings = hasHooks ? try RawFiles.all(below: hooks) : [:]
    settings["config".utf8.map { $0 }] = RawFiles.entry(
      at: Array("config".utf8), below: world.gitFolder)
    self.settings = settings
  }

  /// The objects that its refs lead to.
  static func tips(_ world: World) throws -> Set<String> {
    Set(try refs(world, world.edge).values).union(try refs(world, world.remote).values)
  }

  /// What differs from another, in words.
  func difference(from other: Observation) -> String {
    var words: [String] = []
    if head != other.head { words.append("HEAD \(head)") }
    if refs != other.refs { words.append("refs " + Self.changes(refs, other.refs)) }
    if index != other.index { words.append("index") }
    if status != other.status {
      words.append("status “\(Self.text(status))” not “\(Self.text(other.status))”")
    }
    if files != other.files { words.append("files " + Self.changes(files, other.files)) }
    if remote != other.remote { words.append("remote " + Self.changes(remote, other.remote)) }
    if settings != other.settings {
      words.append("settings " + Self.changes(settings, other.settings))
    }
    return words.joined(separator: ", ")
  }

  private static func changes<Value: Hashable>(
    _ left: [[UInt8]: Value], _ right: [[UInt8]: Value]
  ) -> String {
    Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.map(text).sorted()
      .prefix(6).joined(separator: " ")
  }

  private static func changes(_ left: [String: String], _ right: [String: String]) -> String {
    Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
      .prefix(6).joined(separator: " ")
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
  }

  private static func refs(_ world: World, _ place: FilePath) throws -> [String: String] {
    let text = try world.mustGit("for-each-ref", "--format=%(refname) %(objectname)", in: place)
    var refs: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      if words.count == 2 { refs[words[0]] = words[1] }
    }
    return refs
  }

  private static func canonical(_ id: String, _ world: World, _ place: FilePath) throws -> String {
    let text = try world.mustGit("cat-file", "-p", id, in: place)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix("Edgesync-Check: ") else { return String(line) }
      return line.split(separator: " ").dropLast().joined(separator: " ")
    }.joined(separator: "\n")
  }
}
