import Foundation
import Journal
import Rules
import Text

/// Check results as a JUnit report, for build servers.
///
/// A check is a test case; one that was skipped or cancelled is `skipped`, and never passes.
struct JUnitDocument {
  private let results: [CheckResult]

  init(_ results: [CheckResult]) {
    self.results = results
  }

  /// The report's text.
  var text: String {
    let failed = results.count { Self.isFailure($0) }
    let skipped = results.count { Self.isSkipped($0) }
    let time = results.reduce(0) { $0 + $1.seconds }
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<testsuite name="edgesync" tests="\#(results.count)" failures="\#(failed)" skipped="\#(skipped)" time="\#(Self.seconds(time))">"#,
    ]
    for result in results { lines += Self.lines(of: result) }
    lines.append("</testsuite>")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(of result: CheckResult) -> [String] {
    let head =
      #"  <testcase classname="edgesync.\#(result.stage.rawValue)" name="\#(escaped(result.name))" time="\#(seconds(result.seconds))""#
    var inner: [String] = []
    let reason = escaped(result.reason ?? result.state.rawValue)
    if isFailure(result) {
      let tests = result.failures.map { "\($0.name): \($0.message)" }.joined(separator: "\n")
      inner.append(#"    <failure message="\#(reason)">\#(escaped(tests))</failure>"#)
    } else if isSkipped(result) {
      inner.append(#"    <skipped message="\#(reason)"/>"#)
    }
    if !result.log.isEmpty {
      let log = SafeText.lines(result.log).map(\.string).joined(separator: "\n")
      inner.append("    <system-out>\(escaped(log))</system-out>")
    }
    if inner.isEmpty { return [head + "/>"] }
    return [head + ">"] + inner + ["  </testcase>"]
  }

  private static func isFailure(_ result: CheckResult) -> Bool {
    [.failed, .timedOut].contains(result.state)
  }

  private static func isSkipped(_ result: CheckResult) -> Bool {
    [.skipped, .cancelled].contains(result.state)
  }

  private static func seconds(_ seconds: Double) -> String {
    String(format: "%.3f", Bounded.seconds(seconds))
  }

  /// Safe text as XML has it.
  private static func escaped(_ text: String) -> String {
    let lines = SafeText.lines(Array(text.utf8)).map(\.string).joined(separator: "\n")
    return MarkupText.escaped(lines)
  }
}
