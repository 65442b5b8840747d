import Testing
import Text

/// Ages in words.
@Suite struct AgeTests {
  @Test(arguments: [
    (0, "now", "just now"), (59, "now", "just now"), (60, "1m", "1 minute ago"),
    (119, "1m", "1 minute ago"), (120, "2m", "2 minutes ago"), (3599, "59m", "59 minutes ago"),
    (3600, "1h", "1 hour ago"), (86_399, "23h", "23 hours ago"), (86_400, "1d", "1 day ago"),
    (86_400 * 13, "13d", "13 days ago"), (86_400 * 14, "2w", "2 weeks ago"),
    (86_400 * 364, "52w", "52 weeks ago"), (86_400 * 365, "1y", "1 year ago"),
    (86_400 * 365 * 4, "4y", "4 years ago"), (-5, "now", "just now"),
  ])
  func anAgeIsSaid(_ seconds: Int, _ short: String, _ ago: String) {
    let age = Age(of: 1_790_000_000 - seconds, now: 1_790_000_000)
    #expect(age.short.string == short)
    #expect(age.ago.string == ago)
  }

  /// A commit may claim any moment; the difference to now need not fit.
  @Test(arguments: [Int.min, Int.min + 1, -1, 0, Int.max - 1, Int.max])
  func anyMomentHasAnAge(_ moment: Int) {
    for now in [Int.min, -1, 0, 1_790_000_000, Int.max] {
      let age = Age(of: moment, now: now)
      #expect(age.seconds >= 0)
      #expect((age.seconds == 0) == (moment >= now))
      #expect(!age.short.isEmpty && !age.ago.isEmpty)
    }
  }

  @Test func numbersHaveTheirNouns() {
    #expect(counted(1, "commit").string == "1 commit")
    #expect(counted(0, "commit").string == "0 commits")
    #expect(counted(2, "branch", plural: "branches").string == "2 branches")
  }
}
