import Foundation
import Text

/// The present moment.
enum SystemClock {
  /// What stands in for the clock where something has to come out the same each time.
  private static let fixed =
    ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap { Int($0) }

  /// Seconds since 1970, or what `SOURCE_DATE_EPOCH` says.
  @Sendable
  static func now() -> Int {
    Bounded.moment(fixed ?? Bounded.whole(Date().timeIntervalSince1970))
  }
}
