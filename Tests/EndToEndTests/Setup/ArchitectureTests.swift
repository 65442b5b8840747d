import Foundation
import Testing

/// What `docs/architecture.md` names is there.
@Suite struct ArchitectureTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The names in backquotes: of types and their members, files, folders.
  private static func names() throws -> Set<String> {
    let text = try String(
      contentsOf: root.appending(path: "docs/architecture.md"), encoding: .utf8)
    return Set(
      text.matches(of: /`([A-Z][\w+]*(?:\.\w+)?|[A-Za-z]+\/[\w.\/]+)`/).map { String($0.1) }
    )
    .filter { !$0.hasPrefix("refs/") }
  }

  /// The texts of all sources and tests, by their paths.
  private static let sources: [String: String] = {
    var sources: [String: String] = [:]
    for folder in ["Sources", "Tests"] {
      let path = root.appending(path: folder).path
      for case let name as String in FileManager.default.enumerator(atPath: path) ?? .init() {
        let file = path + "/" + name
        sources["\(folder)/\(name)"] =
          name.hasSuffix(".swift") ? (try? String(contentsOfFile: file, encoding: .utf8)) ?? "" : ""
      }
    }
    return sources
  }()

  private static func isThere(_ name: String) throws -> Bool {
    let manager = FileManager.default
    for folder in ["", "Sources"]
    where manager.fileExists(atPath: root.appending(path: folder).appending(path: name).path) {
      return true
    }
    if name.contains("/") { return false }
    if sources.keys.contains(where: { $0.hasSuffix("/\(name)") || $0.hasSuffix("/\(name).swift") })
    {
      return true
    }
    let parts = name.split(separator: ".")
    let declared = try Regex(
      #"\b(?:struct|class|enum|protocol|actor|func|case|var|let) \#(parts[parts.count - 1])\b"#)
    return sources.contains { path, text in
      let file = path.split(separator: "/").last ?? ""
      return (parts.count == 1 || file.hasPrefix(parts[0])) && text.contains(declared)
    }
  }

  @Test func whatIsNamedIsThere() throws {
    let names = try Self.names()
    #expect(names.count > 60 && names.contains("Lander.land"))
    #expect(try names.filter { try !Self.isThere($0) }.sorted() == [])
  }

  @Test(arguments: ["Lander.follow", "UrgentDialog", "Update+Results", "themes/nord.yaml"])
  func whatIsGoneIsMissed(_ name: String) throws {
    #expect(try !Self.isThere(name))
  }
}
