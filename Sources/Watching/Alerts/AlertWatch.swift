import Foundation
import Git
import Journal
import Rules
import SystemPackage
import Text
import Upstream

/// Tells whom the manifest names of what it names: decides what is to be told, and sends it.
package struct AlertWatch {
  /// Events that are looked at for what happened.
  private static let maximumEvents = 100
  /// New events of one evaluation that are told of.
  private static let maximumNew = 20

  /// Where the edge repo is.
  let place: EdgeRepo.Place
  /// The edge repo as it is committed.
  let edge: EdgeRepo
  /// The alerts that there are.
  package let rules: [AlertRule]
  let database: StateDatabase
  let sender: AlertSender
  let clock: () -> Int

  /// A watch over the edge repo that a folder lies in; nil where its committed manifest names nobody.
  ///
  /// - Parameter clock: Seconds since 1970.
  /// - Throws: ``ManifestError`` where the manifest that is committed can't be read.
  package init?(
    at folder: FilePath, environment: [String: String] = ProcessInfo.processInfo.environment,
    clock: @escaping () -> Int
  ) throws {
    place = try EdgeRepo.Place(at: folder)
    guard let edge = try CommittedRepo.open(place), !edge.manifest.alerts.isEmpty else {
      return nil
    }
    self.edge = edge
    rules = edge.manifest.alerts
    database = try StateDatabase(in: place.state)
    sender = AlertSender(environment: environment, search: edge.programs, folder: edge.root)
    self.clock = clock
  }

  /// What stands for the way that a rule tells.
  static func channel(of rule: AlertRule) throws -> String {
    try Repository.hash(Array(rule.identity.utf8), as: .blob).hex
  }

  /// Decides what is to be told, and writes it down.
  ///
  /// - Parameters:
  ///   - since: What happened before is old to who hears of such for the first time.
  ///   - ended: What came of the sync that has just ended; nil where none has.
  package func decide(since: Int, ended: SyncEvent.Outcome? = nil) throws {
    let facts = try RepoFacts(of: edge, database, now: clock())
    try decide(by: facts, since: since, ended: ended)
  }

  /// Decides by facts.
  package func decide(by facts: RepoFacts, since: Int, ended: SyncEvent.Outcome? = nil) throws {
    let messages = AlertMessages(facts)
    var findings: [AlertFinding] = []
    var hearing: [(channel: String, kind: String)] = []
    var found: Set<[String]> = []
    for rule in rules {
      let channel = try Self.channel(of: rule)
      for kind in AlertRule.Kind.allCases where rule.kinds.contains(kind) {
        // Two rules may say the same.
        guard found.insert([channel, kind.rawValue]).inserted else { continue }
        if kind.isState {
          let condition = AlertCondition(
            kind, facts, stale: edge.manifest.stale, ended: ended)
          if let state = Self.state(condition, of: kind, messages) {
            findings.append(
              AlertFinding(channel: channel, kind: kind.rawValue, state, again: rule.again))
          }
        } else {
          hearing.append((channel, kind.rawValue))
          findings += Self.events(of: kind, in: facts, messages).map {
            AlertFinding(channel: channel, kind: kind.rawValue, $0)
          }
        }
      }
    }
    try database.decide(findings, hearing: hearing, since: since, now: facts.now)
  }

  private static func state(
    _ condition: AlertCondition, of kind: AlertRule.Kind, _ messages: AlertMessages
  ) -> AlertFinding.State? {
    switch condition {
    case .firing(let key, let text, let event):
      .firing(
        key: key, messages.message(kind.rawValue, isResolved: false, text, event: event))
    case .quiet(let text):
      .quiet(messages.message(kind.rawValue, isResolved: true, text, event: .null))
    case .unknown: nil
    }
  }

  /// What happened lately, oldest first.
  private static func events(
    of kind: AlertRule.Kind, in facts: RepoFacts, _ messages: AlertMessages
  ) -> [AlertFinding.State] {
    facts.events.prefix(maximumEvents).filter { $0.outcome.rawValue == kind.rawValue }
      .prefix(maximumNew).reversed().map { event in
        let reason = event.reason.map { ": " + SafeText($0) } ?? ""
        let text: SafeText =
          "\(words(for: event)) \(kind == .landed ? "landed" : "is offered for review") at \(event.to?.short ?? "?")\(reason)"
        return .happened(
          id: event.id, date: event.date,
          messages.message(kind.rawValue, isResolved: false, text, event: .brief(event)))
      }
  }

  private static func words(for event: SyncEvent) -> SafeText {
    let commits: SafeText = event.commits.map { " of \(counted($0, "commit"))" } ?? ""
    return "a \(event.name) sync\(commits)"
  }
}
