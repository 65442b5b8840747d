import Git
import Journal
import Rules
import Support
import Testing
import Upstream

/// Messages and escaped paths that were damaged on their way.
@Suite struct RecordFuzzTests {
  private static let messages = Fuzz(
    [
      """
      Sync platform main 898fd41

      Edgesync-Kind: weekly
      Edgesync-Upstream: ../platform
      Edgesync-From: 4b825dc642cb6eb9a060e54bf8d69288fbee4904
      Edgesync-To: 4b825dc642cb6eb9a060e54bf8d69288fbee4904
      Edgesync-Reason: it was late
      Edgesync-Check: unit tests passed 1.5
      Edgesync-Check: slow one timed-out 600.0
      Edgesync-Override: services/a%20b/%FF
      Reviewed-by: Ana Silva <ana@example.com>

      """
    ],
    words: [
      "Edgesync-Kind: daily\n", "Edgesync-Check: ", " passed nan", " failed inf", " passed 1e308",
      " passed -0.04", "%", "%4", "%+1", ":", ": ", "\n", "\r", "\r\n", "\u{301}", " ", "\t", "\0",
      "Reviewed-by:", "Edgesync-From: ",
    ])

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func trailersThatAreReadAreWrittenAlike() throws {
    var read = 0
    try Self.messages.forEach { input, seed in
      guard let trailers = Trailers(parsing: String(decoding: input, as: UTF8.self)) else { return }
      read += 1
      #expect(trailers.text.utf8.last == 0x0A, "seed \(seed)")
      let once = try #require(Trailers(parsing: trailers.text), "seed \(seed)")
      let twice = try #require(Trailers(parsing: once.text), "seed \(seed)")
      #expect(once.from == trailers.from && once.to == trailers.to, "seed \(seed)")
      #expect(once.overrides == trailers.overrides, "seed \(seed)")
      #expect(once.checks.count == trailers.checks.count, "seed \(seed)")
      #expect(twice.text == once.text, "seed \(seed)")
    }
    #expect(read > Fuzz.count / 10 && read < Fuzz.count)
  }

  private static let paths = Fuzz(
    ["services/api/app.py", "a%20b%FF", "%C3%A9/é/e\u{301}", "100%25"],
    words: [
      "%", "%0", "%00", "%+1", "%-1", "% 1", "%2F", "%ZZ", "%e9", "%E9", "/", "é", "\u{202E}",
    ])

  @Test(.timeLimit(.minutes(Fuzz.minutes)))
  func anyBytesAreAPathThatIsReadBack() {
    Self.paths.forEach { input, seed in
      let path = RepoPath(input)
      let (text, isEscaped) = path.percentEscaped
      if isEscaped {
        #expect(RepoPath(percentEscaped: text) == path, "seed \(seed)")
      } else {
        #expect(RepoPath(text) == path, "seed \(seed)")
      }
      let line = path.lineText
      #expect(RepoPath(percentEscaped: line) == path, "seed \(seed)")
      #expect(!line.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "seed \(seed)")

      // Read as an escaped one, it is one or none: by its own count of good and broken escapes.
      let given = String(decoding: input, as: UTF8.self)
      let pieces = given.utf8.split(
        separator: UInt8(ascii: "%"), omittingEmptySubsequences: false)
      let isGood = pieces.dropFirst().allSatisfy { piece in
        piece.prefix(2).count == 2
          && piece.prefix(2).allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte)
              || (0x61...0x66).contains(byte)
          }
      }
      #expect((RepoPath(percentEscaped: given) != nil) == isGood, "seed \(seed)")
    }
  }
}
