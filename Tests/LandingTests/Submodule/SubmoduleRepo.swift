import Foundation
import Git
import Landing
import Planning
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// An edge repo that holds ``ServiceHistory`` as a submodule at its first commit, and what git says of it.
struct SubmoduleRepo {
  /// The edge repo's root.
  let root: FilePath
  /// git on the edge repo.
  let git: Plumbing
  /// git on the submodule.
  let submodule: Plumbing
  private let upstream: HistoryRepo

  /// The pair that all tests copy, made once.
  private static let original: Result<(SubmoduleRepo, TemporaryFolder), any Error> = Result {
    let folder = try TemporaryFolder()
    return (try SubmoduleRepo(makingIn: folder), folder)
  }

  /// Copies the edge repo into a folder; all copies have one upstream.
  init(in folder: TemporaryFolder) throws {
    let (original, _) = try Self.original.get()
    upstream = original.upstream
    root = folder.path.appending("edge")
    git = Plumbing(root)
    submodule = Plumbing(root.appending("vendor/platform"))
    _ = try Program("/bin/cp").run(["-a", original.root.string, root.string])
  }

  private init(makingIn folder: TemporaryFolder) throws {
    upstream = try HistoryRepo(
      [RandomHistory(ServiceHistory.commits)], at: folder.path.appending("upstream"))
    root = folder.path.appending("edge")
    git = Plumbing(root)
    submodule = Plumbing(root.appending("vendor/platform"))
    try FileManager.default.createDirectory(
      atPath: root.string, withIntermediateDirectories: true)
    try git.run("init", "--quiet", "--template=", "--initial-branch=main", ".")
    for (key, value) in ["user.name": "Ana Silva", "user.email": "ana@example.com"] {
      try git.run("config", key, value)
    }
    let branch = HistoryRepo.branch(of: 0)
    try upstream.git.run("branch", "first", id(of: 0))
    try git.run(
      "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "--branch", "first",
      upstream.folder.string, "vendor/platform")
    try submodule.run("checkout", "--quiet", "--detach", id(of: 0))
    try git.run("config", "-f", ".gitmodules", "submodule.vendor/platform.branch", branch)
    let manifest = """
      version: 1
      upstream: { url: "\(upstream.folder.string)", branch: "\(branch)" }
      mode: submodule
      submodule: vendor/platform
      mappings:
        - { name: svc, from: svc, edge: [Dockerfile] }

      """
    try RawFiles.write(manifest, at: "edgesync.yml", below: root)
    try RawFiles.write("Notes\n", at: "docs/notes.md", below: root)
    let repository = try Repository(at: upstream.folder)
    let lock = try Lock(
      adopting: Manifest(parsing: Array(manifest.utf8)), at: repository.commit(candidate(0)),
      in: repository)
    try RawFiles.write(lock.encoded, at: "edgesync.lock", below: root)
    try git.run("add", "--all")
    try git.run("commit", "--quiet", "--message", "Adopt the platform")
    try RawFiles.write("mine\n", at: "docs/notes.md", below: root)
    try RawFiles.write("mine\n", at: "vendor/platform/svc/local.env", below: root)
  }

  /// The id of one of the history's commits.
  func id(of commit: Int) -> String { upstream.ids[0][commit] }

  private func candidate(_ commit: Int) throws -> ObjectID {
    try #require(ObjectID(hex: id(of: commit)))
  }

  /// Plans, proposes and lands a commit.
  @discardableResult
  func pin(
    _ commit: Int, failpoint: @escaping (Lander.Failpoint) throws -> Void = { _ in }
  ) async throws -> Lander.Landed {
    try await TestSync.pin(candidate(commit), in: root, failpoint: failpoint).landed
  }

  /// Turns the submodule into files at `here`.
  func convert(
    failpoint: @escaping (Lander.Failpoint) throws -> Void = { _ in }
  ) async throws -> Lander.Landed {
    let place = try EdgeRepo.Place(at: root)
    let manifest = """
      version: 1
      upstream: { url: "\(upstream.folder.string)", branch: "\(HistoryRepo.branch(of: 0))" }
      mappings:
        - { name: svc, from: svc, to: vendor/platform/svc, edge: [Dockerfile, local.env] }

      """
    let repository = try Repository(at: upstream.folder)
    let conversion = try SubmoduleConversion(
      SubmoduleSource(at: "vendor/platform", in: place.repository), in: place,
      manifest: manifest, settings: nil, keeping: nil, repository,
      at: repository.commit(candidate(0)))
    let git = try place.gitCommand(beside: nil)
    return try await conversion.land(by: git, Identity(TestSync.who), failpoint: failpoint)
  }

  /// Checks that the submodule has become files in its own place.
  func expectConverted(_ label: Comment) throws {
    #expect(
      try git.run("status", "--porcelain").lines == [" M docs/notes.md"], label)
    for (path, file) in try upstream.git.files(of: id(of: 0))
    where path.starts(with: "svc/".utf8) && path != Array("svc/Dockerfile".utf8) {
      let place = "vendor/platform/" + String(decoding: path, as: UTF8.self)
      #expect(try git.line("rev-parse", "HEAD:\(place)") == file.id, label)
    }
    #expect(try git.outcome(["ls-files", "-s", "vendor/platform"]).lines.count == 9, label)
    let fresh = Plumbing(
      root, variables: ["GIT_INDEX_FILE": root.appending(".git/fresh-index").string])
    try fresh.run("read-tree", "HEAD")
    #expect(try fresh.run("diff", "--name-only").lines == ["docs/notes.md"], label)
    #expect(try fresh.run("ls-files", "--others").output.isEmpty, label)
    #expect(try git.line("for-each-ref", "refs/edgesync/landing") == "", label)
    let check = try git.outcome(["fsck", "--strict", "--no-dangling", "--no-progress"])
    #expect(check.status == 0 && check.error.isEmpty, label)
  }

  /// Finishes what an ended landing left.
  func recover(
    failpoint: @escaping (Lander.Failpoint) throws -> Void = { _ in }
  ) throws -> Lander.Recovered? {
    try Lander.recover(in: EdgeRepo.Place(at: root), now: 1_790_000_100, failpoint: failpoint)
  }

  /// Checks that edge repo and submodule are whole at a commit, with the person's work beside.
  func expectWhole(at commit: Int, _ label: Comment) throws {
    #expect(
      try git.line("ls-tree", "HEAD", "vendor/platform")
        == "160000 commit \(id(of: commit))\tvendor/platform", label)
    #expect(try submodule.line("rev-parse", "HEAD") == id(of: commit), label)
    #expect(
      try git.run("status", "--porcelain", "--ignore-submodules=untracked").lines
        == [" M docs/notes.md"], label)
    #expect(try submodule.run("status", "--porcelain").lines == ["?? svc/local.env"], label)
    #expect(
      RawFiles.entry(at: Array("docs/notes.md".utf8), below: root)?.content == Array("mine\n".utf8),
      label)
    // Read anew, without what the index remembers.
    let fresh = Plumbing(
      submodule.folder,
      variables: ["GIT_INDEX_FILE": root.appending(".git/fresh-index").string])
    try fresh.run("read-tree", "HEAD")
    #expect(try fresh.run("diff", "--raw").output.isEmpty, label)
    #expect(try fresh.run("ls-files", "--others").lines == ["svc/local.env"], label)
    for repository in [git, submodule] {
      let check = try repository.outcome(["fsck", "--strict", "--no-dangling", "--no-progress"])
      #expect(check.status == 0 && check.error.isEmpty, label)
    }
    let lock = try Lock(parsing: git.run("cat-file", "blob", "HEAD:edgesync.lock").output)
    #expect(lock.pin.id.hex == id(of: commit), label)
    #expect(try git.line("for-each-ref", "refs/edgesync/landing") == "", label)
    for name in [
      ".git/edgesync/intent.json", ".git/index.lock", ".git/modules/vendor/platform/index.lock",
    ] {
      #expect(RawFiles.entry(at: Array(name.utf8), below: root) == nil, label)
    }
  }
}
