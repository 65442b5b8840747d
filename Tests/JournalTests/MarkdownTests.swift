import Git
import Journal
import Support
import Testing

/// Markdown: text stays text.
@Suite struct MarkdownTests {
  @Test(arguments: [
    ("plain", "plain"), ("*b* _i_ `c`", #"\*b\* \_i\_ \`c\`"#),
    ("[a](b) ![c](d)", #"\[a\](b) !\[c\](d)"#),
    ("<img src=x>", #"\<img src=x\>"#), ("a\n## forged", "a ## forged"), ("a\r\n- b", "a - b"),
    ("&lt; ~~s~~ |t|", #"\&lt; \~\~s\~\~ \|t\|"#), ("$x$", #"\$x\$"#), (#"\"#, #"\\"#),
    ("a\u{2028}b", "a b"),
    ("\u{202E}x", #"\<U+202E\>x"#),
  ])
  func textIsNeverMarkup(_ text: String, _ escaped: String) {
    #expect(Markdown.text(text) == escaped)
  }

  @Test(arguments: [
    ("a/b", "`a/b`"), ("a`b", "`` a`b ``"), ("a``b`c", "``` a``b`c ```"), ("`", "`` ` ``"),
    ("a`\u{301}b", "`` a`\u{301}b ``"), ("a\nb", "`a^Jb`"),
  ])
  func aPathIsCodeWhateverItsName(_ path: String, _ code: String) {
    #expect(Markdown.code(RepoPath(path)).utf8.elementsEqual(code.utf8))
  }

  @Test func aMegabyteIsCut() {
    #expect(Markdown.text(String(repeating: "[", count: 1 << 20)).utf8.count < 4096)
  }
}
