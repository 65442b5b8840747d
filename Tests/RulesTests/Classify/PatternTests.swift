import Git
import Rules
import Support
import Testing

/// Patterns, with the real `git check-ignore` as the judge.
@Suite struct PatternTests {
  private func compare(
    _ questions: [IgnoreOracle.Question], _ note: (Int) -> String = { _ in "" }
  ) throws {
    let answers = try IgnoreOracle.answers(to: questions)
    for (index, question) in questions.enumerated() {
      let list = PatternList(
        question.patterns.enumerated().compactMap { Pattern($0.element, line: $0.offset + 1) })
      for (path, expected) in zip(question.paths, answers[index]) {
        let answer = list.match(RepoPath(path))?.line.map(IgnoreOracle.Answer.line)
        #expect(
          answer ?? .unmatched == expected,
          "\(note(index)) \(question.patterns) on \(RepoPath(path)): git says \(expected)")
      }
    }
  }

  /// Each pattern against each path.
  private static let patterns: [String] = [
    "a", "a/", "/a", "/a/", "a/b", "/a/b", "a/b/", "b", "*", "**", "/*", "/**", "*/", "**/", "/*/",
    "a/*", "a/**", "a/**/", "**/a", "**/b", "**/a/b", "a/**/b", "a/**/c", "*/b", "*/*", "*/*/c",
    "?",
    "??", "a?", "?/b", "*.txt", "*.t?t", "f.*", "/f.txt", "a/*.txt", "a/**/f.txt", "**/f.txt",
    "[ab]", "[!a]", "[^a]", "[a-c]", "[!a-c]", "[]a]", "[!]a]", "[a-]", "[-a]", "[a", "[", "[]",
    "[[:alpha:]]", "[[:digit:]]", "[[:alnum:]_]", "[![:alpha:]]", "[[:upper:]a]", "[[:nope:]]",
    "[[:alpha:]", "[[:alpha]]", "[a-c-e]", #"[\]]"#, #"[\a-\c]"#, #"\a"#, #"\*"#, #"a\"#, #"\"#,
    "\\#x", #"\!x"#, "#x", "!x", "x#", "x!", "a ", #"a\ "#, "a  ", #"a\  "#, " a", "a b", #"a\ b"#,
    "***", "a***b", "**a", "a**", "a**/b", "**b", "a/**b", "a/b**", "**/**", "**/*", "*/**",
    "a**b/c",
    "//a", "a//b", "a/", "a//", "./a", "../a", "a/./b", "é", "?.é", "caf*", "[é]", "日?", ".*", ".a",
    "*.", "-", "--", "a-b", "{a,b}", "$a", "~a", "a|b", "(a)", "+a", "@a", "%a", "a:b", "*a*",
    "*a*b*",
    "a*b*c", "*ab", "ab*", "**/ab/**", "a/b/c", "/a/b/c", "b/c", "**/b/c", "a/*/c", "a/?/c",
    "a/[b]/c",
    #"a/\b/c"#, #"**\/a"#, #"a\/b"#,
  ]

  private static let paths: [String] = [
    "a", "b", "c", "d", "ab", "abc", "a/b", "a/c", "b/a", "b/c", "a/b/c", "a/b/c/d", "x/a", "x/a/b",
    "x/y/a/b", "f.txt", "a/f.txt", "a/b/f.txt", "x/f.txt", "f.tt", "f.tat", ".a", "a/.a", "]", "[",
    "-",
    "[a", "[]", "*", "a*", #"\"#, #"a\"#, "#x", "!x", "x", "x#", "x!", "a ", "a  ", " a", "a b",
    "axb",
    "ax/b", "a/x/b", "axyb", "aab", "ab/c", "axb/c", "a/xb", "a/bx", "ax/y/b", "é", "x.é", "café",
    "日本",
    "日", "B", "7", "_", "--", "a-b", "{a,b}", "$a", "~a", "a|b", "(a)", "+a", "@a", "%a", "a:b",
    "xab",
    "abx", "x/ab/y", "xay", "xaybz", "a1b2c", "...", "a.", "e", "[[:alpha:]]", "a[", "l]", ":]",
  ]

  @Test func everyPatternOfTheTableDoesWhatGitDoes() throws {
    let paths = Self.paths.map { Array($0.utf8) }
    try compare(Self.patterns.map { IgnoreOracle.Question(patterns: [$0], paths: paths) })
  }

  @Test(arguments: [
    ["*.log", "!keep.log"], ["!keep.log", "*.log"], ["a/", "!a/b"], ["a/*", "!a/b"],
    ["a/**", "!a/b"],
    ["/*", "!/a", "/a/*", "!/a/b"], ["*", "!*/", "!*.txt"], ["a", "!a", "a"], ["**", "!a/**"],
    ["", "# comment", "a"], ["!a"], ["a/b/", "!a/b/c"], ["a", "a/b", "b"], ["!/a/b", "a/b"],
  ])
  func theLastRuleDecides(_ patterns: [String]) throws {
    let paths = [
      "a", "a/b", "a/b/c", "a/c", "b", "b/a", "keep.log", "x.log", "a/keep.log", "a/x.txt", "x.txt",
    ]
    try compare([IgnoreOracle.Question(patterns: patterns, paths: paths.map { Array($0.utf8) })])
  }

  @Test func pathsNeedNotBeText() throws {
    let paths: [[UInt8]] = [
      [0xE9], [0x61, 0xFF], [0xFF, 0x2F, 0x61], [0x63, 0x61, 0x66, 0xE9], Array("é".utf8),
      Array("e\u{301}".utf8), [0x01], [0x61, 0x0A, 0x62], [0x80, 0x80],
    ]
    let patterns = [
      "?", "??", "*", "a?", "caf?", "[é]", "[!a]", "é", "e\u{301}", "*/a", "?/?", "a*b",
    ]
    try compare(patterns.map { IgnoreOracle.Question(patterns: [$0], paths: paths) })
  }

  @Test(arguments: [UInt64(1), 2, 3, 4])
  func randomPatternsDoWhatGitDoes(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let tokens = [
      "a", "b", "c", "ab", "*", "*", "**", "**", "?", "/", "/", "/", "**/", "/**", "[ab]", "[!a]",
      "[^b]",
      "[a-c]", "[]a]", "[a", "[[:alpha:]]", "[[:digit:]a]", "[[:x:]]", "]", "\\", "\\a", "\\*", "!",
      "#",
      " ", ".", "é", "-", "[!]a-]", "[--0]", "[\\]a]",
    ]
    let names = [
      "a", "b", "c", "ab", "abc", "ba", "a b", "é", "[", "]", "!a", "#a", "*", "\\", "a.b", "-",
      ".a", "0",
      "a ", "aa",
    ]
    var questions: [IgnoreOracle.Question] = []
    for _ in 0..<500 {
      let patterns = (0..<generator.number(1...4)).map { _ in
        (generator.happens(oneIn: 6) ? "!" : "")
          + (0..<generator.number(1...6)).map { _ in generator.pick(tokens) }.joined()
      }
      let paths = (0..<8).map { _ in
        (0..<generator.number(1...4)).map { _ in generator.pick(names) }.joined(separator: "/")
      }
      questions.append(
        IgnoreOracle.Question(patterns: patterns, paths: paths.map { Array($0.utf8) }))
    }
    try compare(questions) { "seed \(seed), question \($0):" }
  }

  @Test(arguments: ["", " ", "   ", "#", "# a", "/", "!", "!/", "! ".trimmed])
  func whatMatchesNothingIsNoPattern(_ text: String) {
    #expect(Pattern(text) == nil)
  }

  /// A pattern of many stars would take for ever where each way to match is tried.
  @Test(.timeLimit(.minutes(1)), arguments: ["*a", "**a", "**/a/", "?*", "[a]*", "**/"])
  func aPatternOfManyStarsIsQuick(_ unit: String) throws {
    let pattern = try #require(Pattern(String(repeating: unit, count: 60) + "b"))
    let list = PatternList([pattern])
    #expect(list.match(RepoPath(String(repeating: "a", count: 200))) == nil)
    #expect(list.match(RepoPath(String(repeating: "a/", count: 100) + "a")) == nil)
  }

  @Test(arguments: [
    (["**"], true), (["*"], true), (["/**"], true), (["a"], false), (["**", "!a"], false),
    ([], false),
  ])
  func aListThatTakesEverythingSaysSo(_ patterns: [String], _ isEverything: Bool) {
    #expect(PatternList(patterns).takesEverything == isEverything)
  }
}

extension String {
  /// The string without blanks at its end.
  fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
