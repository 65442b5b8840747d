import Git
import Locks
import SystemPackage

/// Highlights by the `bat` program (`batcat` with Debian), which gets the text on standard input, a harmless name, and
/// nothing else: no configuration, syntaxes or themes of the user's, no environment, no terminal.
///
/// What it prints has to be the text that it got, between escapes that set a colour; else it counts for nothing.
package final class BatHighlighter: SyntaxHighlighter {
  /// Bytes of a text at the most.
  package static let maximumSize = 2 << 20
  /// Lines of a text at the most.
  package static let maximumLines = 50_000
  /// Bytes of a line at the most: grammars take their time with long ones.
  package static let maximumLineLength = 10_000
  /// Runs that may fail before any has succeeded; then it isn't tried again.
  private static let maximumFailures = 3

  private let program: Program
  private let limit: Duration
  private let failures = Mutex(0)

  private static let arguments = [
    "--no-config", "--style=plain", "--color=always", "--decorations=never", "--paging=never",
    "--wrap=never", "--tabs=0", "--italic-text=always", "--theme=" + BatColors.theme,
  ]
  private static let environment = [
    "HOME": nowhere, "BAT_CONFIG_PATH": nowhere, "BAT_CONFIG_DIR": nowhere,
    "BAT_CACHE_PATH": nowhere, "XDG_CACHE_HOME": nowhere, "XDG_CONFIG_HOME": nowhere,
    "COLORTERM": "truecolor", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
  ]
  /// No folder, and none can be made in it.
  private static let nowhere = "/dev/null/none"

  /// Finds the program; nil where there is none.
  ///
  /// - Parameter limit: How long it may take for a text.
  package init?(_ search: ProgramSearch, within limit: Duration = .seconds(2)) {
    // Debian's `bat` may be another program.
    guard let program = search.program("batcat") ?? search.program("bat") else { return nil }
    self.program = program
    self.limit = limit
  }

  package func highlight(_ text: [UInt8], as name: SourceName) async -> HighlightedText? {
    guard failures.withLock({ $0 < Self.maximumFailures }),
      let source = HighlighterInput(text)
    else { return nil }
    let output = try? await program.runAlone(
      Self.arguments + ["--file-name=" + name.text], in: "/", environment: Self.environment,
      input: source.bytes, within: limit)
    let highlighted = output.flatMap { ColoredOutput($0).highlighted(source) }
    if highlighted != nil {
      failures.withLock { $0 = .min }
    } else if !Task.isCancelled {
      failures.withLock { $0 += 1 }
    }
    return highlighted
  }
}
