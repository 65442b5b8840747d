import ArgumentParser
import Git
import Journal
import SystemPackage
import Text
import Upstream
import Watching

/// What machines watch.
extension StatusCommand {
  /// Writes metrics to where they are wanted. Nothing is fetched for them: what isn't known is left out.
  func writeMetrics() throws {
    let edge = try directory.open()
    let facts = try RepoFacts(
      of: edge, StateDatabase(in: edge.state), now: SystemClock.now())
    let text = OpenMetrics.text(
      RepoMetrics(facts, version: EdgesyncCommand.configuration.version).families)
    if let metricsFile {
      let path = directory.folder.pushing(FilePath(metricsFile))
      // A collector reads what ends in `.prom`, which the file doesn't before it is whole.
      try FileSync.replaceFile(path, with: Array(text.utf8), suffix: ".new")
    }
    if metrics {
      let output = StandardOutput()
      try output.write(Array(text.utf8))
      try output.flush()
    }
  }

  /// Looks at alerts, and sends what is to be sent.
  ///
  /// - Throws: ``Ending`` where something couldn't be sent.
  func lookAtAlerts() async throws {
    if AlertSwitch.isOff() { return }
    try directory.settle()
    let command = self
    let isSent = try await cancellingOnInterrupt {
      guard let watch = try AlertWatch(at: command.directory.folder, clock: SystemClock.now) else {
        throw AlertError.none
      }
      return try await watch.evaluate(since: SystemClock.now()) { StandardError.write($0) }
    }
    if !isSent { throw Ending(status: .failed) }
  }
}
