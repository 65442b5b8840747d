import Git
import Landing
import Reports
import Text
import Upstream

/// What `hold`, `unhold` and `acknowledge` share: a change of the lock that lands as one commit.
enum LockEditing {
  /// Lands a change of the lock, and says so.
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
