import Foundation
import Git
import SystemPackage
import Text

/// The folder that checks run in: the proposal's files, a git folder of its own, a home and a place for
/// temporary files; removed when it goes.
final class CheckFolder: Sendable {
  /// The root of the files.
  let files: FilePath
  /// What the checks get as `HOME`.
  let home: FilePath
  /// What the checks get as `TMPDIR`.
  let temporary: FilePath
  /// The folder that it was made in.
  let place: FilePath
  /// All of it.
  let root: FilePath
  /// Removes it where this process can't.
  let keeper: CleanupGuard

  /// Lays out the subject's files.
  ///
  /// - Parameter place: The folder to make it in; the user's place for temporary files unless given.
  convenience init(_ subject: CheckSubject, in place: FilePath? = nil) async throws {
    try self.init(in: place)
    try await layOut(subject)
  }

  /// Lays out the subject's files with edge-specific ones as upstream has them; nil where none differs.
  convenience init?(_ subject: CheckSubject, with counterparts: Counterparts) async throws {
    let repository = try Repository(discoveredFrom: subject.repository)
    let tree = try repository.commitTree(subject.commit)
    let replaced = try counterparts.files.filter { path, item in
      try item.mode != .gitlink && repository.item(at: path, in: tree) != item
    }
    if replaced.isEmpty { return nil }
    try self.init(in: nil)
    try await layOut(subject)
    let git = try GitCommand(outside: repository.folders + [counterparts.upstream])
    try await Repository(discoveredFrom: files).replace(
      replaced, from: Repository(reading: counterparts.upstream), by: git, home: home)
  }

  private init(in place: FilePath?) throws {
    let place = place ?? FilePath(ProcessInfo.processInfo.environment["TMPDIR"] ?? "/tmp")
    self.place = place
    var template = place.appending("edgesync-check-XXXXXX").withPlatformString { path in
      Array(UnsafeBufferPointer(start: path, count: strlen(path) + 1))
    }
    guard mkdtemp(&template) != nil else {
      throw GitError.file(
        path: place.text, operation: "make a folder for checks in",
        reason: SafeText(Errno(rawValue: errno).description))
    }
    root = FilePath(platformString: template)
    files = root.appending("files")
    home = root.appending("home")
    temporary = root.appending("tmp")
    keeper = CleanupGuard(of: root)
    for folder in [files, home, temporary] {
      guard folder.withPlatformString({ mkdir($0, 0o700) }) == 0 else {
        throw GitError.file(
          path: folder.text, operation: "make the folder",
          reason: SafeText(Errno(rawValue: errno).description))
      }
    }
  }

  private func layOut(_ subject: CheckSubject) async throws {
    let repository = try Repository(discoveredFrom: subject.repository)
    let git = try GitCommand(
      outside: repository.folders + [subject.submodule?.upstream].compactMap { $0 })
    try await repository.export(subject.commit, to: files, by: git, home: home)
    guard let submodule = subject.submodule,
      let item = try repository.item(
        at: submodule.path, in: repository.commitTree(subject.commit)),
      item.mode == .gitlink
    else { return }
    // The submodule's files in their place, as a repository of its own like the others.
    try await Repository(reading: submodule.upstream).export(
      item.id, to: files.appending(submodule.path), by: git, home: home)
  }

  deinit {
    // Before the keeper goes, which would remove it were this process killed now.
    withExtendedLifetime(keeper) { FolderRemoval.remove(root) }
  }
}
