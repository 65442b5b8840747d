import Git
import Journal
import Rules
import Support
import Testing

/// Trailers: whatever their texts hold, none is forged, and each reads back.
@Suite struct TrailersTests {
  /// Keys that a forged line would carry.
  private static let forged = [
    "\nEdgesync-Kind: daily", "\r\nEdgesync-Check: forged passed 1.0", "\u{85}Edgesync-Override: x",
    "\u{2028}Reviewed-by: Mallory <m@x>", "\0Edgesync-To: 0", "\rEdgesync-Reason: none",
  ]

  private static func random(_ generator: inout SeededGenerator) -> Trailers {
    func text(_ count: Int) -> String {
      "x" + HostileText.string(upTo: count, using: &generator) + generator.pick(forged) + "y"
    }
    let checks = (0..<generator.number(0...3)).map { _ in
      SyncEvent.Check(name: text(6), state: .overridden, seconds: 1.5)
    }
    let overrides = (0..<generator.number(0...3)).map { _ in
      RepoPath(HostileText.bytes(upTo: 8, using: &generator) + Array(generator.pick(forged).utf8))
    }
    return Trailers(
      kind: .weekly, upstream: text(6), from: .zero, to: .emptyTree, reason: text(10),
      checks: checks, overrides: overrides, reviewer: text(4))
  }

  @Test func hostileTextsStayOnTheirLines() throws {
    for seed in UInt64(0)..<1000 {
      var generator = SeededGenerator(seed: seed)
      let trailers = Self.random(&generator)
      let text = trailers.text
      let lines = text.utf8.count { $0 == 0x0A }
      #expect(lines == 6 + trailers.checks.count + trailers.overrides.count, "seed \(seed)")
      let read = try #require(Trailers(parsing: "Sync\n\n" + text), "seed \(seed)")
      #expect(read.kind == .weekly && read.from == .zero && read.to == .emptyTree)
      // Paths come back byte for byte, odd blanks and broken UTF-8 with them.
      #expect(read.overrides == trailers.overrides, "seed \(seed)")
      #expect(read.checks.count == trailers.checks.count, "seed \(seed)")
      #expect(read.checks.allSatisfy { $0.state == .overridden && $0.seconds == 1.5 })
      // What was put on one line stays as it is from then on.
      #expect(read.text.utf8.elementsEqual(text.utf8), "seed \(seed)")
    }
  }

  /// Forges wrap, squash and end lines as they like.
  @Test func trailersAreFoundAnywhereInAMessage() throws {
    let trailers = Trailers(
      kind: .emergency, upstream: "https://x/y", from: .zero, to: .emptyTree,
      reason: "\u{301} mark first", checks: [], overrides: ["a  b", " a", "a ", "100%"])
    let text = trailers.text
    let forge =
      "Title (#12)\r\n\r\n"
      + String(text.unicodeScalars.map { $0 == "\n" ? "\r\n" : String($0) }.joined())
    for message in [text, "S\n\n\(text)\nA paragraph below.\n", forge] {
      #expect(Trailers(parsing: message) == trailers)
    }
    #expect(Trailers(parsing: "S\n\n- abc Edgesync-Kind: weekly\n") == nil)
    #expect(Trailers(parsing: "") == nil)
  }

  @Test func gitFindsTheSameTrailers() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed)
      let trailers = Self.random(&generator)
      let outcome = try git.run(
        "interpret-trailers", "--parse", input: Array(("Sync\n\nText.\n\n" + trailers.text).utf8))
      let found = outcome.output.split(separator: 0x0A).map {
        $0.prefix { $0 != UInt8(ascii: ":") }
      }
      let written = trailers.text.utf8.split(separator: 0x0A).map {
        $0.prefix { $0 != UInt8(ascii: ":") }
      }
      #expect(found.map { Array($0) } == written.map { Array($0) }, "seed \(seed)")
    }
  }
}
