import Foundation
import Testing
import Text

/// Moments as a calendar tells them.
@Suite struct CalendarAgeTests {
  private static func seconds(_ text: String) throws -> Int {
    Int(try Date(text, strategy: .iso8601).timeIntervalSince1970)
  }

  @Test(arguments: [
    ("2025-11-18T14:05:59Z", "14:05"), ("2025-11-18T00:00:00Z", "00:00"),
    ("2025-11-18T23:59:59Z", "23:59"), ("2025-11-17T23:59:59Z", "Mon"),
    ("2025-11-16T12:00:00Z", "Sun"), ("2025-11-12T00:00:00Z", "Wed"),
    ("2025-11-11T23:59:59Z", "11 Nov"), ("2025-11-03T08:00:00Z", "3 Nov"),
    ("2025-02-28T08:00:00Z", "28 Feb"), ("2025-01-01T00:00:00Z", "1 Jan"),
    ("2024-12-31T23:59:59Z", "Dec 2024"), ("2024-02-29T12:00:00Z", "Feb 2024"),
    ("2000-02-29T12:00:00Z", "Feb 2000"), ("1970-01-01T00:00:00Z", "Jan 1970"),
    // Clocks may be ahead.
    ("2025-11-19T00:00:00Z", "19 Nov"), ("2025-12-31T00:00:00Z", "31 Dec"),
    ("2026-03-01T00:00:00Z", "Mar 2026"), ("9999-12-31T23:59:59Z", "Dec 9999"),
  ])
  func aMomentIsSaid(_ moment: String, _ said: String) throws {
    let now = try Self.seconds("2025-11-18T15:30:00Z")
    #expect(Age.onCalendar(try Self.seconds(moment), now: now).string == said)
  }

  /// In the first days of a year, the last week is told by its days all the same.
  @Test func aWeekGoesOnPastTheYear() throws {
    let now = try Self.seconds("2026-01-02T09:00:00Z")
    #expect(Age.onCalendar(try Self.seconds("2025-12-31T09:00:00Z"), now: now).string == "Wed")
    #expect(Age.onCalendar(try Self.seconds("2025-12-26T09:00:00Z"), now: now).string == "Dec 2025")
  }

  /// Each day of some centuries, against the calendar of the system's.
  @Test func everyDayIsTheCalendars() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    for day in stride(from: 40, to: 170_000, by: 13) {
      let date = calendar.dateComponents(
        [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
      let month = months[try #require(date.month) - 1]
      let year = try #require(date.year)
      let now = day * 86_400 + 20 * 86_400
      let isThisYear =
        calendar.component(.year, from: Date(timeIntervalSince1970: Double(now))) == year
      #expect(
        Age.onCalendar(day * 86_400, now: now).string
          == (isThisYear ? "\(try #require(date.day)) \(month)" : "\(month) \(year)"))
    }
  }

  @Test(arguments: [Int.min, -1, 0, 1_790_000_000, Int.max])
  func anyMomentIsSaid(_ moment: Int) {
    for now in [Int.min, -1, 0, 1_790_000_000, Int.max] {
      let said = Age.onCalendar(moment, now: now)
      #expect(!said.isEmpty && said.width <= 8)
    }
  }
}
