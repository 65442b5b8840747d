import GRDB
import Text

/// Which alerts were told, and which are still to be.
///
/// What is to be told is decided in one transaction and written down before it is sent: a process that ends in between
/// leaves it to the next, and two that look at the same moment decide once.
extension StateDatabase {
  /// Seconds for which it is tried to send a message, and for which it is remembered.
  private static let (patience, memory) = (7 * 86_400, 30 * 86_400)
  /// Events of a channel that are remembered.
  private static let maximumEvents = 2000

  /// Makes the tables of alerts.
  static func makeAlerts(_ database: Database) throws {
    try database.execute(
      sql: """
        CREATE TABLE alertState (
          channel TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, since INTEGER NOT NULL,
          decided INTEGER NOT NULL, PRIMARY KEY (channel, kind)) WITHOUT ROWID;
        CREATE TABLE alertEvent (
          id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, event TEXT NOT NULL,
          UNIQUE (channel, event));
        CREATE TABLE alertDelivery (
          id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL, kind TEXT NOT NULL,
          resolved INTEGER NOT NULL, text TEXT NOT NULL, document TEXT NOT NULL,
          decided INTEGER NOT NULL, tries INTEGER NOT NULL, delivered INTEGER, error TEXT);
        """)
  }

  /// Decides what is to be told of what was found.
  ///
  /// - Parameters:
  ///   - hearing: The kinds of what happens that channels hear of.
  ///   - since: What happened before this moment is old where a channel hears of such for the first time.
  package func decide(
    _ findings: [AlertFinding], hearing: [(channel: String, kind: String)], since: Int, now: Int
  ) throws {
    try write { database in
      for finding in findings {
        switch finding.state {
        case .firing(let key, let message):
          try fire(finding, key, message, now: now, in: database)
        case .quiet(let message): try end(finding, message, now: now, in: database)
        case .happened: continue
        }
      }
      try take(events: findings, since: since, now: now, in: database)
      try hear(hearing, in: database)
      try database.execute(
        sql: "DELETE FROM alertDelivery WHERE decided < ?", arguments: [now - Self.memory])
    }
  }

  private func fire(
    _ finding: AlertFinding, _ key: String, _ message: AlertFinding.Message, now: Int,
    in database: Database
  ) throws {
    let row = try Row.fetchOne(
      database, sql: "SELECT key, decided FROM alertState WHERE channel = ? AND kind = ?",
      arguments: [finding.channel, finding.kind])
    if let row, row.text("key") == key {
      guard let again = finding.again, now - row.moment("decided") >= again else { return }
      try database.execute(
        sql: "UPDATE alertState SET decided = ? WHERE channel = ? AND kind = ?",
        arguments: [now, finding.channel, finding.kind])
    } else {
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO alertState (channel, kind, key, since, decided)
          VALUES (?, ?, ?, ?, ?)
          """, arguments: [finding.channel, finding.kind, key, now, now])
    }
    try withdraw(finding, in: database)
    try add(finding, message, isResolved: false, now: now, in: database)
  }

  private func end(
    _ finding: AlertFinding, _ message: AlertFinding.Message, now: Int, in database: Database
  ) throws {
    guard
      let row = try Row.fetchOne(
        database, sql: "SELECT since FROM alertState WHERE channel = ? AND kind = ?",
        arguments: [finding.channel, finding.kind])
    else { return }
    try database.execute(
      sql: "DELETE FROM alertState WHERE channel = ? AND kind = ?",
      arguments: [finding.channel, finding.kind])
    // Of what nobody can have heard, nobody has to hear the end.
    let tries =
      try Int.fetchOne(
        database,
        sql: """
          SELECT COALESCE(SUM(tries), 0) FROM alertDelivery
          WHERE channel = ? AND kind = ? AND NOT resolved AND decided >= ?
          """, arguments: [finding.channel, finding.kind, row.moment("since")]) ?? 0
    try withdraw(finding, in: database)
    if tries > 0 { try add(finding, message, isResolved: true, now: now, in: database) }
  }

  /// Takes back what wasn't sent of a state that has changed since.
  private func withdraw(_ finding: AlertFinding, in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM alertDelivery WHERE channel = ? AND kind = ? AND delivered IS NULL",
      arguments: [finding.channel, finding.kind])
  }

  private func add(
    _ finding: AlertFinding, _ message: AlertFinding.Message, isResolved: Bool, now: Int,
    in database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO alertDelivery (channel, kind, resolved, text, document, decided, tries)
        VALUES (?, ?, ?, ?, ?, ?, 0)
        """,
      arguments: [
        finding.channel, finding.kind, isResolved, message.text, message.document, now,
      ])
  }

  /// Takes what happened: all that is new, but where a channel hears for the first time only what isn't old.
  private func take(
    events: [AlertFinding], since: Int, now: Int, in database: Database
  ) throws {
    for finding in events {
      guard case .happened(let id, let date, let message) = finding.state else { continue }
      let known = try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM alertEvent WHERE channel = ? AND event = ?)",
        arguments: [finding.channel, id])
      if known == true { continue }
      let hears = try Bool.fetchOne(
        database,
        sql: "SELECT EXISTS (SELECT 1 FROM alertEvent WHERE channel = ? AND event = ?)",
        arguments: [finding.channel, Self.beginning(of: finding.kind)])
      try database.execute(
        sql: "INSERT INTO alertEvent (channel, event) VALUES (?, ?)",
        arguments: [finding.channel, id])
      if hears == true || date >= since {
        try add(finding, message, isResolved: false, now: now, in: database)
      }
    }
  }

  /// Notes that channels hear of what happens from now on.
  private func hear(
    _ kinds: [(channel: String, kind: String)], in database: Database
  ) throws {
    for (channel, kind) in kinds {
      try database.execute(
        sql: "INSERT OR IGNORE INTO alertEvent (channel, event) VALUES (?, ?)",
        arguments: [channel, Self.beginning(of: kind)])
      try database.execute(
        sql: """
          DELETE FROM alertEvent WHERE channel = ? AND event NOT LIKE 'hears %' AND id NOT IN (
            SELECT id FROM alertEvent WHERE channel = ? ORDER BY id DESC LIMIT ?)
          """, arguments: [channel, channel, Self.maximumEvents])
    }
  }

  private static func beginning(of kind: String) -> String { "hears \(kind)" }

  /// What is still to be sent, in its order.
  package func dueAlerts(now: Int) throws -> [AlertDelivery] {
    try deliveries("delivered IS NULL AND decided > \(now - Self.patience) ORDER BY id")
  }

  /// All that was sent or is to be, newest first.
  package func alertDeliveries() throws -> [AlertDelivery] { try deliveries("1 ORDER BY id DESC") }

  private func deliveries(_ condition: String) throws -> [AlertDelivery] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM alertDelivery WHERE \(condition) LIMIT 1000"
      ).compactMap { row in
        guard let id = row.count("id"), let channel = row.text("channel"),
          let kind = row.text("kind"), let text = row.text("text"),
          let document = row.text("document")
        else { return nil }
        return AlertDelivery(
          id: id, channel: channel, kind: kind, isResolved: row.count("resolved") == 1,
          message: AlertFinding.Message(text: text, document: document),
          decided: row.moment("decided"), tries: row.count("tries") ?? 0,
          delivered: row.count("delivered"), error: row.text("error"))
      }
    }
  }

  /// Notes that it is tried to send a message: should this process end now, somebody may have heard of it.
  package func beginSending(_ delivery: AlertDelivery) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE alertDelivery SET tries = tries + 1 WHERE id = ?", arguments: [delivery.id])
    }
  }

  /// Notes what came of sending a message.
  ///
  /// - Parameter error: Why it couldn't be sent, without secrets; nil where it was.
  package func endSending(_ delivery: AlertDelivery, error: String?, now: Int) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE alertDelivery SET delivered = ?, error = ? WHERE id = ?",
        arguments: [error == nil ? now : nil, error, delivery.id])
    }
  }
}
