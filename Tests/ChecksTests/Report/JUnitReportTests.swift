import Checks
import Fixtures
import Foundation
import Sync
import SystemPackage
import Testing

/// Reports of test runners, whole and broken.
@Suite struct JUnitReportTests {
  private static let pytest = """
    <?xml version="1.0" encoding="utf-8"?>
    <testsuites><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4">
    <testcase classname="tests.test_api" name="test_health" file="tests/test_api.py" time="0.1"/>
    <testcase classname="tests.test_api" name="test_order" file="tests/test_api.py" time="0.2">
    <failure message="assert 500 == 200">def test_order():
    &gt;  assert 500 == 200</failure></testcase>
    <testcase classname="tests.test_api" name="test_set_up"><error><![CDATA[no <database>]]></error></testcase>
    <testcase classname="" name="test_later"><skipped message="not yet"/></testcase>
    </testsuite></testsuites>
    """

  @Test func namesFailingTests() {
    let report = JUnitReport(Array(Self.pytest.utf8))
    #expect(report.tests == 4)
    #expect(report.failed == 2)
    #expect(report.fault == nil)
    #expect(
      report.failures == [
        CheckResult.Failure(
          name: "tests.test_api.test_order", message: "assert 500 == 200",
          file: "tests/test_api.py"),
        CheckResult.Failure(name: "tests.test_api.test_set_up", message: "no <database>"),
      ])
  }

  /// Each beginning of a report gives no more than the whole, and says that it is broken.
  @Test func aReportCutShortGivesWhatCameBefore() {
    let bytes = Array(Self.pytest.utf8)
    let whole = JUnitReport(bytes)
    for length in stride(from: 0, to: bytes.count - 14, by: 7) {
      let report = JUnitReport(Array(bytes[..<length]))
      #expect(report.fault != nil, "\(length)")
      #expect(report.tests <= whole.tests)
      #expect(whole.failures.starts(with: report.failures.dropLast()))
    }
  }

  @Test(
    arguments: [
      "", "no XML", "<a/>", "<testsuites>", "<testsuite><testcase></testsuite>",
      "<testsuite>&undefined;</testsuite>",
    ])
  func saysWhatIsWrong(_ text: String) {
    #expect(JUnitReport(Array(text.utf8)).fault != nil)
  }

  /// What an entity stands for outside is neither read nor is one blown up.
  @Test func entitiesLeadNowhere() throws {
    let folder = try TemporaryFolder()
    try folder.write("a secret", to: "secret")
    let outside = """
      <!DOCTYPE t [<!ENTITY e SYSTEM "file://\(folder.name)/secret">]>
      <testsuite><testcase name="a"><failure>&e;</failure></testcase></testsuite>
      """
    let report = JUnitReport(Array(outside.utf8))
    #expect(!report.failures.contains { $0.message.contains("secret") })

    let levels = (1...12).map { level in
      "<!ENTITY e\(level) \"\(String(repeating: "&e\(level - 1);", count: 10))\">"
    }.joined()
    let bomb = """
      <!DOCTYPE t [<!ENTITY e0 "0123456789">\(levels)]>
      <testsuite><testcase name="a"><failure>&e12;</failure></testcase></testsuite>
      """
    let blown = JUnitReport(Array(bomb.utf8))
    #expect(blown.failures.allSatisfy { $0.message.utf8.count <= 4096 })
  }

  @Test func isBounded() {
    let cases = (0..<3000).map {
      "<testcase name=\"t\($0)\"><failure message=\"\(String(repeating: "x", count: 5000))\"/></testcase>"
    }
    let report = JUnitReport(Array("<testsuite>\(cases.joined())</testsuite>".utf8))
    #expect(report.tests == 3000)
    #expect(report.failed == 3000)
    #expect(report.failures.count == 1000)
    #expect(report.failures.allSatisfy { $0.message.utf8.count == 4096 })
  }

  @Test func aLinkIsNoReport() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.pytest, to: "real.xml")
    #expect(symlink("real.xml", folder.name + "/report.xml") == 0)
    #expect(throws: Errno.self) { try JUnitReport(reading: folder.path.appending("report.xml")) }
    #expect(throws: Errno.self) { try JUnitReport(reading: folder.path.appending("none.xml")) }
    #expect(throws: Errno.self) { try JUnitReport(reading: folder.path) }
    #expect(try JUnitReport(reading: folder.path.appending("real.xml")).tests == 4)
  }
}
