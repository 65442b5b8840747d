import Foundation
import Git
import Journal
import Landing
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// A practice pair of repos: a platform with two months of history, and an edge repo three weeks behind
/// it on the day it is made. Pairs made on one day are the same, to the last id.
package struct DemoPair: Sendable {
  /// The upstream platform.
  package let platform: FilePath
  /// The edge repo.
  package let edge: FilePath

  /// Why the pair can't be made.
  package enum Failure: ActionableError {
    /// Something stands where the pair would be.
    case occupied(SafeText)
    /// The folder can't be made.
    case unwritable(SafeText, reason: SafeText)

    /// What failed.
    package var what: SafeText {
      switch self {
      case .occupied(let folder): "\(folder) isn't empty"
      case .unwritable(let folder, _): "\(folder) can't be made"
      }
    }
    /// Why it failed.
    package var why: SafeText {
      if case .unwritable(_, let reason) = self { return reason }
      return ""
    }
    /// The next step.
    package var remedy: SafeText { "Name another folder: edgesync demo DIR" }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .failed }
  }

  /// The day that the story was written for, at its beginning: 16 November 2026.
  private static let day = 1_794_787_200

  /// Seconds by which the story is moved, whole days, so that it ends on the day of a moment.
  private static func shift(to now: Int) -> Int {
    let (days, rest) = (now - day).quotientAndRemainder(dividingBy: 86_400)
    return (rest < 0 ? days - 1 : days) * 86_400
  }

  /// The syncs that lie in the past: what was taken, when, and as which kind.
  private static let pastSyncs: [(subject: String, kind: SyncKind, date: Int, reason: String?)] = [
    ("Merge branch 'holidays'", .weekly, 1_790_931_600, nil),
    ("Rename the date helpers to calendar", .weekly, 1_791_277_200, nil),
    (
      "Guard against an empty cache", .emergency, 1_791_885_600,
      "requests failed with a KeyError after each restart"
    ),
    ("Log the model id", .weekly, 1_792_490_400, nil),
  ]

  /// The pair in a folder, where it has been made before; nil where there is none.
  package init?(existingIn folder: FilePath) {
    platform = folder.appending("platform")
    edge = folder.appending("platform-edge")
    let manifest = edge.appending(Manifest.fileName)
    guard manifest.withPlatformString({ access($0, R_OK) }) == 0,
      (try? Repository(at: platform)) != nil
    else { return nil }
  }

  /// Makes the pair in a folder, which may be missing but has to be empty.
  ///
  /// - Parameter now: The moment on whose day it ends, in seconds since 1970.
  package init(makingIn folder: FilePath, now: Int) async throws {
    let manager = FileManager.default
    if let names = try? manager.contentsOfDirectory(atPath: folder.string), !names.isEmpty {
      throw Failure.occupied(folder.text)
    }
    do {
      try manager.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    } catch {
      throw Failure.unwritable(folder.text, reason: SafeText(error.localizedDescription))
    }
    platform = folder.appending("platform")
    edge = folder.appending("platform-edge")
    let upstream = try Self.makeRepository(at: platform)
    let commits = try PlatformHistory.build(
      in: HistoryBuilder(upstream), movedBy: Self.shift(to: now))
    try await Self.makeEdge(
      at: edge, upstream: upstream, commits: commits, movedBy: Self.shift(to: now))
  }

  private static func makeEdge(
    at folder: FilePath, upstream: Repository, commits: [(subject: String, id: ObjectID)],
    movedBy shift: Int
  ) async throws {
    let repository = try makeRepository(at: folder)
    try repository.setSetting("user.name", to: "Robin Reiter")
    try repository.setSetting("user.email", to: "robin@edge.example")
    // Whatever the user has set, the pair comes out the same and asks for nobody's key.
    try repository.setSetting("commit.gpgsign", to: "false")
    try repository.setSetting("core.hookspath", to: ".git/hooks")
    guard
      let first = commits.first(where: { $0.subject == "Validate the series before predicting" })
    else { return }
    try adopt(repository, upstream, at: first.id, movedBy: shift)
    for sync in pastSyncs {
      guard let candidate = commits.last(where: { $0.subject == sync.subject })?.id else {
        continue
      }
      try await land(candidate, sync.kind, date: sync.date + shift, reason: sync.reason, in: folder)
    }
    try recordRefusal(in: folder, commits: commits, movedBy: shift)
  }

  /// An empty repository whose files come out as they are stored.
  private static func makeRepository(at folder: FilePath) throws -> Repository {
    let repository = try Repository.create(at: folder, branch: "main")
    try repository.setSetting("core.autocrlf", to: "false")
    try repository.setSetting("core.eol", to: "lf")
    return repository
  }

  /// The edge repo's first commit: its own files, the copy, manifest and lock.
  private static func adopt(
    _ repository: Repository, _ upstream: Repository, at pin: ObjectID, movedBy shift: Int
  ) throws {
    let manifest = try Manifest(parsing: Array(EdgeFiles.manifest.utf8))
    let classifier = Classifier(manifest)
    let projector = Projector(upstream, classifier)
    let commit = try upstream.commit(pin)
    var files = EdgeFiles.all.mapValues { HistoryBuilder.File(bytes: Array($0.utf8)) }
    for (path, file) in try projector.syncedFiles(of: commit.tree) {
      let name = String(decoding: path.bytes, as: UTF8.self)
      files[name] = HistoryBuilder.File(
        bytes: try upstream.blob(file.item.id), mode: file.item.mode)
    }
    files[Manifest.fileName] = HistoryBuilder.File(bytes: Array(EdgeFiles.manifest.utf8))
    let lock = try Lock(adopting: manifest, at: commit, in: upstream)
    files[Lock.fileName] = HistoryBuilder.File(bytes: Array(lock.encoded.utf8))
    let builder = try HistoryBuilder(repository)
    let who = reviewer(at: 1_790_157_600 + shift)
    let point = try builder.commit(
      files, parents: [], author: who, message: "Adopt edgesync")
    if let id = point.commit { try builder.finish(branch: "main", at: id) }
  }

  /// Lands a past sync as the program would have, with the checks that passed then.
  private static func land(
    _ candidate: ObjectID, _ kind: SyncKind, date: Int, reason: String?, in folder: FilePath
  ) async throws {
    let edge = try EdgeRepo(at: folder)
    let upstream = try edge.upstream.open()
    let who = reviewer(at: date)
    let plan = try Planner(edge, upstream).plan(to: candidate)
    let proposal = try Proposer(edge, upstream, by: who).propose(plan, kind: kind, reason: reason)
    let seconds = ["syntax": 0.1, "unit tests": 1.7, "horizon limit": 0.1]
    let checks = edge.manifest.checks.map { check in
      CheckResult(
        name: check.name, stage: check.stage, state: .passed, isRequired: check.isRequired,
        seconds: seconds[check.name] ?? 0, date: date)
    }
    _ = try await Lander(edge, git: edge.gitCommand(), by: who).land(
      proposal, checks: checks, reason: nil)
  }

  /// A sync that was refused two weeks ago: the clone remembers it, the history doesn't.
  private static func recordRefusal(
    in folder: FilePath, commits: [(subject: String, id: ObjectID)], movedBy shift: Int
  ) throws {
    let edge = try EdgeRepo(at: folder)
    let refused = commits.last { $0.subject == "Raise the horizon to two years" }
    try StateDatabase(in: edge.state).record(
      SyncEvent(
        id: "", kind: .weekly, outcome: .refused, date: 1_793_095_200 + shift,
        by: reviewer(at: 0).mailbox, from: edge.lock.pin.id, to: refused?.id, commits: 2, files: 3,
        checks: [SyncEvent.Check(name: "horizon limit", state: .failed, seconds: 0.1)],
        reason: "1 required check didn't pass: horizon limit failed (exit status 1)."))
  }

  private static func reviewer(at time: Int) -> Signature {
    Signature(name: "Robin Reiter", email: "robin@edge.example", time: time)
  }
}
