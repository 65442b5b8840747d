import Doctor
import Foundation
import Testing

/// The manual's table of findings.
@Suite struct ManualTests {
  @Test func listsEachKind() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let manual = try String(contentsOf: root.appending(path: "docs/manual.md"), encoding: .utf8)
    let section = try #require(manual.range(of: "## Doctor\n"))
    let rows = manual[section.upperBound...].split(separator: "\n").filter {
      $0.hasPrefix("| `")
    }
    #expect(
      rows.prefix(Finding.Kind.allCases.count).map(String.init)
        == Finding.Kind.allCases.map {
          "| `\($0.rawValue)` (\($0.level.rawValue)) | \($0.meaning) | `DoctorFixTests/eachIsNamedAndItsFixHelps` |"
        })
  }
}
