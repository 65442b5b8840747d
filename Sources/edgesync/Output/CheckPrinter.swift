import Checks
import Foundation
import Journal
import Locks
import Reports
import Rules
import Text

/// Says how checks go, as they go, on a stream of lines.
final class CheckPrinter: Sendable {
  private struct State {
    var pending: [String: [UInt8]] = [:]
  }

  private let state = Mutex(State())
  private let write: @Sendable (SafeText) -> Void
  private let showsOutput: Bool
  private let told: [String: CheckDefinition]

  /// A printer.
  ///
  /// - Parameters:
  ///   - showsOutput: Whether what checks print is shown as it comes.
  ///   - told: Checks of which it is said what they do, as they start.
  ///   - write: Takes a line.
  init(
    showsOutput: Bool, telling told: [CheckDefinition] = [],
    write: @escaping @Sendable (SafeText) -> Void
  ) {
    self.showsOutput = showsOutput
    self.told = Dictionary(told.map { ($0.name, $0) }) { first, _ in first }
    self.write = write
  }

  func take(_ progress: CheckProgress) {
    switch progress {
    case .started(let name, let last):
      write(CheckReport.started(name, lastSeconds: last).text)
      for activity in told[name]?.activities ?? [] {
        write("    \(activity.word) \(activity.what)")
      }
    case .output(let name, let bytes):
      // A line that began with a name or an output could be a command to a build server.
      guard showsOutput else { return }
      for line in lines(of: name, adding: bytes) { write("│ \(name) │ " + line) }
    case .finished(let result):
      let rest = state.withLock { $0.pending.removeValue(forKey: result.name) }
      if let rest, !rest.isEmpty { write("│ \(result.name) │ " + SafeText(bytes: rest, tabs: 8)) }
      // What it printed then says why; what runs now has said so already.
      if showsOutput, result.isCached, result.state != .passed {
        for line in SafeText.lines(result.log) { write("│ \(result.name) │ " + line) }
      }
      write(CheckReport.line(result, now: SystemClock.now()).text)
      for line in CheckReport.details(result, atMost: Self.maximumTests) {
        write("    " + line.text)
      }
    }
  }

  /// Tests of a check that are named at the most.
  private static let maximumTests = 20

  /// Whole lines of what a check printed.
  private func lines(of name: String, adding bytes: [UInt8]) -> [SafeText] {
    state.withLock { state in
      var text = state.pending[name, default: []] + bytes
      let end = text.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      let whole = Array(text[..<end])
      text.removeFirst(end)
      // A line without an end must not fill the memory.
      state.pending[name] = text.suffix(4096)
      return SafeText.lines(whole)
    }
  }
}
