/// How long something took or takes, in the words people use for it.
package struct Elapsed: Hashable, Sendable {
  private let seconds: Double

  /// A time in seconds; what is none, or negative, counts as nothing.
  package init(_ seconds: Double) {
    self.seconds = seconds.isFinite ? max(0, seconds) : 0
  }

  /// A time as a clock shows it that goes on, in whole seconds.
  package init(since start: Int, now: Int) {
    seconds = Double(Age(of: start, now: now).seconds)
  }

  /// `0.4 s`, `12.1 s`, `2 min 30 s`, `3 h 5 min`.
  package var text: SafeText {
    // What rounds to a minute is one.
    (seconds * 10).rounded() < 600
      ? "\(String((seconds * 10).rounded() / 10)) s" : whole
  }

  /// Without tenths: `0 s`, `12 s`, `2 min 30 s`, `3 h 5 min`.
  package var whole: SafeText {
    let seconds = Int(min(seconds.rounded(), 1e15))
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return Self.pair(seconds / 60, "min", seconds % 60, "s")
    default: return Self.pair(seconds / 3600, "h", seconds % 3600 / 60, "min")
    }
  }

  private static func pair(
    _ large: Int, _ unit: SafeText, _ small: Int, _ part: SafeText
  ) -> SafeText {
    small == 0 ? "\(large) \(unit)" : "\(large) \(unit) \(small) \(part)"
  }
}
