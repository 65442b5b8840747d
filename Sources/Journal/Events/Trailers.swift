import Git
import Rules
import Text

/// The trailers of a sync commit (git-interpret-trailers(1)), which tell its story on their own.
package struct Trailers: Hashable, Sendable {
  /// The kind of sync.
  package var kind: SyncKind
  /// Upstream's url.
  package var upstream: String
  /// The pin before.
  package var from: ObjectID
  /// The pin after.
  package var to: ObjectID
  /// Why, for an emergency, a recovery or an override.
  package var reason: String?
  /// Its checks.
  package var checks: [SyncEvent.Check]
  /// Overrides that upstream changed.
  package var overrides: [RepoPath]
  /// Who reviewed it: `NAME <MAIL>`.
  package var reviewer: String?
  /// The tree that was checked, where the commit is offered on a branch of its own: what a person has
  /// amended since differs from it.
  package var tree: ObjectID?

  /// Trailers from their parts.
  package init(
    kind: SyncKind, upstream: String, from: ObjectID, to: ObjectID, reason: String? = nil,
    checks: [SyncEvent.Check] = [], overrides: [RepoPath] = [], reviewer: String? = nil,
    tree: ObjectID? = nil
  ) {
    self.kind = kind
    self.upstream = upstream
    self.from = from
    self.to = to
    self.reason = reason
    self.checks = checks
    self.overrides = overrides
    self.reviewer = reviewer
    self.tree = tree
  }

  private enum Key {
    static let kind = "Edgesync-Kind"
    static let upstream = "Edgesync-Upstream"
    static let from = "Edgesync-From"
    static let to = "Edgesync-To"
    static let reason = "Edgesync-Reason"
    static let check = "Edgesync-Check"
    static let override = "Edgesync-Override"
    static let reviewer = "Reviewed-by"
    static let tree = "Edgesync-Tree"
  }

  /// The lines, each ended by a newline.
  package var text: String {
    var lines = [
      (Key.kind, kind.rawValue), (Key.upstream, upstream), (Key.from, from.hex), (Key.to, to.hex),
    ]
    if let reason { lines.append((Key.reason, ForgeText.inert(reason))) }
    for check in checks {
      let seconds = String((check.seconds * 10).rounded() / 10)
      lines.append((Key.check, "\(Self.name(check.name)) \(check.state.rawValue) \(seconds)"))
    }
    for path in overrides { lines.append((Key.override, path.trailerText)) }
    if let tree { lines.append((Key.tree, tree.hex)) }
    if let reviewer { lines.append((Key.reviewer, reviewer)) }
    return lines.map { "\($0): \(oneLine($1))\n" }.joined()
  }

  /// A check's name as a trailer has it.
  package static func name(_ name: String) -> String { oneLine(ForgeText.inert(oneLine(name))) }

  /// Checks, and overrides, that a message may tell of.
  private static let maximumListed = 10_000

  /// Finds the trailers of a sync commit anywhere in a message; nil where it has none.
  package init?(parsing message: String) {
    var values: [String: [String]] = [:]
    // By bytes: in a `String`, a mark after a blank or a carriage return before a newline makes another
    // character of it.
    for line in message.utf8.split(separator: 0x0A) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let value = line[line.index(after: colon)...].trimmingBlanks()
      let key = String(decoding: line[..<colon], as: UTF8.self)
      values[key, default: []].append(String(decoding: value, as: UTF8.self))
    }
    guard let kind = values[Key.kind]?.last.flatMap({ SyncKind(rawValue: $0) }),
      let from = values[Key.from]?.last.flatMap({ ObjectID(hex: $0) }),
      let to = values[Key.to]?.last.flatMap({ ObjectID(hex: $0) })
    else { return nil }
    self.init(
      kind: kind, upstream: values[Key.upstream]?.last ?? "", from: from, to: to,
      reason: values[Key.reason]?.last,
      checks: (values[Key.check] ?? []).prefix(Self.maximumListed).compactMap {
        SyncEvent.Check(parsing: $0)
      },
      overrides: (values[Key.override] ?? []).prefix(Self.maximumListed).compactMap {
        RepoPath(percentEscaped: $0)
      },
      reviewer: values[Key.reviewer]?.last,
      tree: values[Key.tree]?.last.flatMap { ObjectID(hex: $0) })
  }
}

extension RepoPath {
  /// The path on one line, with what a forge would take for a reference escaped as well.
  fileprivate var trailerText: String {
    let text = lineText
    if ForgeText.inert(text) == text { return text }
    return text.unicodeScalars.reduce(into: "") { escaped, scalar in
      if "@#!&:[-.*".unicodeScalars.contains(scalar) {
        escaped += "%" + String(scalar.value, radix: 16, uppercase: true)
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
  }
}

extension SyncEvent.Check {
  /// Reads `NAME STATE SECONDS`, where the name may hold blanks.
  fileprivate init?(parsing text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count >= 3, let seconds = Double(words[words.count - 1]),
      let state = CheckResult.State(rawValue: String(words[words.count - 2]))
    else { return nil }
    self.init(
      name: words.dropLast(2).joined(separator: " "), state: state, seconds: seconds)
  }
}

extension Substring.UTF8View {
  /// The view without blanks, tabs and carriage returns at its ends.
  fileprivate func trimmingBlanks() -> Substring.UTF8View {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    let start = self.drop(while: isBlank)
    guard let last = start.lastIndex(where: { !isBlank($0) }) else {
      return start[..<start.startIndex]
    }
    return start[...last]
  }
}
