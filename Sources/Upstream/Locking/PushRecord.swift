import Git
import SystemPackage

/// The refs of this repo that a push is about to move, on disk while it goes on: a git that is killed
/// leaves them locked, and every later push and fetch would fail.
package struct PushRecord {
  /// The full names of the refs.
  let references: [String]
  /// When it was written, in seconds since 1970.
  let date: Int

  /// Pushes, with the ref that follows the remote's branch on record.
  ///
  /// - Parameters:
  ///   - branch: The branch's short name at the remote.
  ///   - edge: The edge repo.
  package static func keeping(
    _ branch: String, of remote: String, in edge: EdgeRepo, _ push: () async throws -> Void
  ) async throws {
    let path = path(in: edge.state)
    let reference = "refs/remotes/\(remote)/\(branch)"
    try FileSync.replaceFile(path, with: Array("\(reference)\n".utf8))
    // git syncs no folder: after a loss of power its lock could stand there again, and no record.
    func clear() throws {
      let folder = edge.repository.commonFolder.appending(RepoPath(reference).parent)
      if StaleGitLocks.date(of: folder) != nil { try FileSync.syncFolder(folder) }
      try FileSync.removeFile(path)
    }
    do {
      try await push()
    } catch {
      try? clear()
      throw error
    }
    try clear()
  }

  /// The record that an ended run left; nil where there is none.
  package init?(in state: FilePath) throws(GitError) {
    let path = Self.path(in: state)
    guard let bytes = try FileSync.readFile(path, limit: 1 << 20),
      let date = StaleGitLocks.date(of: path)
    else {
      return nil
    }
    self.date = date
    references = bytes.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether an ended run left a record, or one goes on.
  package static func isThere(in state: FilePath) -> Bool {
    StaleGitLocks.date(of: path(in: state)) != nil
  }

  /// Takes the record away.
  package static func clear(in state: FilePath) throws(GitError) {
    try FileSync.removeFile(path(in: state))
  }

  private static func path(in state: FilePath) -> FilePath { state.entry("push") }
}
