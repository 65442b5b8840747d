/// How long ago something was, in the words people use for it.
package struct Age: Hashable, Sendable {
  /// Seconds that passed; what lies in the future counts as just now.
  package let seconds: Int

  /// The age of a moment, both in seconds since 1970.
  package init(of moment: Int, now: Int) {
    // A commit may claim any moment at all, so that the difference need not fit.
    let (difference, isTooLarge) = now.subtractingReportingOverflow(moment)
    seconds = isTooLarge ? (moment < now ? .max : 0) : max(0, difference)
  }

  /// In at most three cells: `now`, `5m`, `3h`, `6d`, `9w`, `4y`.
  package var short: SafeText {
    switch seconds {
    case ..<60: "now"
    case ..<3600: "\(seconds / 60)m"
    case ..<86_400: "\(seconds / 3600)h"
    case ..<(86_400 * 14): "\(seconds / 86_400)d"
    case ..<(86_400 * 365): "\(seconds / (86_400 * 7))w"
    default: "\(seconds / (86_400 * 365))y"
    }
  }

  /// In words: `just now`, `1 hour`, `6 days`, `9 weeks`, `4 years`.
  package var long: SafeText {
    switch seconds {
    case ..<60: "just now"
    case ..<3600: counted(seconds / 60, "minute")
    case ..<86_400: counted(seconds / 3600, "hour")
    case ..<(86_400 * 14): counted(seconds / 86_400, "day")
    case ..<(86_400 * 365): counted(seconds / (86_400 * 7), "week")
    default: counted(seconds / (86_400 * 365), "year")
    }
  }

  /// In words, as a time past: `just now`, `6 days ago`.
  package var ago: SafeText {
    seconds < 60 ? long : long + " ago"
  }
}

/// A number with its noun, in the plural where it isn't one: `1 commit`, `23 commits`.
package func counted(_ count: Int, _ noun: SafeText, plural: SafeText? = nil) -> SafeText {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
