import Landing
import Text

extension DirectoryOptions {
  /// The session of a command that a person decides something by, after finishing what an earlier run may have left.
  ///
  /// - Parameter name: The command's.
  func session(for name: SafeText) throws -> SyncSession {
    try settle()
    let session = try SyncSession(
      at: folder, purpose: "edgesync " + name, prompting: Confirmation.prompting,
      clock: SystemClock.now)
    if let recovered = session.recovered {
      StandardError.write("edgesync: \(recovered.text).")
    }
    return session
  }
}
