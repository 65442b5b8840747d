import Git
import Rules
import Testing

/// A lock names overrides by paths that may hold anything; what is written can be read again.
@Suite struct LockPathTests {
  static let paths: [[UInt8]] =
    [
      "a", "tab\tname", "new\nline", "cr\r\nlf", "esc\u{1B}[31m", "quote\"d", "back\\slash",
      "100%", "%41", "'", ": x", "- x", "#x", "{x}", " lead", "trail ", "caf\u{e9}",
      "cafe\u{301}", "\u{202E}bidi", "\u{85}", "\u{2028}", "\u{7F}", "null", "~", "1e3",
      "\u{1F600}",
      "\u{FEFF}x", "\u{FFFE}",
    ].map { Array($0.utf8) } + [
      [0xFF, 0x25, 0x34, 0x31], [0xC3], [0xED, 0xA0, 0x80], [0x01, 0xFF],
    ]

  @Test(arguments: paths)
  func anyPathOfAnOverrideIsReadBack(_ path: [UInt8]) throws {
    let id = try #require(ObjectID(hex: "77be0a1377be0a1377be0a1377be0a1377be0a13"))
    let lock = Lock(
      upstream: UpstreamAddress(url: "../upstream", branch: "main"),
      pin: Lock.Pin(id: id, date: 1_790_000_000, subject: "x"),
      mappings: [Lock.MappingState(name: "svc", tree: id, files: 1)],
      overrides: [
        Lock.OverrideState(path: RepoPath(Array("svc/".utf8) + path), seen: id),
        Lock.OverrideState(path: RepoPath(path), seen: nil),
      ])
    #expect(try Lock(parsing: Array(lock.encoded.utf8)).overrides == lock.overrides)
  }
}
