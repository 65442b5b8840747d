import Support
import Testing

/// Paths that aren't UTF-8, in every document that holds paths.
@Suite struct PathBytesTests {
  private static let latin: [UInt8] = Array("caf".utf8) + [0xE9] + Array("%.py".utf8)
  private static let escaped = "services/api/caf%E9%25.py"

  private func pair() throws -> EdgePair {
    let pair = try EdgePair()
    try pair.advance(
      entry: .folder([
        (Array("app.py".utf8), .text("one\ntwo\nthree\n")), (Self.latin, .text("latin\n")),
        (Array("100%.py".utf8), .text("percent\n")),
      ]), message: Array("Add names".utf8))
    return pair
  }

  @Test func logAndDiffEscapeThem() throws {
    let pair = try pair()
    let log = try JSON(parsing: pair.run("log", "--json", "--files").output)
    let diff = try JSON(parsing: pair.run("diff", "--json").output)
    for files in [log["commits"][0]["files"].elements, diff["groups"]["synced"].elements] {
      let file = files.first { $0["path"] == .string(Self.escaped) }
      #expect(file?["upstreamPath"] == .string(Self.escaped))
      #expect(file?["pathBytes"] == .bool(true))
      let percent = files.first { $0["path"] == .string("services/api/100%.py") }
      #expect(percent?["pathBytes"] == .null)
    }
  }

  @Test func planEscapesThemAndTheFileLands() throws {
    let pair = try pair()
    let dry = try JSON(parsing: pair.run("pin", "main", "--dry-run", "--json").output)
    #expect(dry["plan"]["pathBytes"] == .bool(true))
    #expect(
      dry["plan"]["writes"].elements.compactMap(\.text).sorted()
        == ["services/api/100%25.py", Self.escaped])
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    let raw = try pair.edge.git.outcome(["ls-tree", "-r", "-z", "--name-only", "HEAD"]).output
    let wanted = Array("services/api/".utf8) + Self.latin
    #expect(raw.split(separator: 0).contains { Array($0) == wanted })
    #expect(try pair.run("verify").status == 0)
  }

  @Test func verifyEscapesThem() throws {
    let pair = try pair()
    #expect(try pair.run("pin", "main", "--yes").status == 0)
    _ = try Program("/bin/sh").run(
      ["-c", "rm -f services/api/caf*; touch \"$(printf 'services/api/stray\\351')\""],
      in: pair.edge.git.folder)
    let outcome = try pair.run("verify", "--json")
    #expect(outcome.status == 3)
    let document = try JSON(parsing: outcome.output)
    #expect(document["drift"][0]["path"] == .string(Self.escaped))
    #expect(document["drift"][0]["pathBytes"] == .bool(true))
    #expect(document["drift"][0]["kind"] == .string("missing"))
    #expect(document["strays"] == .array([.string("services/api/stray%E9")]))
    #expect(document["pathBytes"] == .bool(true))
    let text = try pair.run("verify")
    #expect(text.unsafeText.isEmpty)
    #expect(text.text.contains("caf<E9>%.py"))
  }
}
