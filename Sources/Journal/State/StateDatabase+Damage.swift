import Foundation
import GRDB
import Git
import SystemPackage
import Text

/// What becomes of a database that isn't edgesync's, or isn't whole.
extension StateDatabase {
  /// The database's file, and those that SQLite keeps beside it.
  static let suffixes = ["", "-wal", "-shm", "-journal"]

  /// Puts a database aside that can't be used, so that a new one is made in its place.
  ///
  /// - Returns: What happened, to be said once; nil where the database is as it should be, or is none.
  package static func settle(in state: FilePath) throws -> SafeText? {
    let path = file(in: state)
    let reason: SafeText
    do {
      guard LinkTrail.target(of: path) != nil || access(path.string, F_OK) == 0 else { return nil }
      // One that another process writes to is none to put aside.
      _ = try StateDatabase(in: state, patience: .milliseconds(200))
      return nil
    } catch let failure as Failure {
      guard failure.isDamaged else { return nil }
      reason = failure.reason
    }
    let aside = try setAside(path)
    return
      "\(path.text) couldn't be used (\(reason)), and is \(aside.text) now: notes, reviews, checks and failed syncs that it knew of are forgotten here"
  }

  /// Moves a database to a name that is free.
  private static func setAside(_ path: FilePath) throws -> FilePath {
    var number = 1
    var aside = FilePath(path.string + ".damaged")
    while access(aside.string, F_OK) == 0 || LinkTrail.target(of: aside) != nil {
      number += 1
      aside = FilePath(path.string + ".damaged-\(number)")
    }
    // The database last: until it is gone, the next run finds it as it was.
    for suffix in suffixes.reversed() {
      guard rename(path.string + suffix, aside.string + suffix) != 0, errno != ENOENT else {
        continue
      }
      throw GitError.file(
        path: path.text, operation: "move away",
        reason: SafeText(Errno(rawValue: errno).description))
    }
    return aside
  }

  /// Refuses what SQLite mustn't open: a pipe would make it wait, a link leads elsewhere.
  static func refuseForeign(_ path: FilePath) throws {
    for suffix in suffixes {
      var buffer = stat()
      guard lstat(path.string + suffix, &buffer) == 0 else { continue }
      guard buffer.st_mode & S_IFMT == S_IFREG else {
        throw NotOurs(reason: "\(path.text + SafeText(suffix)) is no regular file")
      }
      guard buffer.st_uid == geteuid() || buffer.st_uid == 0 || geteuid() == 0 else {
        throw NotOurs(reason: "\(path.text + SafeText(suffix)) belongs to another user")
      }
    }
  }

  /// Refuses a database whose tables aren't those that edgesync makes: a view or a trigger in the place of one
  /// would run with each of its statements.
  static func refuseForeignTables(_ queue: DatabaseQueue, like migrator: DatabaseMigrator) throws {
    let reference = try DatabaseQueue()
    try migrator.migrate(reference)
    if try tables(queue) != tables(reference) {
      throw NotOurs(reason: "its tables aren't edgesync's")
    }
  }

  private static func tables(_ queue: DatabaseQueue) throws -> [String] {
    try queue.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT type || ' ' || name || ' ' || tbl_name || ' ' || COALESCE(sql, '') AS made
          FROM sqlite_master WHERE name <> 'sqlite_sequence' LIMIT 1000
          """
      ).map { $0.text("made") ?? "" }.sorted()
    }
  }

  /// Why a database isn't edgesync's.
  struct NotOurs: Error {
    let reason: SafeText
  }
}
