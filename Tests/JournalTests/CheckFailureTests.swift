import Journal
import Testing
import Text

/// Failing tests on one line.
@Suite struct CheckFailureTests {
  @Test(
    arguments: [
      ("a", "", nil, nil, "a"), ("a", "no\nmore", nil, true, "new: a: no"),
      ("a", "no", "t.py", false, "still: a: no (t.py)"),
      ("a\u{1B}[31m", "\u{202E}x", nil, nil, "a^[[31m: <U+202E>x"),
    ] as [(String, String, String?, Bool?, String)])
  func saysWhatFailed(
    _ name: String, _ message: String, _ file: String?, _ isNew: Bool?, _ wanted: String
  ) {
    var failure = CheckResult.Failure(name: name, message: message, file: file)
    failure.isNew = isNew
    #expect(failure.line.string == wanted)
  }
}
