import Testing
import Text

struct MarkupTextTests {
  @Test(arguments: [
    ("", ""), ("plain é", "plain é"), ("<a href=\"x\">", "&lt;a href=&quot;x&quot;&gt;"),
    ("it's", "it&#39;s"), ("&amp;", "&amp;amp;"), ("]]>", "]]&gt;"),
    // A mark on a sign makes another character of it, and no other scalar.
    ("<\u{301}", "&lt;\u{301}"),
  ])
  func isTextAlone(_ text: String, _ escaped: String) {
    #expect(MarkupText.escaped(text) == escaped)
  }
}
