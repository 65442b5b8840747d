import Foundation
import Testing

/// The manual's promises name the tests that hold edgesync to them.
@Suite struct ManualTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The cells of the manual's rows.
  private static func rows() throws -> [[Substring]] {
    let manual = try String(
      contentsOf: root.appendingPathComponent("docs/manual.md"), encoding: .utf8)
    return manual.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .map { $0.dropFirst(2).dropLast(2).split(separator: " | ") }
      .filter { $0.first != "what" && $0.first != "---" }
  }

  /// Every test in the sources, as `SUITE/FUNCTION`.
  private static func tests() throws -> Set<String> {
    let folder = root.appendingPathComponent("Tests")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var tests: Set<String> = []
    for case let file as URL in files ?? .init() where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard let suite = text.firstMatch(of: /@Suite[^\n]* struct (\w+)/) else { continue }
      for test in text.matches(of: /@Test(?:(?!@Test)[\s\S])*?func (\w+)\(/) {
        tests.insert("\(suite.1)/\(test.1)")
      }
    }
    return tests
  }

  @Test func everyRowNamesTestsThatExist() throws {
    let tests = try Self.tests()
    let rows = try Self.rows()
    #expect(rows.count > 50)
    var named: Set<String> = []
    for row in rows {
      let references = row.last?.matches(of: /`(\w+\/\w+)`/).map { String($0.1) } ?? []
      #expect(row.count == 3 && !references.isEmpty, "\(row)")
      for reference in references {
        #expect(tests.contains(reference), "\(reference)")
        named.insert(reference)
      }
    }
    // What an edge case's test holds edgesync to is promised.
    let edgeCases = tests.filter { $0.prefix { $0 != "/" }.hasSuffix("EdgeCases") }
    #expect(edgeCases.count > 40)
    for test in edgeCases { #expect(named.contains(test), "\(test) isn't in the manual") }
  }
}
