import Foundation
import Git
import SystemPackage
import Text

/// Lock files of git's that a killed run of ours left: git, and we, would refuse to work for ever.
package struct StaleGitLocks {
  /// A lock stands in the way of finishing a landing, and a living git may hold it.
  struct InUse: ActionableError {
    let lock: FilePath

    var what: SafeText {
      "an earlier run ended in the middle of a landing, which can't be finished now"
    }
    var why: SafeText { "git is at work in this repo, and \(lock.text) may be its lock" }
    var remedy: SafeText { "Let git finish, or end it, and run the command again" }
    var exitStatus: ExitStatus { .inTheWay }
  }

  private let repository: Repository
  private let state: FilePath
  private let processes = LiveProcesses()

  /// The locks of a repository whose edgesync lock is held.
  package init(_ repository: Repository, state: FilePath) {
    self.repository = repository
    self.state = state
  }

  /// Removes the locks of the index, HEAD and a branch that an intent accounts for: made after it was
  /// written, open in no process, and with no git at work here. git closes its own lock of the index
  /// while an editor or a hook runs, so that an open file alone tells nothing.
  ///
  /// - Parameter since: When the intent was written, in seconds since 1970.
  package func remove(branch: String, since: Int) throws {
    let candidates = [
      repository.gitFolder.entry("index.lock.lock"),
      repository.gitFolder.entry("index.lock"), repository.gitFolder.entry("HEAD.lock"),
      repository.commonFolder.appending(RepoPath(branch + ".lock")),
    ]
    for path in candidates {
      guard let made = Self.date(of: path), made >= since else { continue }
      if isInUse(path) { throw InUse(lock: path) }
      try FileSync.removeFile(path)
    }
  }

  /// Removes the locks of refs that an ended push accounts for, as far as no living git may hold them.
  ///
  /// - Returns: Whether none is left.
  package func remove(_ push: PushRecord) throws(GitError) -> Bool {
    var isFree = true
    for reference in push.references {
      let path = repository.commonFolder.appending(RepoPath(reference + Self.suffix))
      guard let made = Self.date(of: path), made >= push.date else { continue }
      if isInUse(path) {
        isFree = false
      } else {
        try FileSync.removeFile(path)
      }
    }
    return isFree
  }

  /// Whether locks of edgesync's own refs stand there; a run at work may hold them.
  package var areOwnThere: Bool { !ownNames.isEmpty }

  /// Removes the locks of edgesync's own refs, which nobody but the holder of edgesync's lock writes; those
  /// of a living process's proposals stay.
  package func removeOwn() throws(GitError) {
    for name in ownNames {
      let reference = "refs/edgesync/" + name.dropLast(Self.suffix.count)
      let path = ownFolder.appending(name)
      if ProposalReference.isOfLiving(reference) || isInUse(path) { continue }
      try FileSync.removeFile(path)
    }
  }

  /// Removes every lock in a repository that only edgesync works on, one run at a time, unless a git of
  /// an earlier run lives on there.
  package static func removeAll(in folder: FilePath) throws(GitError) {
    let names = FileManager.default.enumerator(atPath: folder.string)
    let found = names?.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) } ?? []
    if found.isEmpty
      || LiveProcesses().areNamed("git", in: [folder], butNot: folder.entry("incoming"))
    {
      return
    }
    for name in found { try FileSync.removeFile(folder.appending(name)) }
  }

  /// Lock files that nobody holds: git's own, of refs and of the repository's files.
  package var leftBehind: [FilePath] {
    let names = ["index", "HEAD", "config", "packed-refs", "shallow", "ORIG_HEAD"]
    var found = names.flatMap { name in
      Set([repository.gitFolder, repository.commonFolder]).map { $0.appending(name + Self.suffix) }
    }
    let refs = repository.commonFolder.entry("refs")
    for case let name as String in FileManager.default.enumerator(atPath: refs.string) ?? .init()
    where name.hasSuffix(Self.suffix) {
      found.append(refs.appending(name))
    }
    return found.filter { Self.date(of: $0) != nil && !isInUse($0) }.sorted {
      $0.string < $1.string
    }
  }

  private static let suffix = ".lock"

  private var ownFolder: FilePath { repository.commonFolder.entry("refs/edgesync") }

  private var ownNames: [String] {
    let names = FileManager.default.enumerator(atPath: ownFolder.string)
    return names?.compactMap { $0 as? String }.filter { $0.hasSuffix(Self.suffix) } ?? []
  }

  private func isInUse(_ path: FilePath) -> Bool {
    processes.hold(path)
      || processes.areNamed(
        "git", in: [repository.workFolder, repository.gitFolder], butNot: state)
  }

  package static func date(of path: FilePath) -> Int? {
    var buffer = stat()
    guard path.withPlatformString({ lstat($0, &buffer) }) == 0 else { return nil }
    #if canImport(Darwin)
      return buffer.st_mtimespec.tv_sec
    #else
      return buffer.st_mtim.tv_sec
    #endif
  }
}
