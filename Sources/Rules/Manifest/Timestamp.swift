import Foundation
import Text

/// Moments as `2026-11-17T09:12:44Z`: ISO 8601, in UTC, to the second.
package enum Timestamp {
  private static let style = Date.ISO8601FormatStyle()

  /// Writes seconds since 1970; what lies before, or past the year 9999, as the nearest that doesn't.
  package static func text(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: TimeInterval(Bounded.moment(seconds))).formatted(style)
  }

  /// The day alone, `2026-11-17`.
  package static func day(_ seconds: Int) -> String { String(text(seconds).prefix(10)) }

  /// Reads a moment, or a day, which starts it, from 1970 to the year 9999; nil for anything else.
  package static func seconds(_ text: String) -> Int? {
    // A year of more digits would be counted out day by day.
    guard text.utf8.count <= 40, text.utf8.prefix(while: isDigit).count == 4 else { return nil }
    let full = text.utf8.count == 10 ? text + "T00:00:00Z" : text
    return (try? Date(full, strategy: style)).map {
      Bounded.moment(Bounded.whole($0.timeIntervalSince1970))
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
