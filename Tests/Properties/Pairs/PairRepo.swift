import Foundation
import Git
import Landing
import Planning
import Rules
import Support
import SystemPackage
import Text
import Upstream

/// A pair's edge repo on disk.
package final class PairRepo {
  /// How an attempt to sync ended.
  package enum Outcome: Equatable {
    case landed
    case nothing
    case refused(status: Int32, message: String)
  }

  /// Its root.
  package let root: FilePath
  /// git on it; paths are never patterns.
  package let git: Plumbing
  private let upstream: HistoryRepo
  private let number: Int
  private let edgesync: EdgesyncProgram

  /// Makes the repo: a copy of upstream at a commit, with files of its own beside.
  ///
  /// - Parameters:
  ///   - number: The pair's place among the upstream repository's histories.
  ///   - folder: A folder for the repo and all that belongs to it.
  package init(
    _ model: PairModel, rules: PairRules, synced: [[UInt8]: PairModel.Synced], pin: Int,
    upstream: HistoryRepo, number: Int, in folder: FilePath, _ random: inout SeededGenerator
  ) throws {
    self.upstream = upstream
    self.number = number
    root = folder.appending("edge")
    git = Plumbing(root, variables: ["GIT_LITERAL_PATHSPECS": "1"])
    for name in ["edge", "home", "tmp"] {
      try FileManager.default.createDirectory(
        atPath: folder.appending(name).string, withIntermediateDirectories: true)
    }
    edgesync = EdgesyncProgram(
      home: folder.appending("home"), temporary: folder.appending("tmp"))
    try git.run("init", "--quiet", "--template=", "--initial-branch=main", ".")
    let config = "[user]\n\tname = Ana Silva\n\temail = ana@example.com\n"
    let file = root.appending(".git/config").string
    try (String(contentsOfFile: file, encoding: .utf8) + config)
      .write(toFile: file, atomically: false, encoding: .utf8)
    for (path, file) in synced { try RawFiles.write(file.file, at: path, below: root) }
    var taken = Set(synced.keys)
    let overrides = try model.overrides(at: pin, rules).keys
    for path in Set(overrides).union(model.pair.ownPaths)
      .sorted(by: { $0.lexicographicallyPrecedes($1) })
    where random.chance(80) && !PairRules.ownFiles.contains(path)
      && Self.isFree(path, among: taken)
    {
      taken.insert(path)
      let text = "the edge repo's own \(random.below(1000))\n"
      let kind: HistoryFile.Kind = random.chance(20) ? .executable : .file
      try RawFiles.write(
        HistoryFile(kind: kind, content: Array(text.utf8)), at: path, below: root)
    }
    try write(rules)
    try writeLock(rules, pin: pin)
    try git.run("add", "--all", "--force")
    try git.run("commit", "--quiet", "--message", "Adopt the platform's services")
  }

  /// Whether a path is no file's, no file's folder, and in no file's place.
  package static func isFree(_ path: [UInt8], among taken: Set<[UInt8]>) -> Bool {
    !taken.contains(path) && !RawPath.folders(of: path).contains(where: taken.contains)
      && !taken.contains { $0.starts(with: path + [0x2F]) }
  }

  private func text(_ rules: PairRules) -> String {
    rules.text(url: upstream.folder.string, branch: HistoryRepo.branch(of: number))
  }

  private func write(_ rules: PairRules) throws {
    try RawFiles.write(text(rules), at: "edgesync.yml", below: root)
  }

  private func writeLock(_ rules: PairRules, pin: Int) throws {
    let repository = try Repository(at: upstream.folder)
    let manifest = try Manifest(parsing: Array(text(rules).utf8))
    let lock = try Lock(
      adopting: manifest, at: repository.commit(id(of: pin)), in: repository)
    try RawFiles.write(lock.encoded, at: "edgesync.lock", below: root)
  }

  /// Commits another manifest, and nothing else.
  package func change(to rules: PairRules) throws {
    try write(rules)
    try git.run("commit", "--quiet", "--message", "Change what is synced", "--", "edgesync.yml")
  }

  /// An upstream commit's id.
  package func id(of commit: Int) throws -> ObjectID {
    guard let id = ObjectID(hex: upstream.ids[number][commit]) else {
      throw Plumbing.Failure(description: "upstream has no commit \(commit)")
    }
    return id
  }

  /// Takes an upstream commit, as `edgesync pin --yes` does it.
  ///
  /// - Parameter plan: What the plan has to be, by path, where it is made in this process.
  package func pin(
    _ commit: Int, byProgram: Bool, plan: (Set<[UInt8]>) -> Void
  ) async throws -> Outcome {
    let candidate = try id(of: commit)
    if byProgram { return try run("pin", candidate.hex, "--yes", "--json") }
    return try await sync(.weekly, plan) { try $0.plan(to: candidate, kind: .weekly) }
  }

  /// Goes back to a sync, as `edgesync recover --to` does it.
  ///
  /// - Parameters:
  ///   - sync: The sync's commit.
  ///   - plan: What the plan has to be, by path, where it is made in this process.
  package func recover(
    to sync: String, byProgram: Bool, plan: (Set<[UInt8]>) -> Void
  ) async throws -> Outcome {
    if byProgram { return try run("recover", "--to", sync, "--json") }
    return try await self.sync(.recovery, plan) {
      try $0.plan(
        backTo: RecoveryTarget(.sync(sync), of: $0.edge), reason: nil, overDrift: false)
    }
  }

  private func sync(
    _ kind: SyncKind, _ plan: (Set<[UInt8]>) -> Void, _ make: (SyncSession) throws -> Plan
  ) async throws -> Outcome {
    do {
      let session = try SyncSession(at: root, purpose: "a test") { 1_790_000_000 }
      let made = try make(session)
      plan(Set(made.steps.map(\.path.bytes)))
      if made.isEmpty { return .nothing }
      let proposal = try session.propose(made, kind: kind, reason: nil)
      _ = try await session.land(proposal, checks: [], overriding: nil)
      return .landed
    } catch let error as any ActionableError {
      return .refused(status: error.exitStatus.rawValue, message: error.message.string)
    }
  }

  private func run(_ arguments: String...) throws -> Outcome {
    let outcome = try edgesync.run(arguments, in: root)
    guard outcome.status == 0 else {
      return .refused(status: outcome.status, message: outcome.errorText)
    }
    let document = try JSON(parsing: outcome.output)
    switch document["outcome"] {
    case .string("landed"): return .landed
    case .string("nothing"): return .nothing
    default: return .refused(status: 0, message: outcome.text)
    }
  }

  /// What `edgesync verify` finds.
  package func verify() throws -> (files: Int, drift: Set<[UInt8]>, strays: Set<[UInt8]>) {
    let edge = try EdgeRepo(at: root)
    let repository = try edge.upstream.open()
    let found = try Verifier(edge, repository, PinnedFiles(of: edge, in: repository)).verify()
    return (found.files, Set(found.drift.map(\.path.bytes)), Set(found.strays.map(\.bytes)))
  }
}

extension PairRepo {
  /// The ids of trees that hold exactly some files, as `git write-tree` makes them.
  package func treeIDs(_ trees: [[[UInt8]: ListedFile]]) throws -> [String] {
    let index = root.removingLastComponent().appending("tree-index").string
    let git = Plumbing(upstream.folder, variables: ["GIT_INDEX_FILE": index])
    var lines: [UInt8] = []
    var script = "rm -f \"$GIT_INDEX_FILE\" && git update-index -z --index-info"
    for (number, files) in trees.enumerated() {
      if files.isEmpty {
        script += " && echo \(TreePair.emptyTree)"
        continue
      }
      script += " && git write-tree --prefix=\(number)/"
      for (path, file) in files {
        lines += Array("\(file.mode) \(file.id) 0\t\(number)/".utf8) + path + [0]
      }
    }
    let outcome = try git.shell(script, input: lines)
    guard outcome.status == 0, outcome.lines.count == trees.count else {
      throw Plumbing.Failure(description: "git write-tree: \(outcome.errorText)")
    }
    return outcome.lines
  }
}
