import Foundation
import Testing

/// The rooms of the house: each target of Package.swift imports only targets that stand above it there.
@Suite struct RoomTests {
  /// The project's folder.
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The targets of Package.swift, in its order.
  private static func targets() throws -> [String] {
    let text = try String(contentsOf: root.appending(path: "Package.swift"), encoding: .utf8)
    return text.matches(of: /\.(?:systemLibrary|target|executableTarget)\(\s*name: "([\w-]+)"/)
      .map { String($0.1) }
  }

  /// What each room's files import; rooms are the folders in `Sources`.
  private static func imports() throws -> [String: Set<String>] {
    var imports: [String: Set<String>] = [:]
    let sources = root.appending(path: "Sources").path
    for case let path as String in FileManager.default.enumerator(atPath: sources) ?? .init()
    where path.hasSuffix(".swift") {
      let text = try String(contentsOfFile: sources + "/" + path, encoding: .utf8)
      let room = String(path.prefix { $0 != "/" })
      imports[room, default: []].formUnion(
        text.matches(of: /(?m)^ *(?:@\w+ )?(?:package |public )?import (?:\w+ )?(\w+)$/)
          .map { String($0.1) })
    }
    return imports
  }

  /// Imports of what stands below, or in no order.
  private static func wrong(
    _ imports: [String: Set<String>], in targets: [String]
  ) -> [String] {
    let place = Dictionary(
      targets.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return imports.flatMap { room, imported in
      imported.filter { other in
        guard let above = place[other] else { return false }
        guard let own = place[room] else { return true }
        return above >= own
      }.map { "\(room) imports \($0)" }
    }.sorted()
  }

  @Test func eachImportsOnlyRoomsAboveIt() throws {
    let (targets, imports) = (try Self.targets(), try Self.imports())
    #expect(Self.wrong(imports, in: targets) == [])
    #expect(Set(imports.keys).isSubset(of: targets))
    #expect(imports["Planning"]?.contains("Journal") == true)
  }

  @Test(arguments: [
    ("Journal", "Planning"), ("Upstream", "Landing"), ("Git", "Rules"), ("Checks", "Pipeline"),
    ("Landing", "Landing"),
  ])
  func aWrongImportIsFound(_ room: String, _ imported: String) throws {
    var imports = try Self.imports()
    imports[room, default: []].insert(imported)
    #expect(Self.wrong(imports, in: try Self.targets()) == ["\(room) imports \(imported)"])
  }
}
