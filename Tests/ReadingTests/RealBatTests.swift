import Git
import Reading
import Support
import Testing

/// Highlighting by the real bat, where it is installed.
@Suite(.enabled(if: BatHighlighter(ProgramSearch(outside: [])) != nil))
struct RealBatTests {
  private static func highlight(
    _ text: [UInt8], _ path: String
  ) async throws -> HighlightedText? {
    let highlighter = try #require(
      BatHighlighter(ProgramSearch(outside: []), within: .seconds(60)))
    return await highlighter.highlight(text, as: try #require(SourceName(RepoPath(path))))
  }

  /// A line with each piece as `role(text)`.
  private static func described(_ text: [UInt8], _ pieces: [HighlightedText.Piece]) -> String {
    pieces.map { "\($0.role)(\(String(decoding: text[$0.range], as: UTF8.self)))" }
      .joined(separator: " ")
  }

  @Test(arguments: [
    ("a.py", "# why", "comment(# why)"),
    (
      "a.py", "def run(size=10): return \"a\\n\"",
      "keyword(def) function(run) variable(size) punctuation(=) number(10) keyword(return) "
        + "string(\"a) constant(\\n) string(\")"
    ),
    (
      "a.swift", "struct Model: View { let size: Int = 0x1F }",
      "keyword(struct) keyword(let) type(Int) punctuation(=) number(0x1F)"
    ),
    (
      "src/main.c", "static int x = NULL; // c",
      "keyword(static) keyword(int) punctuation(=) constant(NULL) comment(// c)"
    ),
    ("a.go", "type Foo struct { }", "keyword(type) type(Foo) keyword(struct)"),
    ("a.go", "func Bar() { }", "keyword(func) function(Bar)"),
    ("Makefile", "# a remark", "comment(# a remark)"),
    ("a.json", "{\"a\": 12}", "variable(\"a\") number(12)"),
    ("a.unknown", "let x = 1", ""),
  ])
  func piecesHaveTheirRoles(_ path: String, _ line: String, _ wanted: String) async throws {
    let text = Array(line.utf8)
    let highlighted = try #require(await Self.highlight(text, path))
    #expect(Self.described(text, highlighted.pieces(of: 0)) == wanted)
  }

  @Test func piecesStandAtTheirBytesWhateverElseThereIs() async throws {
    let lines: [[UInt8]] = [
      [0xEF, 0xBB, 0xBF] + Array("let a = 1 // ä".utf8),
      Array("\tlet b = \"日本\"\r".utf8),
      Array("let \u{1B}[31mc = 3".utf8) + [0, 0xFF, 0xC3],
      Array("let d = 4".utf8),
    ]
    let text = Array(lines.joined(separator: [0x0A]))
    let highlighted = try #require(await Self.highlight(text, "a.swift"))
    #expect(highlighted.lineCount == lines.count)
    for (index, start) in [3, 1, 0, 0].enumerated() {
      let first = highlighted.pieces(of: index).first
      #expect(first?.role == .keyword, "\(index)")
      #expect(first?.range == start..<start + 3, "\(index)")
    }
    #expect(highlighted.pieces(of: 0).last?.range.upperBound == lines[0].count)
  }

  @Test func hostileTextGivesPiecesInBounds() async throws {
    var random = SeededGenerator(seed: 23)
    for path in ["a.md", "a.html", "a.sh", "a.swift", "a.yaml"] {
      var text: [UInt8] = []
      for _ in 0..<200 { text += HostileText.bytes(upTo: 30, using: &random) + [0x0A] }
      let highlighted = try #require(await Self.highlight(text, path), "\(path)")
      let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
      #expect(highlighted.lineCount == lines.count)
      for (index, line) in lines.enumerated() {
        var end = 0
        for piece in highlighted.pieces(of: index) {
          #expect(piece.range.lowerBound >= end && !piece.range.isEmpty)
          end = piece.range.upperBound
        }
        #expect(end <= line.count)
      }
    }
  }
}
