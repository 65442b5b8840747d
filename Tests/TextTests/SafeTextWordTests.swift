import Support
import Testing
import Text

/// Words of commands that people are told to run.
@Suite struct SafeTextWordTests {
  @Test(arguments: [
    ("services/api", "services/api"), ("é", "é"), ("", "''"), ("a b", "'a b'"),
    ("it's", #"'it'\''s'"#), ("$HOME", "'$HOME'"), ("-rf", "-rf"), ("100%", "100%"),
    ("a`b", #""$(printf 'a\140b')""#), ("a\nb%", #""$(printf 'a\012b\045')""#),
    ("-\u{1B}", #""$(printf '\055\033')""#), ("a\u{202E}b", #""$(printf 'a\342\200\256b')""#),
    ("a\n", #"$'a\012'"#),
  ])
  func isWrittenAsAShellTakesIt(_ text: String, _ word: String) {
    #expect(("\(word: text)" as SafeText).string == word)
  }

  /// Whatever a word is made of, the shell makes the same of it again, and nothing of it disturbs a screen or ends
  /// the command.
  @Test func anyBytesComeBack() throws {
    var random = SeededGenerator(seed: 7)
    let pieces: [[UInt8]] =
      [
        "a", " ", "'", "\"", "\\", "$", "`", "(", ";", "*", "~", "#", "!", "-", "%", "\n", "\t",
        "\u{1B}[2J", "\u{202E}", "é", "e\u{301}", "👩\u{200D}🚒", "=",
      ].map { Array($0.utf8) } + [[0xFF], [0x80], [0xC3]]
    var words: [[UInt8]] = pieces.map { $0 + Array("x".utf8) }
    for _ in 0..<300 {
      let word = (0..<random.number(1...6)).flatMap { _ in random.pick(pieces) }
      words.append(word + Array("x".utf8))
    }
    let typed = words.map { SafeText(word: $0).string }
    #expect(typed.allSatisfy { !$0.contains("`") && SafeText($0).string == $0 })
    let outcome = try Program("/bin/sh").run(
      ["-c", "printf '%s\\0' \(typed.joined(separator: " "))"])
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let back = outcome.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    #expect(back.count == words.count)
    for (word, back) in zip(words, back) { #expect(back.elementsEqual(word)) }
  }
}
