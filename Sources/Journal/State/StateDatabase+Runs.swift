import GRDB
import Text

/// How often commands ended here, and how: what metrics count, through restarts.
extension StateDatabase {
  /// How often a command ended in one way.
  package struct RunCount: Hashable, Sendable {
    /// The command's name.
    package let command: String
    /// How it ended: a word of ``SyncEvent/Outcome``, or one such as `done`.
    package let outcome: String
    /// How often.
    package let count: Int
    /// When it last did, in seconds since 1970.
    package let last: Int

    /// A count from its parts.
    package init(command: String, outcome: String, count: Int, last: Int) {
      self.command = command
      self.outcome = outcome
      self.count = count
      self.last = last
    }
  }

  /// Rows that are kept at the most: there are so few words that more would be somebody's mistake.
  private static let maximumRuns = 200

  /// Makes the table of runs.
  static func makeRuns(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE run (
          command TEXT NOT NULL, outcome TEXT NOT NULL, count INTEGER NOT NULL,
          last INTEGER NOT NULL, PRIMARY KEY (command, outcome)) WITHOUT ROWID;
        """)
  }

  /// Counts a command that ended.
  ///
  /// - Parameters:
  ///   - outcome: How it ended, as one of few words.
  ///   - date: When, in seconds since 1970.
  package func recordRun(command: String, outcome: String, date: Int) throws {
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO run (command, outcome, count, last)
          SELECT ?, ?, 1, ? WHERE (SELECT COUNT(*) FROM run) < ?
            OR EXISTS (SELECT 1 FROM run WHERE command = ? AND outcome = ?)
          ON CONFLICT (command, outcome) DO UPDATE SET count = count + 1, last = excluded.last
          """,
        arguments: [command, outcome, date, Self.maximumRuns, command, outcome])
    }
  }

  /// How commands ended here, by command and outcome.
  package func runs() throws -> [RunCount] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM run ORDER BY command, outcome LIMIT ?",
        arguments: [Self.maximumRuns]
      ).compactMap { row in
        guard let command = row.text("command"), let outcome = row.text("outcome"),
          let count = row.count("count")
        else { return nil }
        return RunCount(
          command: command, outcome: outcome, count: count, last: row.moment("last"))
      }
    }
  }
}
