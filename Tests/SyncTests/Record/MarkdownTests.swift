import Fixtures
import Git
import Journal
import Landing
import Testing

/// The changelog's Markdown: text stays text, and what people wrote stays.
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

  /// A section goes in whole, and without it the file is as it was.
  @Test func addingASectionKeepsWhatStandsThere() {
    let section = "## 2026-11-17 weekly: a → b\n\n- By: x\n"
    var files: [[UInt8]] = [
      "# Log\n", "# Log", "# Log\n\n## old\n\ntext\n", "## old\n", "text\r\n\r\n## old\r\n",
      "\u{FEFF}# Log\n",
    ].map { Array($0.utf8) }
    for seed in UInt64(0)..<500 {
      var generator = SeededGenerator(seed: seed)
      files.append([0x61] + HostileText.bytes(upTo: 40, using: &generator))
    }
    for file in files {
      let added = Changelog.adding(section, to: file)
      let range = added.firstRange(of: Array(section.utf8))
      guard let range else {
        Issue.record("the section is missing in \(added)")
        continue
      }
      let before = Array(added[..<range.lowerBound])
      let after = Array(added[range.upperBound...])
      // Newlines that set the section apart are all that is new beside it.
      let kept = (0...before.count).contains { end in
        let head = before[..<end]
        guard before[end...].allSatisfy({ $0 == 0x0A }) else { return false }
        return Array(head) + after == file || Array(head) + after.drop { $0 == 0x0A } == file
          || Array(head) + after.dropFirst() == file
      }
      #expect(kept, "\(file)")
      #expect(before.isEmpty || before.last == 0x0A)
    }
    #expect(
      Changelog.adding(section, to: nil).suffix(section.utf8.count).elementsEqual(section.utf8))
  }
}
