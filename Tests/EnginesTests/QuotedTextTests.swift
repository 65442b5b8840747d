import Engines
import Foundation
import Testing
import Yams

/// Literals hold any text, to Python and to YAML.
@Suite struct QuotedTextTests {
  static let texts = [
    "", "plain", "\"", "\\", "\\\"", "\\n", "\n\r\t\0\u{7F}", "'''\"\"\"", "é\u{301}",
    "\u{85}\u{A0}\u{AD}",
    "\u{2028}\u{202E}\u{FEFF}\u{FFFD}", "😀\u{10FFFD}", "%s {x} ${y} $z", "# : - ? &a *b !c | >",
  ]

  @Test func readsAsYAML() throws {
    let list = "[\(Self.texts.map(QuotedText.literal).joined(separator: ", "))]"
    #expect(try Yams.load(yaml: list) as? [String] == Self.texts)
  }

  @Test(.enabled(if: Installed.path(of: "python3") != nil, "python3 isn't installed"))
  func readsAsPython() throws {
    let list = "[\(Self.texts.map(QuotedText.literal).joined(separator: ", "))]"
    let document = try Installed.python(
      "import ast, json, sys; print(json.dumps(ast.literal_eval(sys.stdin.read())))", input: list)
    #expect(try JSONDecoder().decode([String].self, from: document) == Self.texts)
  }
}
