import Foundation
import SystemPackage
import Text

/// Where the parts of a repository lie that somebody else made: found as git does (`setup.c`,
/// `is_git_directory`), but for its configuration, which isn't read.
struct RepositoryLayout: Sendable {
  private static let pointerSize = 1 << 16

  /// The root of the work tree; nil for a bare repository.
  let workFolder: FilePath?
  /// `.git`, or a linked work tree's own part of it.
  let gitFolder: FilePath
  /// The git folder that linked work trees share.
  let commonFolder: FilePath

  /// The repository at exactly this folder: a work tree's root, a git folder or a bare one.
  ///
  /// - Throws: ``GitError/noRepository(folder:)``; ``GitError/foreignOwner(folder:owner:remedy:)``;
  ///   ``GitError/unsupported(folder:format:remedy:)`` where its refs aren't files.
  init(at folder: FilePath) throws(GitError) {
    let dotGit = folder.entry(".git")
    let pointed = BoundedFile.read(".git", below: folder, atMost: Self.pointerSize).flatMap {
      Self.path(in: $0, after: "gitdir: ", from: folder)
    }
    if let found = Self.parts(of: pointed ?? dotGit) {
      (workFolder, gitFolder, commonFolder) = (folder, found.git, found.common)
    } else if let found = Self.parts(of: folder) {
      (workFolder, gitFolder, commonFolder) = (nil, found.git, found.common)
    } else {
      throw .noRepository(folder: folder.text)
    }
    try RepositoryOwner.refuseForeign(
      [workFolder, pointed == nil ? nil : dotGit, gitFolder].compactMap(\.self), of: folder)
    if FileStat(of: "reftable", below: commonFolder)?.isFolder == true {
      throw RepositoryForm.references(of: folder)
    }
  }

  private static func parts(of folder: FilePath) -> (git: FilePath, common: FilePath)? {
    guard FileStat(of: "HEAD", below: folder) != nil else { return nil }
    let common = BoundedFile.read("commondir", below: folder, atMost: pointerSize).flatMap {
      path(in: $0, after: "", from: folder)
    }
    let shared = common ?? folder
    guard ["objects", "refs"].allSatisfy({ isFolder(RepoPath($0), below: shared) }) else {
      return nil
    }
    return (folder.normalized, shared.normalized)
  }

  /// A folder, or a link to one.
  private static func isFolder(_ path: RepoPath, below folder: FilePath) -> Bool {
    var status = stat()
    return stat(folder.platformString(of: path), &status) == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func path(
    in bytes: [UInt8], after beginning: String, from folder: FilePath
  ) -> FilePath? {
    guard bytes.starts(with: beginning.utf8) else { return nil }
    let line = bytes.dropFirst(beginning.utf8.count).prefix { $0 != 0x0A && $0 != 0x0D }
    guard !line.isEmpty else { return nil }
    return folder.pushing(FilePath(bytes: line)).normalized
  }
}
