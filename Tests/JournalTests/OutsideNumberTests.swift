import GRDB
import Git
import Journal
import Rules
import Support
import SystemPackage
import Testing
import Text

/// Numbers that a history, a lock, a manifest or a database may hold.
@Suite struct OutsideNumberTests {
  @Test(arguments: [
    ("1e300", Bounded.longest), ("inf", Bounded.longest), ("nan", 0), ("-5", 0),
    ("0x1p2000", Bounded.longest),
    ("1e-400", 0), ("-inf", 0), ("2.5", 2.5),
  ])
  func aTrailersSecondsAreBounded(_ seconds: String, _ bounded: Double) {
    let text = """
      Edgesync-Kind: weekly
      Edgesync-From: \(ObjectID.zero.hex)
      Edgesync-To: \(ObjectID.emptyTree.hex)
      Edgesync-Check: t passed \(seconds)

      """
    #expect(Trailers(parsing: text)?.checks.map(\.seconds) == [bounded])
  }

  private static let lock = """
    version: VERSION
    upstream: { url: u, branch: main }
    pin: { id: "\(ObjectID.zero.hex)", date: DATE, subject: x }
    mappings: [{ name: a, tree: "\(ObjectID.zero.hex)", files: FILES }]

    """

  private func read(
    version: String = "1", date: String = "2026-11-17T09:12:44Z", files: String = "1"
  ) throws -> Lock {
    let text = Self.lock.replacing("VERSION", with: version).replacing("DATE", with: date)
      .replacing("FILES", with: files)
    return try Lock(parsing: Array(text.utf8))
  }

  @Test(arguments: [
    "9223372036854775807", "99999999999999999999", "-1", "1:0:0:0:0:0:0:0:0:0:0:0:0", "1e3", "0x7f",
    ".inf", ".nan",
    "9999999999999999:59", "1_000", "1000000000001",
  ])
  func aLocksCountsAreWithinReason(_ number: String) {
    #expect(throws: ManifestError.self) { try read(files: number) }
    #expect(throws: ManifestError.self) { try read(version: number) }
  }

  @Test(arguments: [
    "99999-01-01T00:00:00Z", "9999999999999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z",
    "+2026-01-01T00:00:00Z",
    "2026-13-45T99:99:99Z", "20261117T091244Z", "", "x",
    "0000000000000000000000000000000000000002026-01-01T00:00:00Z",
  ])
  func aLocksDatesAreReadOrRefused(_ date: String) {
    if let lock = try? read(date: "\"\(date)\"") {
      #expect((0...Bounded.latest).contains(lock.pin.date))
    }
  }

  @Test func datesAreClamped() throws {
    #expect(try read(date: "1800-01-01T00:00:00Z").pin.date == 0)
    #expect(Timestamp.text(.max) == "9999-12-31T23:59:59Z")
    #expect(Timestamp.text(.min) == "1970-01-01T00:00:00Z")
  }

  @Test(arguments: [
    "timeout: 1000000h", "timeout: 169h", "timeout: 9223372036854775807", "timeout: 1e9",
    "timeout: -1",
    "timeout: 99999999999999999999999h", "timeout: .inf",
    "benchmark: b, against: inf", "benchmark: b, against: -1", "benchmark: b, against: 1e308",
    "benchmark: b, against: 1e-300", "benchmark: b, against: nan", "benchmark: b, tolerance: nan",
    "benchmark: b, tolerance: 1e400%", "benchmark: b, tolerance: -5%",
  ])
  func aManifestsNumbersAreRefused(_ entry: String) {
    let text = """
      version: 1
      upstream: { url: u }
      mappings: [{ from: a, to: a }]
      checks: [{ name: it, run: x, \(entry) }]

      """
    #expect(throws: ManifestError.self) { try Manifest(parsing: Array(text.utf8)) }
  }

  /// A database that somebody else filled: values of other types and out of all bounds.
  @Test(arguments: [
    "'x'", "9223372036854775807", "-9223372036854775808", "1e308", "9e999", "-9e999", "x'FF'", "''",
    "1.5",
  ])
  func aDatabasesNumbersAreBounded(_ value: String) throws {
    let folder = try TemporaryFolder()
    let state = try StateDatabase(in: folder.path)
    let queue = try DatabaseQueue(path: folder.path.appending("state.db").string)
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO event (kind, outcome, date, author, fromCommit, toCommit, commits, files, overrides,
            checks, reason) VALUES ('weekly', 'failed', \(value), \(value), \(value), \(value), \(value),
            \(value), \(value), \(value), \(value));
          INSERT INTO event (kind, outcome, date, author, files, overrides, checks) VALUES (\(value), \(value), 1, 'a',
            1, '', '');
          INSERT INTO checkRun (tree, name, definition, environment, state, seconds, date, reason, failures, log,
            tests, exitStatus, benchmarks, machine) VALUES ('\(ObjectID.zero.hex)', 'it', '', '', 'passed', \(value),
            \(value), \(value), \(value), \(value), \(value), \(value), \(value), 'm');
          INSERT INTO proposed (base, candidate, tree) VALUES ('\(ObjectID.zero.hex)', \(value), \(value));
          """)
    }
    for event in try state.events() {
      #expect((0...Bounded.latest).contains(event.date))
      #expect((0...Bounded.most).contains(try #require(event.files)))
    }
    for run in try state.recentRuns(limit: 10) {
      #expect((0...Bounded.longest).contains(run.seconds))
    }
    #expect((0...Bounded.longest).contains(try state.lastDuration(of: "it") ?? 0))
    _ = try state.measurements(on: "m", limit: 10)
    _ = try state.trees(on: .zero)
    let check = try #require(
      try Manifest(
        parsing: Array(
          "version: 1\nupstream: { url: u }\nmappings: [{ from: a, to: a }]\nchecks: [{ name: it, run: x }]\n"
            .utf8)
      ).checks.first)
    let key = StateDatabase.CheckKey(tree: .zero, name: "it", definition: "", environment: "")
    let result = try #require(try state.result(for: key, of: check))
    #expect((0...Bounded.longest).contains(result.seconds))
    #expect((0...Bounded.latest).contains(result.date))
    #expect(try state.ending(for: key)?.state == .passed)
  }
}
