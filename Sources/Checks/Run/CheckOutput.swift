import Locks

/// Takes what a check prints: hides secrets, hands it on as it comes, and keeps head and tail of it.
final class CheckOutput: Sendable {
  private struct State {
    var mask: SecretMask
    var log = CheckLog()
  }

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

  /// Takes what was printed.
  func write(_ bytes: some Collection<UInt8>) {
    let shown = state.withLock { state in
      let shown = state.mask.mask(bytes)
      state.log.append(shown)
      return shown
    }
    if !shown.isEmpty { progress(.output(name: name, bytes: shown)) }
  }

  /// Says something of edgesync's own, on a line.
  func say(_ line: String) { write(Array("\(line)\n".utf8)) }

  /// A text without secrets.
  func masked(_ text: String) -> String {
    var mask = SecretMask(secrets)
    return String(decoding: mask.mask(Array(text.utf8)) + mask.end(), as: UTF8.self)
  }

  /// Hands on what was held back, and gives the log.
  func end() -> [UInt8] {
    let (rest, log) = state.withLock { state in
      let rest = state.mask.end()
      state.log.append(rest)
      return (rest, state.log.bytes)
    }
    if !rest.isEmpty { progress(.output(name: name, bytes: rest)) }
    return log
  }
}
