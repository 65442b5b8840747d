import Console
import Testing
import Text

/// What a search finds in a row.
@Suite struct SearchPatternTests {
  struct Row: CustomTestStringConvertible {
    let query: String
    let text: SafeText
    let found: [String]

    var testDescription: String { "\(query) in \(text.string)" }
  }

  @Test(arguments: [
    Row(query: "max", text: "MAX_DAYS = max(days)", found: ["MAX", "max"]),
    Row(query: "MAX", text: "MAX_DAYS = max(days)", found: ["MAX"]),
    Row(query: "aa", text: "aaaaa", found: ["aa", "aa"]),
    Row(query: "straße", text: "Die STRASSE, die Straße", found: ["Straße"]),
    Row(query: "é", text: "É é e", found: ["É", "é"]),
    Row(query: "", text: "anything", found: []),
    Row(query: "/", text: "a/b", found: []),
    Row(query: "//", text: "a/b", found: ["/"]),
    Row(query: "/d[ay]+s", text: "DAYS and days", found: ["DAYS", "days"]),
    Row(query: "/D[AY]+S", text: "DAYS and days", found: ["DAYS"]),
    Row(query: "/^b", text: "ab", found: []),
    Row(query: "/[", text: "[", found: []),
    Row(query: "/x*", text: "axxb", found: ["xx"]),
    Row(query: "(", text: "f(x)", found: ["("]),
  ])
  func finds(_ row: Row) {
    let pattern = SearchPattern(row.query)
    let pieces = pattern.pieces(of: row.text)
    #expect(pieces.filter(\.isMatch).map(\.text.string) == row.found)
    #expect(pieces.map(\.text.string).joined() == row.text.string)
    #expect(pattern.isInvalid == (row.query == "/["))
  }
}
