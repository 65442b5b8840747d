import Locks
import Text

/// Takes what a check prints: hides secrets, hands it on as it comes, and keeps head and tail of it.
final class CheckOutput: Sendable {
  private struct State {
    var mask: SecretMask
    var log = CheckLog()
    /// What the check itself printed last, as it came.
    var recent: [[UInt8]] = []
    var recentCount = 0

    /// Takes what the check itself printed.
    mutating func keep(_ bytes: [UInt8]) {
      recent.append(bytes)
      recentCount += bytes.count
      while let first = recent.first, recentCount - first.count >= CheckOutput.maximumTail {
        recentCount -= first.count
        recent.removeFirst()
      }
    }
  }

  /// Bytes at the end of what a check printed in which its last line is looked for.
  private static let maximumTail = 1 << 13

  private let name: String
  private let secrets: [String]
  private let state: Mutex<State>
  private let progress: @Sendable (CheckProgress) -> Void

  init(
    _ name: String, hiding secrets: [String],
    _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) {
    self.name = name
    self.secrets = secrets
    self.progress = progress
    state = Mutex(State(mask: SecretMask(secrets)))
  }

  /// Takes what the check printed.
  func write(_ bytes: some Collection<UInt8>) { take(bytes, isOwn: false) }

  /// Says something of edgesync's own, on a line.
  func say(_ line: String) { take(Array("\(line)\n".utf8), isOwn: true) }

  private func take(_ bytes: some Collection<UInt8>, isOwn: Bool) {
    let shown = state.withLock { state in
      let shown = state.mask.mask(bytes)
      state.log.append(shown)
      if !isOwn { state.keep(shown) }
      return shown
    }
    if !shown.isEmpty { progress(.output(name: name, bytes: shown)) }
  }

  /// A text without secrets.
  func masked(_ text: String) -> String {
    var mask = SecretMask(secrets)
    return String(decoding: mask.mask(Array(text.utf8)) + mask.end(), as: UTF8.self)
  }

  /// Hands on what was held back, and gives the log.
  ///
  /// - Returns: The log, and the last line with words that the check itself printed.
  func end() -> (log: [UInt8], lastLine: SafeText?) {
    let (rest, log, line) = state.withLock { state in
      let rest = state.mask.end()
      state.log.append(rest)
      state.keep(rest)
      return (rest, state.log.bytes, ProgramLines.last(of: state.recent.joined()).last)
    }
    if !rest.isEmpty { progress(.output(name: name, bytes: rest)) }
    return (log, line)
  }
}
