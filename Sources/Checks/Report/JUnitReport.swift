import Foundation
import FoundationXML
import Journal
import SystemPackage

/// What a test runner's JUnit report tells: how many tests ran, and which failed.
///
/// The format has no standard; read is what pytest, Maven's Surefire, CTest and gotestsum agree on
/// (github.com/testmoapp/junitxml): `testcase` with `classname`, `name` and `file`, and in it
/// `failure`, `error` or `skipped`; in a failure's text, the place as pytest and compilers write it. A `line` isn't read: it is
/// where the test begins, and some count from 0.
package struct JUnitReport: Hashable, Sendable {
  /// Bytes of a report that are read at the most.
  static let maximumBytes = 64 << 20
  /// Failing tests that are kept, and bytes kept of a name and of a message.
  static let maximumFailures = 1000
  static let maximumName = 512
  static let maximumMessage = 4096

  /// Tests that ran, the failing ones too.
  package var tests = 0
  /// Tests that failed, those that are not in ``failures`` too.
  package var failed = 0
  /// The failing tests, in the report's order, each name once.
  package var failures: [CheckResult.Failure] = []
  /// What is wrong with the report; nil where it is whole.
  package var fault: String?
  /// Whether there was no time to read it to its end.
  package private(set) var isOutOfTime = false

  /// Nothing read yet.
  private init() {}

  /// Reads a report; one that is cut short or broken gives what stands before the fault.
  ///
  /// - Parameter deadline: When reading it ends; nil for no time.
  /// - Throws: `Errno` where there is no such file.
  package init(reading path: FilePath, until deadline: ContinuousClock.Instant? = nil) throws {
    let file = try ReportFile(at: path)
    if file.size > Self.maximumBytes {
      self.init()
      fault = "it is over \(Self.maximumBytes >> 20) MiB"
    } else {
      self.init(GuardedStream(file.descriptor, until: deadline))
      withExtendedLifetime(file) {}
    }
  }

  /// Reads a report from its bytes.
  package init(_ bytes: [UInt8]) {
    self.init(GuardedStream(bytes))
  }

  private init(_ stream: GuardedStream) {
    let reader = Reader()
    let parser = XMLParser(stream: stream)
    parser.shouldResolveExternalEntities = false
    parser.delegate = reader
    let isWhole = parser.parse()
    self = reader.report
    isOutOfTime = stream.isOutOfTime
    if let reason = stream.fault {
      fault = reason
    } else if !isWhole {
      fault = "it is broken on line \(parser.lineNumber)"
    } else if reader.depth > 0 {
      fault = "it ends before its last element does"
    } else if !reader.sawTests {
      fault = "it holds no tests"
    }
  }
}

extension JUnitReport {
  /// Takes a report's elements as they come, so that none is held whole.
  private final class Reader: NSObject, XMLParserDelegate {
    var report = JUnitReport()
    var sawTests = false
    /// Elements that are open.
    var depth = 0
    private var known: Set<String> = []
    private var test: (name: String, file: String?)?
    private var hasFailed = false
    private var message: String?
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      depth += 1
      switch name {
      case "testsuites", "testsuite": sawTests = true
      case "testcase":
        sawTests = true
        report.tests += 1
        hasFailed = false
        let own = attributes["name"] ?? ""
        let group = attributes["classname"] ?? ""
        test = (
          (group.isEmpty ? own : "\(group).\(own)").cut(to: JUnitReport.maximumName),
          attributes["file"].map { $0.cut(to: JUnitReport.maximumName) }
        )
      case "failure", "error":
        guard test != nil else { return }
        message = (attributes["message"] ?? "").cut(to: JUnitReport.maximumMessage)
        text = ""
      default: break
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      guard message != nil, text.utf8.count < JUnitReport.maximumMessage else { return }
      text += string.cut(to: JUnitReport.maximumMessage)
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
      self.parser(parser, foundCharacters: String(decoding: block, as: UTF8.self))
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      depth -= 1
      switch name {
      case "failure", "error":
        guard let test, let message else { return }
        self.message = nil
        // A test with a failure and an error is one failing test.
        if !hasFailed { report.failed += 1 }
        hasFailed = true
        guard report.failures.count < JUnitReport.maximumFailures, known.insert(test.name).inserted
        else { return }
        let body = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let place = FailurePlace(in: body, of: test.file)
        report.failures.append(
          CheckResult.Failure(
            name: test.name,
            message: (message.isEmpty ? body : message).cut(to: JUnitReport.maximumMessage),
            file: test.file ?? place?.file, lineNumber: place?.line))
      case "testcase": test = nil
      default: break
      }
    }
  }
}

extension String {
  /// The first scalars of it: one `Character` may hold a million of them.
  fileprivate func cut(to limit: Int) -> String {
    utf8.count <= limit ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(limit)))
  }
}
