import Git
import Rules
import Support
import Testing

/// Patterns in any state: each path is matched or not, in time that grows with both alone.
@Suite struct PatternFuzzTests {
  private static let patterns = Fuzz(
    [
      "**/*.py", "/config/", "!keep", "a/**/b", "[a-z]*[!0-9]", "docs/\\#x", "*a*a*a*b",
      "[[:alpha:]]",
    ],
    words: [
      "*", "**", "**/", "/**", "?", "[", "]", "[!", "[^", "[]", "-", "[a-", "[:alpha:]", "[[:",
      "\\",
      "\\\\", "/", "!", "#", " ", "\\ ", "a", "é", "\u{301}",
    ])

  private static let names = Fuzz(
    ["services/api/app.py", "a/b/c/d/e", "aaaaaaaaaaaaaaaaaaaaaaaa", "config/edge.yml", "#x"],
    words: ["a", "/", "b", "aaaaaaaa", ".", "*", "[", "\\", "é", " "])

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func anyPatternMatchesOrNot() {
    var compiled = 0
    var matches = 0
    Self.patterns.forEach { input, seed in
      let source = String(decoding: input.prefix(200), as: UTF8.self)
      let path = RepoPath(Self.names.input(seed).prefix(200))
      guard let pattern = Pattern(source) else {
        // Nothing but a comment or blanks, slashes and a "!" is no pattern.
        #expect(
          source.utf8.first == UInt8(ascii: "#")
            || source.utf8.allSatisfy { " /!".utf8.contains($0) }, "seed \(seed)")
        return
      }
      compiled += 1
      let list = PatternList([source])
      if list.match(path) != nil {
        matches += 1
        #expect(!pattern.isNegated, "seed \(seed)")
        // What lies in something that is matched is matched as well.
        #expect(list.match(path.appending("x".utf8)) != nil, "seed \(seed)")
      }
      // A later rule that takes everything decides, and one that takes it back does so too.
      #expect(PatternList([source, "*"]).match(path) != nil || path.isRoot, "seed \(seed)")
    }
    #expect(compiled > Fuzz.count / 2 && matches > Fuzz.count / 100)
  }
}
