import Git
import Landing
import Reports
import Text
import Upstream

/// What `hold`, `unhold` and `acknowledge` share: a change of the lock that lands as one commit.
enum LockEditing {
  /// The session of a command that a person decides something by.
  static func session(_ directory: DirectoryOptions, _ name: SafeText) throws -> SyncSession {
    try directory.settle()
    let session = try SyncSession(
      at: directory.folder, purpose: "edgesync " + name, prompting: Confirmation.prompting,
      clock: SystemClock.now)
    if let recovered = session.recovered {
      StandardError.write("edgesync: \(recovered.text).")
    }
    return session
  }

  static func land(_ edit: LockEdit, _ session: SyncSession) async throws {
    let output = StandardOutput()
    let landed = try await session.edit(edit)
    try output.line(
      LandingReport.text(
        of: edit, landed.map { ($0.commit, $1) }, on: try session.edge.repository.head().name)
        + ".")
    if let landed, landed.pushedTo == nil {
      try output.line("Push it, so that the daily sync sees it: git push")
    }
    try output.flush()
  }
}
