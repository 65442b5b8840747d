import Checks
import Foundation
import Journal
import Support
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

  /// What a parser spends time on that grows faster than the report.
  private static let floods: [(name: String, text: String)] = {
    func many(_ count: Int, _ text: (Int) -> String) -> String {
      (0..<count).map(text).joined()
    }
    let attributes = many(100_000) { " a\($0)='x'" }
    return [
      ("attributes", "<testsuite><testcase\(attributes)/></testsuite>"),
      ("attributes of the root", "<testsuite\(attributes)><testcase/></testsuite>"),
      ("namespaces", "<testsuite><testcase\(many(50_000) { " xmlns:n\($0)='x'" })/></testsuite>"),
      ("attributes behind a comment", "<testsuite><!-- > --><testcase\(attributes)/></testsuite>"),
      ("attributes behind CDATA", "<testsuite><![CDATA[ <a ]] > ]]><b\(attributes)/></testsuite>"),
      ("attributes behind an instruction", "<testsuite><?x <a ?><b\(attributes)/></testsuite>"),
      ("attributes behind quotes", "<testsuite a='>\"' b=\">'\"><b\(attributes)/></testsuite>"),
      ("a long attribute", "<testsuite a='\(String(repeating: "x", count: 2 << 20))'/>"),
      ("a tag without end", "<testsuite \(String(repeating: " ", count: 2 << 20))"),
      ("a long comment", "<testsuite><!--\(String(repeating: "x", count: 2 << 20))--></testsuite>"),
      (
        "defaults",
        "<!DOCTYPE t [<!ATTLIST a \(many(20_000) { " b\($0) CDATA 'x'" })>]><t>\(many(20_000) { _ in "<a/>" })</t>"
      ),
      ("a document type", "<!DOCTYPE testsuite SYSTEM 'x'><testsuite/>"),
      ("UTF-7", "<?xml version='1.0' encoding='UTF-7'?><testsuite>+ADw-!DOCTYPE</testsuite>"),
      ("EBCDIC", "<?xml version='1.0' encoding='IBM037'?><testsuite/>"),
      (
        "UTF-16", String(decoding: [0xFF, 0xFE, 0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0], as: UTF8.self)
      ),
    ]
  }()

  @Test(arguments: floods.indices) func floodsAreRefusedAtOnce(_ index: Int) {
    let (name, text) = Self.floods[index]
    let clock = ContinuousClock()
    let start = clock.now
    let report = JUnitReport(Array(text.utf8))
    #expect(report.fault != nil, "\(name)")
    #expect(report.tests <= 1, "\(name)")
    #expect(clock.now - start < .seconds(30), "\(name)")
  }

  @Test(arguments: ["utf-8", "UTF-8", "US-ASCII", "ISO-8859-1", "windows-1252"])
  func usualEncodingsAreRead(_ encoding: String) {
    let text =
      "\u{FEFF}".prefix(encoding == "UTF-8" ? 1 : 0)
      + "<?xml version=\"1.0\" encoding=\"\(encoding)\"?>\n<!-- <a --><testsuite><testcase/></testsuite>"
    let report = JUnitReport(Array(text.utf8))
    #expect(report.fault == nil)
    #expect(report.tests == 1)
  }

  /// A character may hold a million marks.
  @Test func marksAreBounded() {
    let marks = "x" + String(repeating: "\u{301}", count: 100_000)
    let text =
      "<testsuite><testcase name='\(marks)' file='\(marks)'><failure message='\(marks)'>\(marks)</failure></testcase></testsuite>"
    let failure = JUnitReport(Array(text.utf8)).failures.first
    #expect((failure?.name.unicodeScalars.count ?? 0) == 512)
    #expect((failure?.file?.unicodeScalars.count ?? 0) == 512)
    #expect((failure?.message.unicodeScalars.count ?? 0) == 4096)
  }

  @Test func readingEndsWithItsTime() throws {
    let folder = try TemporaryFolder()
    let cases = String(repeating: "<testcase/>", count: 100_000)
    try folder.write("<testsuite>\(cases)</testsuite>", to: "report.xml")
    let report = try JUnitReport(
      reading: folder.path.appending("report.xml"), until: ContinuousClock.now)
    #expect(report.isOutOfTime)
    #expect(report.tests < 100_000)
  }
}
