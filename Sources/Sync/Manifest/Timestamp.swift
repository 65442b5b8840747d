import Foundation
import Git

/// Moments as `2026-11-17T09:12:44Z`: ISO 8601, in UTC, to the second.
package enum Timestamp {
  private static let style = Date.ISO8601FormatStyle()

  /// Writes seconds since 1970; what lies before, or past the year 9999, as the nearest that doesn't.
  package static func text(_ seconds: Int) -> String {
    let seconds = min(max(0, seconds), Signature.latestTime)
    return Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
  }

  /// The day alone, `2026-11-17`.
  package static func day(_ seconds: Int) -> String { String(text(seconds).prefix(10)) }

  /// Reads a moment, or a day, which starts it; nil for anything else.
  package static func seconds(_ text: String) -> Int? {
    let full = text.utf8.count == 10 ? text + "T00:00:00Z" : text
    return (try? Date(full, strategy: style)).map { Int($0.timeIntervalSince1970) }
  }
}
