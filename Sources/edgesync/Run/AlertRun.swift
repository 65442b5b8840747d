import ProgramEnd
import Rules
import Text
import Upstream
import Watching

/// Alerts after a command that nobody watches: whatever comes of them, the command's exit status stays.
enum AlertRun {
  /// Seconds for looking at them and sending what is to be sent.
  private static let limit = 90

  /// Looks at alerts.
  ///
  /// - Parameter status: The exit status that the command has come to.
  static func follow(_ ended: RunRecord.Ended?, status: Int32) async {
    // At a terminal a person sees how it ended, and the next unattended command tells the others.
    guard let ended, ended.isUnattended, !AlertSwitch.isOff(), Shutdown.goOn() else { return }
    // Where there is no repo, the command has said so.
    guard (try? EdgeRepo.Place(at: ended.folder)) != nil else { return }
    Shutdown.setDeadline(seconds: limit) {
      ("edgesync: not all alerts were looked at within \(limit) s; the next run does so.", status)
    }
    do {
      let watch = try AlertWatch(at: ended.folder, clock: SystemClock.now)
      try await watch?.evaluate(since: ended.started, ended: ended.outcome) { line in
        StandardError.write(line)
      }
    } catch is ManifestError {
      // The command has said so, or goes by what isn't committed yet.
    } catch let error as any ActionableError {
      StandardError.write("edgesync: alerts couldn't be looked at: \(error.cause).")
    } catch {
      StandardError.write("edgesync: alerts couldn't be looked at: \(String(describing: error)).")
    }
  }
}
