import Git
import Journal
import Rules
import Text
import Upstream

/// The state of the edge repo that a recovery goes back to.
package struct RecoveryTarget: Sendable {
  /// The pin to go back to.
  package let pin: ObjectID
  /// The sync that landed it; nil for one that was adopted, or that another commit carries.
  package let event: SyncEvent?

  /// Which state is wanted.
  package enum Choice: Sendable {
    /// The newest landed sync whose required checks all passed.
    case lastGood
    /// A sync, by its commit or the pin that it took, or a commit of the edge repo, by its name.
    case sync(String)
  }

  /// Finds a state.
  ///
  /// - Throws: ``RecoveryError`` where there is none.
  package init(_ choice: Choice, of edge: EdgeRepo) throws {
    let (events, cutOff) = try EventLog(edge).history()
    switch choice {
    case .lastGood:
      guard let event = try Self.lastGood(events, edge), let pin = event.to else {
        throw RecoveryError.noneGood(Self.list(events), cutOff)
      }
      self.init(pin: pin, event: event)
    case .sync(let name):
      self = try Self.find(name, events, edge, cutOff)
    }
  }

  private init(pin: ObjectID, event: SyncEvent?) {
    self.pin = pin
    self.event = event
  }

  private static func find(
    _ name: String, _ events: [SyncEvent], _ edge: EdgeRepo, _ cutOff: CutOff?
  ) throws -> RecoveryTarget {
    let prefix = name.lowercased()
    let isID = prefix.utf8.count >= 4 && prefix.allSatisfy(\.isHexDigit)
    if isID {
      for field in [\SyncEvent.commit, \SyncEvent.to] {
        let found = events.filter { $0[keyPath: field]?.hex.hasPrefix(prefix) == true }
        // Several syncs may have taken one pin, and lead to one state.
        if let event = found.first, let pin = event.to,
          found.allSatisfy({ $0[keyPath: field] == event[keyPath: field] })
        {
          return RecoveryTarget(pin: pin, event: event)
        }
        if !found.isEmpty { throw RecoveryError.ambiguous(SafeText(name), list(found)) }
      }
    }
    guard let commit = try? edge.repository.resolveCommit(name),
      let tree = try? edge.repository.commitTree(commit),
      let item = try? edge.repository.item(at: RepoPath(Lock.fileName), in: tree),
      item.mode.isRegular,
      let lock = try? Lock(parsing: OwnFile.lock.read(item.id, in: edge.repository))
    else { throw RecoveryError.unknown(SafeText(name), list(events), cutOff) }
    return RecoveryTarget(pin: lock.pin.id, event: events.first { $0.commit == commit })
  }

  /// The newest sync whose required checks all ran and passed. A recovery went back to one.
  private static func lastGood(_ events: [SyncEvent], _ edge: EdgeRepo) throws -> SyncEvent? {
    let recovered = Set(events.filter { $0.kind == .recovery }.compactMap(\.to))
    return try events.first { event in
      guard let commit = event.commit, let to = event.to else { return false }
      if event.kind == .recovery { return true }
      if recovered.contains(to) { return true }
      return try isGood(event, commit, edge)
    }
  }

  private static func isGood(
    _ event: SyncEvent, _ commit: ObjectID, _ edge: EdgeRepo
  ) throws -> Bool {
    let passed = Set(event.checks.filter { $0.state == .passed }.map(\.name))
    let tree = try edge.repository.commitTree(commit)
    let builtIn = event.checks.filter { CheckDefinition.builtInNames.contains($0.name) }
    guard builtIn.allSatisfy({ $0.state == .passed }),
      let item = try edge.repository.item(at: RepoPath(Manifest.fileName), in: tree),
      item.mode.isRegular,
      let manifest = try? Manifest(parsing: OwnFile.manifest.read(item.id, in: edge.repository))
    else { return false }
    return manifest.checks.allSatisfy { !$0.isRequired || passed.contains($0.name) }
  }

  /// Syncs that can be named, newest first.
  static func list(_ events: [SyncEvent]) -> [SafeText] {
    events.prefix(5).map { event in
      "\(event.commit?.short ?? "") (\(Timestamp.day(event.date)) \(event.name) to \(event.to?.short ?? ""))"
    }
  }
}

/// Why there is no state to go back to.
package enum RecoveryError: ActionableError {
  /// No landed sync is known to have passed all required checks.
  case noneGood([SafeText], CutOff?)
  /// The pin is at the last good sync already.
  case alreadyGood(SafeText, [SafeText], CutOff?)
  /// No sync has such a name.
  case unknown(SafeText, [SafeText], CutOff?)
  /// The beginning of an id fits several syncs.
  case ambiguous(SafeText, [SafeText])

  /// What failed.
  package var what: SafeText {
    switch self {
    case .noneGood: "there is no good sync to go back to"
    case .alreadyGood(let pin, _, _):
      "there is nothing to go back to: the pin \(pin) is the last good one"
    case .unknown(let name, _, _): "\(name) names no sync"
    case .ambiguous(let name, _): "\(name) matches several syncs"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .noneGood(_, let cutOff?), .alreadyGood(_, _, let cutOff?), .unknown(_, _, let cutOff?):
      "history is cut off at \(cutOff.commit.short)"
    case .noneGood(let syncs, nil):
      syncs.isEmpty ? "none has landed yet" : "none is on record with all required checks passed"
    case .alreadyGood, .unknown, .ambiguous: ""
    }
  }

  /// The next step.
  package var remedy: SafeText {
    let known: [SafeText]
    switch self {
    case .noneGood(_, _?), .alreadyGood(_, _, _?), .unknown(_, _, _?):
      return "Run `git fetch --unshallow`, and try again"
    case .noneGood(let syncs, nil), .alreadyGood(_, let syncs, nil), .unknown(_, let syncs, nil),
      .ambiguous(_, let syncs):
      known = syncs
    }
    if known.isEmpty {
      return
        "Name a commit of this repo with `edgesync recover --to COMMIT`; `edgesync recover --force --to HEAD` puts changed files back to the pin"
    }
    return "Name one with `edgesync recover --to SYNC`: " + known.joined(separator: ", ")
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus { .failed }

  /// The pin of an edge repo is at the last good sync already; the syncs before it can be named.
  package static func alreadyGood(of edge: EdgeRepo) throws -> RecoveryError {
    let (landed, cutOff) = try EventLog(edge).history()
    let events = landed.filter { $0.to != edge.lock.pin.id }
    // What can be named is enough.
    return .alreadyGood(
      edge.lock.pin.id.short, RecoveryTarget.list(events), events.isEmpty ? cutOff : nil)
  }
}
