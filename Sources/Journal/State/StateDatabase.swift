import Foundation
import GRDB
import Git
import Rules
import SystemPackage
import Text

/// `state.db`: what this clone alone knows. Nothing in it is needed: without it, edgesync only forgets
/// which syncs failed here, what was checked here, what was marked as reviewed, and what was noted.
package final class StateDatabase: Sendable {
  private let queue: DatabaseQueue
  private let path: FilePath
  private let inode: Int?

  /// Why the database can't be used.
  package struct Failure: ActionableError {
    let path: FilePath
    let reason: SafeText
    /// Whether another database in its place would do.
    let isDamaged: Bool

    /// Why, in SQLite's words but without its statement.
    init(path: FilePath, _ error: any Error) {
      self.path = path
      if let error = error as? NotOurs {
        reason = error.reason
        isDamaged = true
        return
      }
      guard let error = error as? DatabaseError else {
        reason = SafeText(String(describing: error))
        isDamaged = true
        return
      }
      reason = SafeText(error.message ?? "\(error.resultCode)")
      isDamaged = [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR].contains(
        error.resultCode.primaryResultCode)
    }

    /// What failed.
    package var what: SafeText { "\(path.text) can't be used" }
    /// Why it failed.
    package var why: SafeText { reason }
    /// The next step.
    package var remedy: SafeText {
      let other = FilePath(bytes: path.bytes + Array(".damaged".utf8))
      return isDamaged
        ? "Move it away with `mv \(word: path) \(word: other)`; edgesync makes a new one"
        : "See that there is room, and that you may write there, and run the command again"
    }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .failed }
  }

  /// Opens the database in edgesync's folder, made where it is missing.
  ///
  /// - Parameter patience: How long another process that writes to it is waited for, all in all.
  package init(in state: FilePath, patience: Duration = .seconds(5)) throws {
    path = Self.file(in: state)
    do {
      try Self.refuseForeign(path)
      queue = try Self.open(path, until: .now + patience)
      inode = Self.inode(of: path)
    } catch {
      throw Failure(path: path, error)
    }
  }

  static func file(in state: FilePath) -> FilePath { state.entry("state.db") }

  /// Whether the file that was opened is still the one that stands there.
  package var isInPlace: Bool { Self.inode(of: path) == inode }

  private static func inode(of path: FilePath) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: path.string)[.systemFileNumber] as? Int
  }

  /// Opens the database; where others do for the first time at the same moment, SQLite may say at once that
  /// it is busy, without the wait that it was told, so it is tried again.
  private static func open(
    _ path: FilePath, until end: ContinuousClock.Instant
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(max(0, (end - ContinuousClock.now) / .seconds(1)))
    configuration.prepareDatabase { database in
      // What was recorded has to survive a loss of power.
      try database.execute(
        sql: """
          PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
          PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL
          """)
    }
    var attempt = 1
    while true {
      do {
        let queue = try DatabaseQueue(path: path.string, configuration: configuration)
        try migrate(queue, until: end)
        try refuseForeignTables(queue, like: migrator)
        return queue
      } catch let error as DatabaseError
        where error.resultCode.primaryResultCode == .SQLITE_BUSY && attempt < LockRetry.tries
        && ContinuousClock.now < end
      {
        attempt += 1
        LockRetry.pause()
      }
    }
  }

  /// Makes the tables that are missing. Another process may make them at the same moment, which is as good:
  /// what it is in the middle of is waited for.
  private static func migrate(
    _ queue: DatabaseQueue, until end: ContinuousClock.Instant
  ) throws {
    var attempt = 1
    while true {
      do {
        try migrator.migrate(queue)
        return
      } catch {
        if (try? queue.read(migrator.hasCompletedMigrations)) == true { return }
        guard attempt < LockRetry.tries, ContinuousClock.now < end else { throw error }
        attempt += 1
        LockRetry.pause()
      }
    }
  }

  /// Writes in one transaction.
  func write(_ work: (Database) throws -> Void) throws {
    do { try queue.write(work) } catch { throw Failure(path: path, error) }
  }

  /// Reads from one state of the database.
  func read<Result>(_ work: (Database) throws -> Result) throws -> Result {
    do { return try queue.read(work) } catch { throw Failure(path: path, error) }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE event (
            id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, outcome TEXT NOT NULL,
            date INTEGER NOT NULL, author TEXT NOT NULL, fromCommit TEXT, toCommit TEXT,
            commits INTEGER, files INTEGER NOT NULL, overrides TEXT NOT NULL,
            checks TEXT NOT NULL, reason TEXT);
          CREATE TABLE checkRun (
            id INTEGER PRIMARY KEY AUTOINCREMENT, tree TEXT NOT NULL, name TEXT NOT NULL,
            definition TEXT NOT NULL, environment TEXT NOT NULL, state TEXT NOT NULL,
            seconds REAL NOT NULL, date INTEGER NOT NULL, reason TEXT, failures TEXT NOT NULL,
            log BLOB NOT NULL);
          CREATE INDEX checkRunByTree ON checkRun (tree, name);
          CREATE TABLE reviewed (change TEXT PRIMARY KEY, date INTEGER NOT NULL) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("2") { database in
      try database.execute(sql: "ALTER TABLE checkRun ADD COLUMN tests INTEGER")
    }
    migrator.registerMigration("3") { database in
      try database.execute(
        sql: """
          ALTER TABLE checkRun ADD COLUMN exitStatus INTEGER;
          ALTER TABLE checkRun ADD COLUMN benchmarks TEXT NOT NULL DEFAULT '[]';
          ALTER TABLE checkRun ADD COLUMN machine TEXT NOT NULL DEFAULT '';
          CREATE TABLE proposed (
            base TEXT NOT NULL, candidate TEXT NOT NULL, tree TEXT NOT NULL,
            PRIMARY KEY (base, candidate)) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("4") { database in
      try database.execute(sql: "ALTER TABLE checkRun ADD COLUMN sandbox TEXT")
    }
    migrator.registerMigration("notes") { database in
      try database.execute(
        sql: """
          CREATE TABLE note (
            id TEXT PRIMARY KEY, commitId TEXT, upstreamPath BLOB, path BLOB, blob TEXT,
            line INTEGER, removed INTEGER NOT NULL, text TEXT NOT NULL, author TEXT NOT NULL,
            date INTEGER NOT NULL, followUp INTEGER NOT NULL, owner TEXT, done INTEGER) WITHOUT ROWID;
          """)
    }
    migrator.registerMigration("runs", migrate: makeRuns)
    migrator.registerMigration("alerts", migrate: makeAlerts)
    return migrator
  }

  /// Records a sync that didn't land.
  package func record(_ event: SyncEvent) throws {
    let checks = String(decoding: try JSONEncoder().encode(event.checks), as: UTF8.self)
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO event (kind, outcome, date, author, fromCommit, toCommit, commits, files,
            overrides, checks, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          event.kind.rawValue, event.outcome.rawValue, event.date, event.by, event.from?.hex,
          event.to?.hex, event.commits, event.files,
          event.overrides.map(\.lineText).joined(separator: "\n"), checks, event.reason,
        ])
    }
  }

  /// Events that are read at the most.
  private static let maximumEvents = 20_000

  /// The syncs recorded here, newest first.
  package func events() throws -> [SyncEvent] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM event ORDER BY date DESC, id DESC LIMIT ?",
        arguments: [Self.maximumEvents]
      ).compactMap { row in
        guard let kind = row.text("kind").flatMap({ SyncKind(rawValue: $0) }),
          let outcome = row.text("outcome").flatMap({ SyncEvent.Outcome(rawValue: $0) })
        else { return nil }
        return SyncEvent(
          id: "local-\(row.count("id") ?? 0)", kind: kind, outcome: outcome,
          date: row.moment("date"), by: row.text("author") ?? "",
          from: row.text("fromCommit").flatMap { ObjectID(hex: $0) },
          to: row.text("toCommit").flatMap { ObjectID(hex: $0) }, commits: row.count("commits"),
          files: row.count("files") ?? 0,
          overrides: (row.text("overrides") ?? "").split(separator: "\n").compactMap {
            RepoPath(percentEscaped: String($0))
          },
          checks: row.decoded([SyncEvent.Check].self, "checks") ?? [], reason: row.text("reason"))
      }
    }
  }

  /// The changes marked as reviewed.
  package func reviewed() throws -> Set<String> {
    try read { database in
      Set(try String.fetchAll(database, sql: "SELECT change FROM reviewed"))
    }
  }

  /// Marks a change as reviewed, or takes the mark away.
  package func setReviewed(_ change: String, _ isReviewed: Bool, date: Int) throws {
    try write { database in
      if isReviewed {
        try database.execute(
          sql: "INSERT OR REPLACE INTO reviewed (change, date) VALUES (?, ?)",
          arguments: [change, date])
      } else {
        try database.execute(sql: "DELETE FROM reviewed WHERE change = ?", arguments: [change])
      }
    }
  }
}
