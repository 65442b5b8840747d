import Git
import Landing
import Text
import Upstream

/// What `hold`, `unhold` and `acknowledge` share: a change of the lock that lands as one commit.
enum LockEditing {
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
    if let (landed, place) = try await session.edit(edit) {
      let branch = try session.edge.repository.head().name
      try output.line(
        ("landed", .green), (" as \(landed.commit.short) on \(branch): " + edit.title, .plain))
      if let place {
        try output.line("pushed to " + place)
      } else {
        try output.line("Push it, so that the daily sync sees it: git push")
      }
    } else {
      try output.line("nothing to do: edgesync.lock says so already")
    }
    try output.flush()
  }
}
