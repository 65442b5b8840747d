import Foundation
import Git
import Planning
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// Drift and strays in HEAD, the index and the work tree, against `git ls-tree`, `git ls-files` and
/// `git hash-object`.
@Suite struct VerifierTests {
  @Test func driftAndStraysAreTheOracles() throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: 60, share: 6)).map {
      RandomHistory(seed: 50_000 + $0)
    }
    let upstream = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    var kinds: [Drift.Kind: Int] = [:]
    var strays = 0
    for (index, history) in histories.enumerated() {
      var random = SeededGenerator(seed: history.seed)
      let pin = random.below(history.commits.count)
      let repo = try AdoptedRepo(
        upstream, history: index, pin: pin, rules: RandomRules(seed: history.seed),
        at: folder.path.appending("edge-\(index)"))
      let pinned = try repo.synced(at: pin)
      try Self.drift(repo, pinned, &random)
      let wanted = try DriftOracle(
        repo, pinned, upstream: try Self.sources(of: pin, upstream, index))
      let edge = try EdgeRepo(at: repo.root)
      let source = try edge.upstream.open()
      let found = try Verifier(edge, source, PinnedFiles(of: edge, in: source)).verify()
      let label: Comment = "history \(history.seed)"
      #expect(found.files == pinned.count, label)
      #expect(found.pin.hex == repo.id(of: pin), label)
      let told = Dictionary(
        found.drift.map { ($0.path.bytes, $0.kind) }, uniquingKeysWith: { first, _ in first })
      #expect(told.count == found.drift.count, label)
      for path in Set(told.keys).union(wanted.drift.keys) {
        #expect(told[path] == wanted.drift[path], "history \(history.seed): \(RepoPath(path))")
      }
      #expect(found.isIdentical == wanted.drift.isEmpty, label)
      #expect(found.strays == wanted.strays.map { RepoPath($0) }.sorted(), label)
      for drift in found.drift { kinds[drift.kind, default: 0] += 1 }
      strays += found.strays.count
    }
    #expect(kinds.count == 3 && strays > 0)
  }

  private static func sources(
    of pin: Int, _ upstream: HistoryRepo, _ history: Int
  ) throws -> Set<[UInt8]> {
    Set(upstream.histories[history].commits[pin].tree.paths)
  }

  /// Random changes of synced files and new files beside them: committed, staged or neither.
  private static func drift(
    _ repo: AdoptedRepo, _ pinned: [[UInt8]: ListedFile], _ random: inout SeededGenerator
  ) throws {
    let paths = pinned.keys.sorted { $0.lexicographicallyPrecedes($1) }
    for round in 0..<3 {
      for path in paths where random.chance(12) {
        guard let entry = RawFiles.entry(at: path, below: repo.root) else { continue }
        let isLink = entry.mode & UInt32(S_IFMT) == UInt32(S_IFLNK)
        switch random.below(5) {
        case 0: try RawFiles.remove(path, below: repo.root)
        case 1 where !isLink:
          let isExecutable = entry.mode & 0o100 != 0
          try RawFiles.write(
            HistoryFile(kind: isExecutable ? .file : .executable, content: entry.content),
            at: path, below: repo.root)
        case 2:
          try RawFiles.write(
            HistoryFile(kind: .symlink, content: Array("elsewhere".utf8)), at: path,
            below: repo.root)
        case 3 where !isLink:
          // The same size, so that only the content tells.
          try RawFiles.write(
            HistoryFile(kind: .file, content: entry.content.map { $0 ^ 1 }), at: path,
            below: repo.root)
        default:
          try RawFiles.write(
            HistoryFile(kind: .executable, content: Array("mine \(round)\n".utf8)), at: path,
            below: repo.root)
        }
      }
      for mapping in repo.rules.mappings where random.chance(60) {
        let name = random.pick([
          "stray", "b.py", "x.ign", "Dockerfile", "deep/er/stray.ign", "a.txt",
        ])
        let path = RandomRules.joined(mapping.to, Array("mine/\(name)".utf8))
        // Below a mapped file there is no place for one.
        try? RawFiles.write(
          HistoryFile(kind: .file, content: Array("mine\n".utf8)), at: path, below: repo.root)
      }
      switch (round, random.below(3)) {
      case (0, 0): try commit(repo)
      case (0, _), (1, 0): try repo.git.run("add", "--all", "--force")
      default: break
      }
      if random.chance(20), let path = paths.first {
        // Out of the index, and still there.
        _ = try repo.git.outcome(
          ["update-index", "-z", "--force-remove", "--stdin"], input: path + [0])
      }
    }
  }

  private static func commit(_ repo: AdoptedRepo) throws {
    try repo.git.run("add", "--all", "--force")
    try repo.git.run("commit", "--quiet", "--allow-empty", "--message", "Mine")
  }
}

/// What has drifted, and what is nobody's, told the plain way.
private struct DriftOracle {
  private(set) var drift: [[UInt8]: Drift.Kind] = [:]
  private(set) var strays: Set<[UInt8]> = []

  init(
    _ repo: AdoptedRepo, _ pinned: [[UInt8]: ListedFile], upstream sources: Set<[UInt8]>
  ) throws {
    let head = try repo.git.files(of: "HEAD")
    let index = try repo.git.indexFiles()
    let work = try Self.workFiles(repo)
    for (path, file) in pinned {
      for place in [head, index, work] {
        guard let present = place[path] else {
          drift[path] = .missing
          break
        }
        if present == file { continue }
        let isModeOnly =
          present.id == file.id && present.mode.hasPrefix("100") && file.mode.hasPrefix("100")
        if !isModeOnly || drift[path] == .modified {
          drift[path] = .modified
        } else {
          drift[path] = .mode
        }
      }
    }
    for path in Set(head.keys).union(index.keys).union(work.keys) {
      guard pinned[path] == nil, !repo.rules.isEdgeSpecific(path) else { continue }
      let places = repo.rules.mappings.compactMap { mapping in
        RandomRules.below(mapping.to, path).map { RandomRules.joined(mapping.from, $0) }
      }
      if places.isEmpty || places.contains(where: sources.contains) { continue }
      // `.gitignore` holds one pattern, which counts where git doesn't track the file.
      if index[path] == nil, path.suffix(4).elementsEqual(".ign".utf8) { continue }
      strays.insert(path)
    }
  }

  /// The work tree's files as git would store them, hashed by `git hash-object`.
  private static func workFiles(_ repo: AdoptedRepo) throws -> [[UInt8]: ListedFile] {
    var files: [(path: [UInt8], entry: RawFiles.Entry)] = []
    for (path, entry) in try repo.everything() {
      let kind = entry.mode & UInt32(S_IFMT)
      if path.starts(with: Array(".git/".utf8)) || kind == UInt32(S_IFDIR) { continue }
      files.append((path, entry))
    }
    let folder = repo.root.appending(".git/to-hash")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    var list = ""
    for (number, file) in files.enumerated() {
      let copy = HistoryFile(kind: .file, content: file.entry.content)
      try RawFiles.write(copy, at: Array("\(number)".utf8), below: folder)
      list += ".git/to-hash/\(number)\n"
    }
    let ids = try repo.git.run(
      "hash-object", "--no-filters", "--stdin-paths", input: Array(list.utf8)
    ).lines
    var found: [[UInt8]: ListedFile] = [:]
    for (file, id) in zip(files, ids) {
      let isLink = file.entry.mode & UInt32(S_IFMT) == UInt32(S_IFLNK)
      let mode = isLink ? "120000" : file.entry.mode & 0o100 != 0 ? "100755" : "100644"
      found[file.path] = ListedFile(mode: mode, id: id)
    }
    return found
  }
}
