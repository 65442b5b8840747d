import Git
import Journal
import Rules
import Support
import SystemPackage
import Testing

@testable import Checks

/// A repository with one commit to check, and a runner with a database of its own.
struct CheckBench {
  let folder: TemporaryFolder
  let repository: RawRepository
  let database: StateDatabase
  let subject: CheckSubject

  init(
    files: KeyValuePairs<String, RawRepository.Entry> = ["app.py": .text("one\n")]
  ) throws {
    // Landlock leaves memory open to all, as programs share it there.
    folder = try TemporaryFolder(in: TemporaryFolder.onDisk)
    repository = try RawRepository(makingAt: folder.path.appending("edge"))
    let parent = try repository.commit(
      tree: repository.tree([]), message: Array("The commit before".utf8))
    let commit = try repository.commit(
      tree: repository.write(.folder(files)).id, parents: [parent],
      message: Array("Files".utf8))
    try repository.point("main", at: commit)
    database = try StateDatabase(in: folder.path)
    subject = try Self.subject(commit, in: repository)
  }

  /// Another subject of the same repository.
  static func subject(_ commit: String, in repository: RawRepository) throws -> CheckSubject {
    let id = try #require(ObjectID(hex: commit))
    let tree = try #require(
      ObjectID(hex: repository.git.line("rev-parse", commit + "^{tree}")))
    return CheckSubject(
      repository: repository.git.folder, commit: id, tree: tree, pin: id, candidate: id,
      kind: .weekly)
  }

  /// Checks as a manifest declares them: the entries of its list.
  static func checks(_ list: String) throws -> [CheckDefinition] {
    let manifest = """
      version: 1
      upstream: { url: ../platform }
      mappings: [{ name: a, from: a, to: a }]
      checks:
      \(list)

      """
    return try Manifest(parsing: Array(manifest.utf8)).checks
  }

  /// One check of a command.
  static func check(_ command: String, _ rest: String = "") throws -> CheckDefinition {
    let lines = command.split(separator: "\n", omittingEmptySubsequences: false)
    let block = lines.map { "      \($0)" }.joined(separator: "\n")
    return try #require(
      checks("  - name: it\n    run: |\n\(block)\n" + (rest.isEmpty ? "" : "    \(rest)\n")).first)
  }

  /// Runs checks and gives their results.
  func run(
    _ checks: [CheckDefinition], on other: CheckSubject? = nil, isFresh: Bool = false,
    jobs: Int = 1, environment: [String: String] = ["PATH": "/usr/bin:/bin"],
    sandboxes: Set<SandboxKind>? = nil
  ) async throws -> [CheckResult] {
    var runner = runner(isFresh: isFresh, jobs: jobs, environment: environment)
    if let sandboxes { runner.sandboxes = sandboxes }
    return try await runner.run(checks, on: other ?? subject) { _ in }
  }

  /// What is known of checks before they run again.
  func known(_ checks: [CheckDefinition]) throws -> [CheckResult] {
    try runner().knownResults(of: checks, on: subject.tree, beside: subject.baselines)
  }

  private func runner(
    isFresh: Bool = false, jobs: Int = 1,
    environment: [String: String] = ["PATH": "/usr/bin:/bin"]
  ) -> CheckRunner {
    // Checks leave their marks in the bench's folder, unless a test is about sandboxes.
    let environment = ["EDGESYNC_SANDBOX": "off"].merging(environment) { _, own in own }
    return CheckRunner(
      database, environment: CheckEnvironment(environment), isFresh: isFresh, jobs: jobs,
      clock: { 7 })
  }

  /// Runs one command and gives what came of it.
  func run(_ command: String, _ rest: String = "") async throws -> CheckResult {
    try #require(try await run([Self.check(command, rest)]).first)
  }
}

extension CheckResult {
  /// What was printed, as text.
  var text: String { String(decoding: log, as: UTF8.self) }
}
