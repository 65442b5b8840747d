import Foundation
import GRDB
import Git
import Rules

/// What was checked here.
extension StateDatabase {
  /// What a check's result holds for: the tree it ran on, what it was to do, and with what around it.
  package struct CheckKey: Hashable, Sendable {
    /// The tree.
    package let tree: ObjectID
    /// The check's name.
    package let name: String
    /// The definition, in its fixed form.
    package let definition: String
    /// What of the environment can change the result.
    package let environment: String

    /// A key from its parts.
    package init(tree: ObjectID, name: String, definition: String, environment: String) {
      self.tree = tree
      self.name = name
      self.definition = definition
      self.environment = environment
    }
  }

  /// Records what came of a check.
  ///
  /// - Parameter machine: The machine it ran on, as benchmarks tell machines apart.
  package func record(_ result: CheckResult, for key: CheckKey, on machine: String = "") throws {
    let failures = String(decoding: try JSONEncoder().encode(result.failures), as: UTF8.self)
    let benchmarks = String(decoding: try JSONEncoder().encode(result.benchmarks), as: UTF8.self)
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO checkRun (tree, name, definition, environment, state, seconds, date, reason,
            tests, failures, exitStatus, benchmarks, machine, log, sandbox)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          key.tree.hex, key.name, key.definition, key.environment, result.state.rawValue,
          result.seconds, result.date, result.reason, result.tests, failures, result.exitStatus,
          benchmarks, machine,
          Data(result.log), result.sandbox?.rawValue,
        ])
    }
  }

  /// Whether a check has both passed and failed under exactly this key.
  package func isFlaky(_ key: CheckKey) throws -> Bool { try read { try isFlaky(key, in: $0) } }

  private func isFlaky(_ key: CheckKey, in database: Database) throws -> Bool {
    try Int.fetchOne(
      database,
      sql: """
        SELECT COUNT(DISTINCT state = 'passed') FROM checkRun
        WHERE tree = ? AND name = ? AND definition = ? AND environment = ?
          AND state IN ('passed', 'failed', 'timed-out')
        """,
      arguments: [key.tree.hex, key.name, key.definition, key.environment]) == 2
  }

  /// How the newest run under exactly this key ended, without what it told; nil where there was none.
  package func ending(
    for key: CheckKey
  ) throws -> (state: CheckResult.State, exitStatus: Int32?)? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT state, exitStatus FROM checkRun
          WHERE tree = ? AND name = ? AND definition = ? AND environment = ?
          ORDER BY id DESC LIMIT 1
          """,
        arguments: [key.tree.hex, key.name, key.definition, key.environment])
      guard let row, let state = row.state else { return nil }
      return (state, row.exitStatus)
    }
  }

  /// The newest result that holds for exactly this key; nil where there is none.
  package func result(for key: CheckKey, of check: CheckDefinition) throws -> CheckResult? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT * FROM checkRun WHERE tree = ? AND name = ? AND definition = ? AND environment = ?
          ORDER BY id DESC LIMIT 1
          """,
        arguments: [key.tree.hex, key.name, key.definition, key.environment])
      guard let row, let state = row.state else { return nil }
      var result = CheckResult(
        name: check.name, stage: check.stage, state: state, isRequired: check.isRequired,
        seconds: row.seconds("seconds"), date: row.moment("date"), isCached: true,
        reason: row.text("reason"), tests: row.count("tests"),
        failures: row.decoded([CheckResult.Failure].self, "failures") ?? [],
        benchmarks: row.decoded([BenchmarkFigure].self, "benchmarks") ?? [],
        exitStatus: row.exitStatus, log: row.bytes("log"))
      result.sandbox = row.text("sandbox").flatMap(SandboxKind.init)
      result.isFlaky = try isFlaky(key, in: database)
      return result
    }
  }

  /// How the newest run of each check on a tree ended, whatever the check was to do then.
  package func states(on tree: ObjectID) throws -> [String: CheckResult.State] {
    try read { database in
      var states: [String: CheckResult.State] = [:]
      for row in try Row.fetchAll(
        database, sql: "SELECT name, state FROM checkRun WHERE tree = ? ORDER BY id",
        arguments: [tree.hex])
      {
        if let name = row.text("name"), let state = row.state { states[name] = state }
      }
      return states
    }
  }

  /// How long a check took when it last passed here; nil where it never did.
  package func lastDuration(of check: String) throws -> Double? {
    try read { database in
      try Row.fetchOne(
        database,
        sql:
          "SELECT seconds FROM checkRun WHERE name = ? AND state = 'passed' ORDER BY id DESC LIMIT 1",
        arguments: [check])?.seconds("seconds")
    }
  }

  /// The last runs of each check, newest first: its states and times.
  package func recentRuns(
    limit: Int
  ) throws -> [(name: String, state: CheckResult.State, seconds: Double, date: Int)] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT name, state, seconds, date FROM checkRun ORDER BY id DESC LIMIT ?",
        arguments: [limit]
      ).compactMap { row in
        guard let state = row.state, let name = row.text("name") else { return nil }
        return (name, state, row.seconds("seconds"), row.moment("date"))
      }
    }
  }

  /// The newest runs of each check that measured something on a machine, oldest first.
  ///
  /// - Parameter limit: Runs of each check at the most.
  package func measurements(
    on machine: String, limit: Int
  ) throws -> [(check: String, figures: [BenchmarkFigure], date: Int)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT name, benchmarks, date FROM (
            SELECT id, name, benchmarks, date,
              ROW_NUMBER() OVER (PARTITION BY name ORDER BY id DESC) AS age
            FROM checkRun WHERE machine = ? AND benchmarks <> '[]')
          WHERE age <= ? ORDER BY id
          """, arguments: [machine, limit]
      ).compactMap { row -> (check: String, figures: [BenchmarkFigure], date: Int)? in
        guard let name = row.text("name") else { return nil }
        let figures = row.decoded([BenchmarkFigure].self, "benchmarks")
        return (name, figures ?? [], row.moment("date"))
      }
    }
  }

  /// What a check measured on a machine for a tree: of several runs the newest that was compared with something.
  package func figures(
    of check: String, on machine: String, tree: ObjectID
  ) throws -> [BenchmarkFigure] {
    try read { database in
      let runs = try Row.fetchAll(
        database,
        sql: """
          SELECT benchmarks FROM checkRun
          WHERE tree = ? AND name = ? AND machine = ? AND benchmarks <> '[]'
          ORDER BY id DESC LIMIT 10
          """, arguments: [tree.hex, check, machine]
      ).compactMap { $0.decoded([BenchmarkFigure].self, "benchmarks") }
      return runs.first { $0.contains { $0.verdict != nil } } ?? runs.first ?? []
    }
  }

  /// Notes the tree that a candidate's checks are about, on a commit of the edge repo.
  package func record(_ tree: ObjectID, of candidate: ObjectID, on base: ObjectID) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO proposed (base, candidate, tree) VALUES (?, ?, ?)",
        arguments: [base.hex, candidate.hex, tree.hex])
    }
  }

  /// The trees that candidates' checks are about, of those that were checked on a commit of the edge repo.
  package func trees(on base: ObjectID) throws -> [ObjectID: ObjectID] {
    try read { database in
      var trees: [ObjectID: ObjectID] = [:]
      for row in try Row.fetchAll(
        database, sql: "SELECT candidate, tree FROM proposed WHERE base = ?",
        arguments: [base.hex])
      {
        guard let candidate = row.text("candidate").flatMap({ ObjectID(hex: $0) }),
          let tree = row.text("tree").flatMap({ ObjectID(hex: $0) })
        else { continue }
        trees[candidate] = tree
      }
      return trees
    }
  }
}
