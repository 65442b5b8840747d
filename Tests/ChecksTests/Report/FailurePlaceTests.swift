import Testing

@testable import Checks

/// Where a failing test's text says that it failed.
@Suite struct FailurePlaceTests {
  struct Row: CustomTestStringConvertible {
    let text: String
    var file: String?
    let place: String?

    var testDescription: String { text }
  }

  static let rows = [
    Row(text: "", place: nil),
    Row(text: "assert 1 == 2", place: nil),
    Row(text: "tests/test_api.py:12: AssertionError", place: "tests/test_api.py 12"),
    // The last of several, in the test's own file where that is known.
    Row(text: "a.py:1: x\nb.py:2: y", place: "b.py 2"),
    Row(text: "a.py:1: x\nb.py:2: y", file: "a.py", place: "a.py 1"),
    Row(text: "a.py:1: x", file: "b.py", place: nil),
    Row(text: "main.c:7:3: error: no", place: "main.c 7"),
    Row(text: "a.py:0: x", place: nil),
    Row(text: "a.py:-1: x", place: nil),
    Row(text: "a.py:99999999999999999999: x", place: nil),
    Row(text: "http://x.y:80/", place: nil),
    Row(text: "at 10.5.3 o'clock: 7: x", place: nil),
    Row(text: "a.py:3", place: "a.py 3"),
  ]

  @Test(arguments: rows)
  func isFound(_ row: Row) {
    let place = FailurePlace(in: row.text, of: row.file)
    #expect(place.map { "\($0.file) \($0.line)" } == row.place)
  }
}
