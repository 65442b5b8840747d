import Git
@testable import Planning
import Rules
import Text

/// Values to tell of, written down.
enum Samples {
  /// The moment at which everything is told.
  static let now = 1_763_400_000

  /// An id that begins with some digits.
  static func id(_ digits: String) -> ObjectID {
    ObjectID(hex: digits + String(repeating: "0", count: 40 - digits.count)) ?? .emptyTree
  }

  static func file(_ digits: String, _ mode: FileMode = .file) -> TreeItem {
    TreeItem(mode: mode, id: id(digits))
  }

  static func commit(_ digits: String, _ subject: String, by name: String = "Ana Silva") -> Commit {
    let who = Signature(name: name, email: "a@example.com", time: now - 86_400)
    return Commit(
      id: id(digits), tree: .emptyTree, parents: [], author: who, committer: who, message: subject)
  }

  static let upstream = UpstreamAddress(url: "https://example.com/acme/platform", branch: "main")

  static func lock(held: [Lock.Hold] = []) -> Lock {
    Lock(
      upstream: upstream, pin: Lock.Pin(id: id("24afb60"), date: now, subject: "Log the model id"),
      mappings: [], held: held)
  }

  static func hold(_ digits: String, fixedBy fix: String? = nil) -> Lock.Hold {
    Lock.Hold(
      id: id(digits), reason: "forgets warm entries", by: "Ana <a@example.com>", date: now,
      fixedBy: fix.map { id($0) })
  }

  /// A plan from the pin `24afb60`.
  static func plan(
    steps: [Plan.Step] = [], renames: [Plan.Rename] = [], overrides: [RepoPath] = [],
    owed: [RepoPath] = [],
    remarks: [SafeText] = [], commits: [Commit] = [commit("5d2ebba", "Retry on 503")],
    replaced: [RepoPath] = [], isStepBack: Bool = false, lock: Lock = lock(), isEmpty: Bool = false
  ) -> Plan {
    Plan(
      branch: "refs/heads/main", base: id("1"), from: id("24afb60"),
      to: commits.first ?? commit("756b637", "Keep it"), steps: steps, renames: renames,
      overrides: overrides, owed: (overrides + owed).sorted(), edgeFiles: 4, remarks: remarks,
      files: [], commits: commits,
      replacesDrift: false, replaced: replaced, isStepBack: isStepBack, lock: lock,
      manifest: Manifest(upstream: upstream, mappings: []), edit: nil, isEmpty: isEmpty)
  }
}

extension [Line] {
  /// The report as plain text, for a person to read in a test.
  var plain: String { map(\.text.string).joined(separator: "\n") }
}
