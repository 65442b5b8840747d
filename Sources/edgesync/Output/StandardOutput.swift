import Foundation
import SystemPackage
import Terminal
import Text

/// Standard output: safe text of which no build server obeys anything, in colour on a terminal that wants
/// it.
final class StandardOutput {
  /// Whether a person reads along.
  let isTerminal: Bool
  private let usesColour: Bool
  private var pending: [UInt8] = []

  init() {
    let environment = ProcessInfo.processInfo.environment
    isTerminal = isatty(STDOUT_FILENO) == 1
    // https://no-color.org: any value but an empty one; https://bixense.com/clicolors: any value but 0.
    let isForced = !["", "0"].contains(environment["CLICOLOR_FORCE"] ?? "")
    usesColour =
      (environment["NO_COLOR"] ?? "").isEmpty
      && (isForced || isTerminal && environment["TERM"] != "dumb")
  }

  /// Writes a line, with the colours that the terminal's own theme has.
  func line(_ line: Line) throws {
    let plain = line.text
    let harmless = BuildServer.current.harmless(plain)
    // What has to be broken up may reach over several parts; then colour is the least that matters.
    let line = harmless.string == plain.string ? line : Line(harmless)
    for span in line.spans {
      let codes = usesColour ? Theme.terminal[span.role].ansi : ""
      pending += Array(
        (codes.isEmpty ? span.text.string : "\u{1B}[\(codes)m\(span.text.string)\u{1B}[0m").utf8)
    }
    pending.append(0x0A)
    if isTerminal || pending.count > 1 << 16 { try flush() }
  }

  /// Writes lines.
  func lines(_ lines: [Line]) throws {
    for line in lines { try self.line(line) }
  }

  /// Writes a line of parts, each with its role.
  func line(_ parts: (SafeText, Role)...) throws {
    try line(parts.reduce(into: Line()) { $0.add($1.0, $1.1) })
  }

  /// Writes a line.
  func line(_ text: SafeText = "") throws {
    try line(Line(text))
  }

  /// Writes bytes that are safe already, such as JSON.
  func write(_ bytes: [UInt8]) throws {
    pending += bytes
    if pending.count > 1 << 16 { try flush() }
  }

  /// Hands over what was written so far; a command does so at its end, and before it asks or waits.
  ///
  /// What isn't handed over is never printed: a document that an error cut short stays away.
  func flush() throws {
    if pending.isEmpty { return }
    do {
      _ = try FileDescriptor.standardOutput.writeAll(pending)
    } catch let error as Errno {
      throw Unwritable(why: SafeText(error.description))
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Standard output is closed, or what it leads to is full.
  private struct Unwritable: ActionableError {
    let why: SafeText
    var what: SafeText { "standard output can't be written" }
    var remedy: SafeText { "" }
    var exitStatus: ExitStatus { .failed }
  }
}
