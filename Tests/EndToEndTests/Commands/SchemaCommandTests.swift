import Foundation
import Support
import Testing

/// `edgesync schema` prints what the project keeps, for editors that take a schema from a path or an address.
@Suite struct SchemaCommandTests {
  @Test(arguments: ["manifest", "config", "lock", "fleet"])
  func printsWhatIsKept(_ file: String) throws {
    let folder = try TemporaryFolder()
    let printed = try EdgesyncProgram(home: folder.path, temporary: folder.path).run(
      ["schema", file], in: folder.path)
    #expect(printed.status == 0, "\(printed.errorText)")
    _ = try JSON(parsing: printed.output)
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../schemas/\(file).json").standardizedFileURL
    if ProcessInfo.processInfo.environment["EDGESYNC_GOLDENS"] == "draw" {
      try Data(printed.output).write(to: path)
    }
    let kept = try Data(contentsOf: path)
    let isSame = Array(kept) == printed.output
    #expect(
      isSame,
      "schemas/\(file).json differs; EDGESYNC_GOLDENS=draw writes it anew")
  }
}
