import Foundation
import Journal
import Reports
import Text

/// Tells GitHub Actions of check results: an annotation for each check that didn't pass, and a summary of the
/// step (docs.github.com, "Workflow commands for GitHub Actions").
struct ActionsReport {
  private let summaryFile: String?

  /// Nil where this doesn't run in GitHub Actions.
  init?(_ variables: [String: String] = ProcessInfo.processInfo.environment) {
    guard variables["GITHUB_ACTIONS"] == "true" else { return nil }
    summaryFile = variables["GITHUB_STEP_SUMMARY"]
  }

  /// The annotations, a line each.
  func annotations(_ results: [CheckResult]) -> [SafeText] {
    results.filter { $0.state != .passed }.map { result in
      let level: SafeText = result.allowsLanding ? "warning" : "error"
      var text = result.reason ?? result.state.rawValue
      for failure in result.failures.prefix(10) { text += "; \(failure.name)" }
      return "::" + level + " title=\(Self.property(result.name))::\(Self.data(text))"
    }
  }

  /// Adds a table of the results to the step's summary; where it can't be written, nothing is lost.
  func summarize(_ results: [CheckResult], of what: SafeText) {
    guard let summaryFile, let file = FileHandle(forWritingAtPath: summaryFile) else { return }
    defer { try? file.close() }
    var lines = [
      "### edgesync: checks of \(what.string)", "", "| check | result | time |",
      "| --- | --- | --- |",
    ]
    for result in results {
      lines.append(
        "| \(Self.cell(result.name)) | \(result.state.mark.string) \(Self.cell(CheckReport.ending(result).string)) | \(Elapsed(result.seconds).text.string) |"
      )
      for failure in result.failures.prefix(50) {
        lines.append("| | \(Self.cell("\(failure.name): \(failure.message)")) | |")
      }
    }
    _ = try? file.seekToEnd()
    try? file.write(contentsOf: Data((lines.joined(separator: "\n") + "\n\n").utf8))
  }

  /// A text as a cell of a table, which no character of it ends.
  private static func cell(_ text: String) -> String {
    Markdown.text(String(text.prefix(300)))
  }

  private static func data(_ text: String) -> String {
    BuildServer.current.harmless(SafeText(text)).string.replacing("%", with: "%25")
  }

  private static func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
