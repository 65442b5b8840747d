import Git
import Rules
import Support
import Testing
import Text

/// The lock: written, read back, and refused where it is wrong.
@Suite struct LockTests {
  private static func id(_ generator: inout SeededGenerator) -> ObjectID {
    (0..<20).map { _ in UInt8(generator.number(0...255)) }.withUnsafeBytes { ObjectID($0) }
  }

  /// A lock whose every text is hostile.
  static func random(_ generator: inout SeededGenerator) -> Lock {
    func text(_ count: Int) -> String { HostileText.string(upTo: count, using: &generator) }
    func path() -> RepoPath { RepoPath([0x61] + HostileText.bytes(upTo: 10, using: &generator)) }
    // Names and addresses come from the manifest, which takes no ASCII controls.
    func name(_ text: String) -> String {
      "n"
        + String(
          String.UnicodeScalarView(
            text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
    func moment() -> Int { generator.number(0...253_402_300_799) }
    let mappings = (0..<generator.number(0...3)).map { _ in
      Lock.MappingState(
        name: name(text(8)), tree: id(&generator), files: generator.number(0...1_000_000))
    }
    let overrides = (0..<generator.number(0...4)).map { _ in
      Lock.OverrideState(path: path(), seen: generator.happens(oneIn: 3) ? nil : id(&generator))
    }
    let held = (0..<generator.number(0...3)).map { _ in
      Lock.Hold(
        id: id(&generator), reason: text(12), by: text(8), date: moment(),
        fixedBy: generator.happens(oneIn: 2) ? nil : id(&generator))
    }
    return Lock(
      upstream: UpstreamAddress(url: name(text(10)), branch: name(text(6))),
      pin: Lock.Pin(id: id(&generator), date: moment(), subject: text(20)),
      mappings: mappings, overrides: overrides, held: held)
  }

  @Test func whatIsWrittenReadsBack() throws {
    for seed in UInt64(0)..<1500 {
      var generator = SeededGenerator(seed: seed)
      let lock = Self.random(&generator)
      let text = lock.encoded
      let read = try Lock(parsing: Array(text.utf8))
      #expect(Self.isSame(read, lock), "seed \(seed): \(text)")
      #expect(read.encoded.utf8.elementsEqual(text.utf8), "seed \(seed)")
      // One line each, whatever the texts hold.
      let lines =
        5 + lock.mappings.count + (lock.overrides.isEmpty ? 0 : 1 + lock.overrides.count)
        + (lock.held.isEmpty ? 0 : 1 + lock.held.count)
      #expect(text.utf8.count { $0 == 0x0A } == lines, "seed \(seed)")
      let isPlain = text.unicodeScalars.allSatisfy {
        $0 == "\n" || $0.value >= 0x20 && !$0.isHidden
      }
      #expect(isPlain, "seed \(seed)")
    }
  }

  /// Equal scalar by scalar: `==` of strings takes two spellings of a name for one.
  private static func isSame(_ one: Lock, _ two: Lock) -> Bool {
    func texts(_ lock: Lock) -> [[UInt8]] {
      ([lock.upstream.url, lock.upstream.branch, lock.pin.subject] + lock.mappings.map(\.name)
        + lock.held.flatMap { [$0.reason, $0.by] }).map { Array($0.utf8) }
    }
    return one == two && texts(one) == texts(two)
  }

  @Test func theLockOfTheManualReads() throws {
    let id = String(repeating: "4f", count: 20)
    let lock = try Lock(
      parsing: Array(
        """
        # Written by edgesync; change it with `edgesync pin`.
        version: 1
        upstream: { url: "https://git.example.com/acme/platform.git", branch: main }
        pin: { id: \(id), date: 2026-11-17T09:12:44Z, subject: Log the model id }
        mappings:
          - { name: forecastingApi, tree: \(id), files: 42 }
        overrides:
          - { path: services/forecastingApi/requirements.txt, seen: \(id) }
          - { path: gone, seen: null }
          - { path: gone too, seen: ~ }
        held:
          - { id: \(id), reason: breaks ARM64 start-up, by: Ana Silva <ana@example.com>, date: 2026-11-18T16:02:00Z }
        """.utf8))
    #expect(lock.pin.id.hex == id && lock.pin.date == 1_794_906_764)
    #expect(lock.pin.subject == "Log the model id")
    #expect(lock.mappings.map(\.files) == [42])
    #expect(lock.overrides.map { $0.seen?.hex } == [id, nil, nil])
    #expect(lock.held.first?.by == "Ana Silva <ana@example.com>")
  }

  @Test func digitsAloneReadAsTheIDThatTheyAre() throws {
    for digits in ["0", "1", "7", "9"] {
      let id = try #require(ObjectID(hex: String(repeating: digits, count: 40)))
      let lock = Lock(
        upstream: UpstreamAddress(url: "1e5", branch: "007"),
        pin: Lock.Pin(id: id, date: 0, subject: "0x1F"),
        mappings: [Lock.MappingState(name: "1_000", tree: id, files: 0)])
      #expect(try Lock(parsing: Array(lock.encoded.utf8)) == lock)
    }
  }

  @Test func aMegabyteOfSubjectLeavesALockThatReads() throws {
    let subject = String(repeating: "[\u{1B}日", count: 1 << 18)
    let lock = Lock(
      upstream: UpstreamAddress(url: "u", branch: "main"),
      pin: Lock.Pin(id: .zero, date: 5, subject: subject), mappings: [])
    #expect(lock.encoded.utf8.count < 8192)
    #expect(lock.pin.subject.hasSuffix("…") && lock.pin.subject.unicodeScalars.count == 500)
    #expect(try Lock(parsing: Array(lock.encoded.utf8)) == lock)
  }

  @Test func tensOfThousandsOfOverridesRead() throws {
    let overrides = (0..<20_000).map {
      Lock.OverrideState(
        path: RepoPath("services/some/folder/of/a/deep/tree/file-\($0)"), seen: .zero)
    }
    let lock = Lock(
      upstream: UpstreamAddress(url: "u", branch: "main"),
      pin: Lock.Pin(id: .zero, date: 5, subject: "s"), mappings: [], overrides: overrides)
    #expect(lock.encoded.utf8.count > 1 << 20)
    #expect(try Lock(parsing: Array(lock.encoded.utf8)).overrides.count == 20_000)
  }

  /// A moment that no calendar of ours holds is brought into the nearest that does.
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1970-01-01T00:00:00Z"), (Int.min, "1970-01-01T00:00:00Z"),
    (1_794_906_764, "2026-11-17T09:12:44Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    (253_402_300_800, "9999-12-31T23:59:59Z"), (Int.max, "9999-12-31T23:59:59Z"),
  ])
  func aMomentIsWrittenInUTC(_ seconds: Int, _ text: String) {
    #expect(Timestamp.text(seconds) == text)
    #expect(Timestamp.seconds(text) == min(max(0, seconds), 253_402_300_799))
  }

  @Test(arguments: [
    "", "now", "2026", "2026-13-01", "2026-11-17T09:12:44", "17.11.2026", "2026-11-17 ",
  ])
  func anythingElseIsNoMoment(_ text: String) {
    #expect(Timestamp.seconds(text) == nil)
  }

  // MARK: Locks that are wrong

  private static let id = String(repeating: "a", count: 40)
  private static let top = "version: 1\nupstream: { url: u, branch: main }\n"
  private static let pin = "pin: { id: \"\(id)\", date: 2026-11-17T09:12:44Z, subject: s }\n"

  static let cases: [(text: String, message: String)] = [
    ("", "edgesync.lock: it is empty"),
    ("[]", "edgesync.lock:1: the lock has to be a mapping"),
    (
      "version: 1\n<<<<<<< HEAD\n", "edgesync.lock:2: a merge left its conflict markers in the file"
    ),
    (top, "edgesync.lock:1: `mappings` is missing"),
    (top + "mappings: []\n", "edgesync.lock:1: `pin` is missing"),
    ("version: 3\n", "edgesync.lock:1: this edgesync reads version 1 only"),
    ("upstream: { url: u, branch: b }\n", "edgesync.lock:1: `version` is missing"),
    ("version: 1\nupstream: { url: u }\n", "edgesync.lock:2: upstream needs `url` and `branch`"),
    (
      top + pin + "mapping: []\n",
      "edgesync.lock:4: the lock has no key `mapping`. Did you mean `mappings`?"
    ),
    (
      top + "pin: { id: \"12\", date: 2026-11-17 }\nmappings: []\n",
      "edgesync.lock:3: pin.id has to be an object id of 40 digits"
    ),
    (top + "pin: { id: \"\(id)\" }\nmappings: []\n", "edgesync.lock:3: `date` is missing"),
    (
      top + "pin: { id: \"\(id)\", date: today }\nmappings: []\n",
      "edgesync.lock:3: pin.date has to be a moment like 2026-11-17T09:12:44Z"
    ),
    (
      top + pin + "mappings:\n  - { name: a, tree: x, files: 1 }\n",
      "edgesync.lock:5: tree has to be an object id of 40 digits"
    ),
    (
      top + pin + "mappings:\n  - { name: a, tree: \"\(id)\", files: many }\n",
      "edgesync.lock:5: files has to be a whole number"
    ),
    (
      top + pin + "mappings:\n  - { name: a, tree: \"\(id)\" }\n",
      "edgesync.lock:5: `files` is missing"
    ),
    (
      top + pin + "mappings:\n  - { name: a, tree: \"\(id)\", files: -1 }\n",
      "edgesync.lock:5: there can't be -1 files"
    ),
    (
      top + pin + "mappings: []\noverrides:\n  - { path: a }\n",
      "edgesync.lock:6: `seen` is missing"
    ),
    (
      top + pin + "mappings: []\noverrides:\n  - { path: \"%zz\", pathBytes: true, seen: null }\n",
      "edgesync.lock:6: the path isn't escaped as it should be"
    ),
    (
      top + pin + "mappings: []\noverrides:\n  - { path: \"%+5\", pathBytes: true, seen: null }\n",
      "edgesync.lock:6: the path isn't escaped as it should be"
    ),
    (
      top + pin + "mappings: []\noverrides:\n  - { path: \"%\", pathBytes: true, seen: null }\n",
      "edgesync.lock:6: the path isn't escaped as it should be"
    ),
    (
      top + pin + "mappings: []\noverrides:\n  - { path: [a], seen: null }\n",
      "edgesync.lock:6: path has to be text"
    ),
    (
      top + pin + "mappings: []\nheld:\n  - { id: \"\(id)\", reason: r, by: b }\n",
      "edgesync.lock:6: `date` is missing"
    ),
    (
      top + pin + "mappings: []\nheld:\n  - { id: \"\(id)\", date: 2026-11-17, mendedBy: soon }\n",
      "edgesync.lock:6: mendedBy has to be an object id of 40 digits"
    ),
    (top + pin + pin + "mappings: []\n", "edgesync.lock:3: a key appears twice: pin"),
  ]

  @Test(arguments: cases.indices)
  func aLockIsRefusedWithItsLineAndReason(_ index: Int) throws {
    let (text, message) = Self.cases[index]
    let error = try #require(throws: ManifestError.self) { try Lock(parsing: Array(text.utf8)) }
    #expect(error.message.string.hasPrefix(message), "\(error.message.string)\n\(text)")
    #expect(error.exitStatus == .invalid)
  }
}
