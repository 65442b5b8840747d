import Testing
import Text

/// How long something took, in words.
@Suite struct ElapsedTests {
  @Test(arguments: [
    (0, "0.0 s", "0 s"), (0.44, "0.4 s", "0 s"), (12.14, "12.1 s", "12 s"),
    (59.94, "59.9 s", "1 min"),
    (59.96, "1 min", "1 min"), (60, "1 min", "1 min"), (150, "2 min 30 s", "2 min 30 s"),
    (3599.4, "59 min 59 s", "59 min 59 s"), (3600, "1 h", "1 h"),
    (11_100, "3 h 5 min", "3 h 5 min"),
    (-1, "0.0 s", "0 s"), (.nan, "0.0 s", "0 s"), (.infinity, "0.0 s", "0 s"),
  ])
  func aTimeIsSaid(_ seconds: Double, _ text: String, _ whole: String) {
    #expect(Elapsed(seconds).text.string == text)
    #expect(Elapsed(seconds).whole.string == whole)
  }

  @Test func whatRunsIsToldByTheClock() {
    #expect(Elapsed(since: 100, now: 175).whole.string == "1 min 15 s")
    #expect(Elapsed(since: 100, now: 0).whole.string == "0 s")
    #expect(!Elapsed(since: .min, now: .max).whole.isEmpty)
    #expect(!Elapsed(.greatestFiniteMagnitude).whole.isEmpty)
  }
}
