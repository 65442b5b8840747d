import Foundation
import Git
import SystemPackage
import Text
import Upstream

/// What `edgesync carry --write` is about to write, on disk before the first file: enough for the next run to take
/// away what a killed one left beside them, and to say what it had done.
package struct CarryRecord: Codable {
  /// A file and what becomes of it.
  package struct Step: Sendable {
    let path: RepoPath
    let old: TreeItem
    let new: TreeItem

    /// A file that stands there and is to be replaced.
    package init(path: RepoPath, old: TreeItem, new: TreeItem) {
      (self.path, self.old, self.new) = (path, old, new)
    }
  }

  /// A step as it is written down.
  private struct File: Codable {
    let path: String
    let mode: String
    let old: String
    let new: String
  }

  /// What became of what a killed run was at.
  package struct Settled: Hashable, Sendable {
    /// The files that have upstream's change.
    package let written: [RepoPath]
    /// The files that are as they were.
    package let unwritten: [RepoPath]
    /// The files that a person has changed since, whether they had been written or not.
    package let changed: [RepoPath]
    /// What stood there.
    package let kept: Rescue.Kept
  }

  private static let maximumBytes = 1 << 24

  private let reference: String
  private let files: [File]

  /// A record of what is about to be written.
  ///
  /// - Parameter reference: The ref that keeps what stands there.
  package init(_ steps: [Step], keptBy reference: String) {
    self.reference = reference
    files = steps.map { step in
      File(
        path: step.path.lineText, mode: step.old.mode == .executable ? "755" : "644",
        old: step.old.id.hex, new: step.new.id.hex)
    }
  }

  /// A name that no other run uses for the file it exchanges at a step.
  package func temporaryName(_ step: Int) -> String {
    ".edgesync-\(reference.split(separator: "/").last?.prefix(12) ?? "")-\(step)"
  }

  private var steps: [(number: Int, step: Step)] {
    files.enumerated().compactMap { number, file in
      guard let path = RepoPath(percentEscaped: file.path), PathGuard.refusal(of: path) == nil,
        let old = ObjectID(hex: file.old), let new = ObjectID(hex: file.new)
      else { return nil }
      let mode: Git.FileMode = file.mode == "755" ? .executable : .file
      return (
        number,
        Step(path: path, old: TreeItem(mode: mode, id: old), new: TreeItem(mode: mode, id: new))
      )
    }
  }

  /// Whether it names a ref as ``Rescue`` makes them, which people are told to type.
  private var isOfRescue: Bool {
    reference.hasPrefix(WorkTree.rescueReferences)
      && ObjectID(hex: String(reference.dropFirst(WorkTree.rescueReferences.count))) != nil
  }

  private static func path(in state: FilePath) -> FilePath { state.entry("carry.json") }

  /// Whether a run left one.
  package static func isThere(in state: FilePath) -> Bool {
    StaleGitLocks.date(of: path(in: state)) != nil
  }

  /// Writes it, synced to disk.
  package func write(in state: FilePath) throws {
    try FileSync.replaceFile(Self.path(in: state), with: Array(try JSONEncoder().encode(self)))
  }

  /// Removes it, synced to disk.
  static func clear(in state: FilePath) throws(GitError) {
    try FileSync.removeFile(path(in: state))
  }

  /// Takes away what a killed run left beside the files that it was at, or puts it back where a person had saved it;
  /// nothing else is written.
  ///
  /// - Returns: What became of them; nil where no run was killed at it.
  static func settle(in repository: Repository, state: FilePath) throws -> Settled? {
    guard let bytes = try FileSync.readFile(path(in: state), limit: maximumBytes) else {
      return nil
    }
    // It is written whole, so another program's bytes stand there if they can't be read.
    guard let record = try? JSONDecoder().decode(CarryRecord.self, from: Data(bytes)),
      record.isOfRescue
    else {
      try clear(in: state)
      return nil
    }
    let tree = try WorkTree(of: repository)
    var (written, unwritten, changed): ([RepoPath], [RepoPath], [RepoPath]) = ([], [], [])
    for (number, step) in record.steps {
      _ = try tree.settle(
        temporary: record.temporaryName(number), beside: step.path, old: step.old, new: step.new)
      let item = try tree.item(at: step.path)
      if tree.same(item, step.new) {
        written.append(step.path)
      } else if tree.same(item, step.old) {
        unwritten.append(step.path)
      } else {
        changed.append(step.path)
      }
    }
    let kept = Rescue.Kept(
      reference: record.reference, paths: written + changed, isStaged: false, submodule: nil)
    // What stood there is nowhere else where a file was written, and changed since.
    if written.isEmpty, changed.isEmpty { try repository.removeReference(kept.reference) }
    try clear(in: state)
    return Settled(written: written, unwritten: unwritten, changed: changed, kept: kept)
  }
}
