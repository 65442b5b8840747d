import Git
import Rules
import Support
import SystemPackage
import Text

/// Checks a pair's syncs by what git and the file system say before and after.
struct PairChecker {
  private static let lock = PairRules.ownFiles[1]
  private static let changelog = PairRules.ownFiles[2]

  private let model: PairModel
  private let repo: PairRepo
  /// What went wrong.
  private(set) var violations: [String] = []

  init(_ model: PairModel, _ repo: PairRepo) {
    self.model = model
    self.repo = repo
  }

  /// The syncs that landed: their commits, and the upstream commits that they took.
  private(set) var syncs: [(id: String, pin: Int)] = []

  /// Has a commit taken, or an earlier sync gone back to, and checks what came of it.
  ///
  /// - Parameter sync: The sync to go back to, which took the commit.
  mutating func attempt(
    _ commit: Int, _ stand: inout PairExpectation.Stand, backTo sync: String? = nil,
    byProgram: Bool
  ) async throws -> PairExpectation.Verdict {
    let verb = sync == nil ? "to" : "back to"
    let label = "\(stand.pin) \(verb) \(commit)\(byProgram ? " by the program" : "")"
    let before = try EdgeSnapshot(of: repo.git)
    let held = try Lock(parsing: before.lock).held.map(\.id.hex)
    let expected = try PairExpectation(
      model, stand, to: commit, before,
      isHeld: held.contains { isAncestor($0, of: commit) }, isRecovery: sync != nil)
    var planned: Set<[UInt8]>?
    let outcome: PairRepo.Outcome
    if let sync {
      outcome = try await repo.recover(to: sync, byProgram: byProgram) { planned = $0 }
    } else {
      outcome = try await repo.pin(commit, byProgram: byProgram) { planned = $0 }
    }
    let after = try EdgeSnapshot(of: repo.git)
    if let planned, planned != Set(expected.steps.keys), expected.verdict == .lands {
      let odd = planned.symmetricDifference(expected.steps.keys)
      violation(label, "the plan differs at \(Self.shown(odd))")
    }
    switch (expected.verdict, outcome) {
    case (.lands, .landed):
      try checkLanding(label, before, after, expected, stand, commit)
      if sync != nil { try checkHold(label, after, leaving: stand.pin, for: commit) }
      syncs.append((after.refs["refs/heads/main"]?.id ?? "", commit))
      stand.seen = try expected.seen(model, stand, to: commit, told: Self.seen(after))
      stand.pin = commit
      stand.synced = expected.wanted
      stand.maker = stand.rules
      stand.locked = PairExpectation.locked(stand.rules, expected.wanted)
      try checkVerification(label, after, stand)
    case (.nothing, .nothing): expectUntouched(label, before, after)
    case (.refused(let statuses, let named, let conflicts), .refused(let status, let message)):
      expectUntouched(label, before, after)
      if !statuses.contains(status) { violation(label, "exit status \(status): \(message)") }
      let names = { (path: [UInt8]) in message.contains(RepoPath(path).text.string) }
      for path in named where !names(path) {
        violation(label, "\(RawPath.shown(path)) isn't named: \(message)")
      }
      for paths in conflicts where !paths.contains(where: names) {
        violation(label, "none of \(Self.shown(paths)) is named: \(message)")
      }
    default: violation(label, "expected \(Self.told(expected.verdict)), got \(outcome)")
    }
    return expected.verdict
  }

  /// Whether an upstream commit is another, or one of those that it descends from.
  private func isAncestor(_ id: String, of commit: Int) -> Bool {
    var pending = [commit]
    var seen: Set<Int> = []
    while let next = pending.popLast() {
      if (try? repo.id(of: next).hex) == id { return true }
      for parent in model.pair.history.commits[next].parents where seen.insert(parent).inserted {
        pending.append(parent)
      }
    }
    return false
  }

  /// What a recovery leaves is held, so that no daily sync brings it back; what it goes to isn't.
  private mutating func checkHold(
    _ label: String, _ after: EdgeSnapshot, leaving left: Int, for commit: Int
  ) throws {
    let held = try Lock(parsing: after.lock).held.map(\.id.hex)
    if held.contains(where: { isAncestor($0, of: commit) }) {
      violation(label, "what was gone back to is held")
    }
    let leftID = try repo.id(of: left).hex
    if !isAncestor(leftID, of: commit), !held.contains(where: { isAncestor($0, of: left) }) {
      violation(label, "what was left isn't held")
    }
  }

  /// Checks that git finds no fault in the repo, and no lock of anybody's.
  mutating func checkSound() throws {
    // A link of that name is no fault of a sync's: upstream or a person made one.
    let check = try repo.git.outcome([
      "-c", "fsck.gitignoreSymlink=ignore", "fsck", "--strict", "--no-dangling", "--no-progress",
    ])
    if check.status != 0 || !check.output.isEmpty || !check.error.isEmpty {
      violation("at the end", "git fsck: \(check.text) \(check.errorText)")
    }
    for path in try RawFiles.all(below: repo.root.appending(".git"), except: ["objects"]).keys
    where path.ends(with: ".lock") {
      violation("at the end", "\(RawPath.shown(path)) was left")
    }
  }

  private mutating func violation(_ label: String, _ text: String) {
    violations.append("\(label): \(text)")
  }

  private mutating func expectUntouched(
    _ label: String, _ before: EdgeSnapshot, _ after: EdgeSnapshot
  ) {
    let differences = before.differences(to: after)
    if !differences.isEmpty {
      violation(label, "it changed \(differences.joined(separator: ", "))")
    }
  }

  private mutating func checkLanding(
    _ label: String, _ before: EdgeSnapshot, _ after: EdgeSnapshot, _ expected: PairExpectation,
    _ stand: PairExpectation.Stand, _ commit: Int
  ) throws {
    // One commit further, and no other ref.
    var refs = after.refs
    let tip = refs["refs/heads/main"]
    refs["refs/heads/main"] = before.refs["refs/heads/main"]
    if refs != before.refs || after.headFile != before.headFile {
      violation(label, "other refs changed")
    }
    if tip?.parents != before.refs["refs/heads/main"].map({ [$0.id] }) {
      violation(label, "the branch didn't move by one commit")
    }

    var head = before.head
    var index = before.index
    var files = before.files
    for (path, step) in expected.steps {
      head[path] = step?.listed
      index[path] = step?.listed
      if let step {
        guard PairExpectation.holds(after.files[path], step.file) else {
          violation(label, "\(RawPath.shown(path)) isn't upstream's")
          continue
        }
      } else if after.files[path] != nil {
        violation(label, "\(RawPath.shown(path)) is still there")
      }
      files[path] = after.files[path]
    }
    let isTold = !expected.steps.isEmpty || commit != stand.pin
    for (path, content) in [(Self.lock, after.lock)]
      + (isTold ? [(Self.changelog, after.changelog)] : [])
    {
      head[path] = after.head[path]
      index[path] = after.head[path]
      files[path] = after.files[path]
      if !PairExpectation.holds(after.files[path], HistoryFile(kind: .file, content: content))
        || after.head[path]?.mode != "100644"
      {
        violation(label, "\(RawPath.shown(path)) isn't what was committed")
      }
    }
    if isTold, after.changelog == before.changelog {
      violation(label, "the changelog tells nothing")
    }
    for (what, found, wanted) in [
      ("HEAD's tree", after.head, head), ("the index", after.index, index),
    ] where found != wanted {
      let odd = Set(found.keys).union(wanted.keys).filter { found[$0] != wanted[$0] }
      violation(label, "\(what) differs at \(Self.shown(odd))")
    }
    let odd = Set(after.files.keys).union(files.keys).filter { after.files[$0] != files[$0] }
    if !odd.isEmpty { violation(label, "the work tree differs at \(Self.shown(odd))") }
    if after.unstaged != before.unstaged {
      let odd = after.unstaged.symmetricDifference(before.unstaged)
      violation(label, "git takes \(Self.shown(odd)) for changed, or no longer so")
    }
    try checkLock(label, after, expected, stand, commit)
  }

  private mutating func checkLock(
    _ label: String, _ after: EdgeSnapshot, _ expected: PairExpectation,
    _ stand: PairExpectation.Stand, _ commit: Int
  ) throws {
    let lock = try Lock(parsing: after.lock)
    if try lock.pin.id != repo.id(of: commit) { violation(label, "the lock names another pin") }
    let mappings = PairExpectation.locked(stand.rules, expected.wanted)
    let trees = try repo.treeIDs(mappings.map(\.files))
    let wanted = zip(mappings, trees).map { "\($0.name) \($1) \($0.files.count)" }
    let told = lock.mappings.map { "\($0.name) \($0.tree.hex) \($0.files)" }
    if told != wanted { violation(label, "the lock's trees are \(told), not \(wanted)") }
    let entries = try Self.seen(after)
    let seen = try expected.seen(model, stand, to: commit, told: entries)
    if Set(seen.keys) != Set(entries.keys) || seen.contains(where: { entries[$0.key] != $0.value })
    {
      let odd = Set(seen.keys).union(entries.keys).filter { seen[$0] != entries[$0] }
      violation(label, "the lock's overrides differ at \(Self.shown(odd))")
    }
  }

  /// The overrides' blobs as the lock tells them.
  private static func seen(_ snapshot: EdgeSnapshot) throws -> [[UInt8]: String?] {
    Dictionary(
      try Lock(parsing: snapshot.lock).overrides.map { ($0.path.bytes, $0.seen?.hex) },
      uniquingKeysWith: { first, _ in first })
  }

  private mutating func checkVerification(
    _ label: String, _ after: EdgeSnapshot, _ stand: PairExpectation.Stand
  ) throws {
    let found = try repo.verify()
    if !found.drift.isEmpty {
      violation(label, "verify tells of drift at \(Self.shown(found.drift))")
    }
    if found.files != stand.synced.count { violation(label, "verify counts \(found.files) files") }
    let candidates = Set(after.index.keys).union(after.untracked)
    let strays = try candidates.filter { path in
      try PairModel.isMapped(path, stand.rules) && stand.synced[path] == nil
        && !model.isEdgeSpecific(path, stand.rules)
        && !model.hasCounterpart(path, at: stand.pin, stand.rules)
    }
    // What only HEAD has left is told as well, unless git would ignore it.
    let odd = found.strays.symmetricDifference(strays).filter {
      candidates.contains($0) || after.head[$0] == nil
    }
    if !odd.isEmpty { violation(label, "strays differ at \(Self.shown(odd))") }
  }

  private static func shown(_ paths: some Sequence<[UInt8]>) -> String {
    paths.sorted().map { RawPath.shown($0) }.joined(separator: " ")
  }

  private static func told(_ verdict: PairExpectation.Verdict) -> String {
    guard case .refused(let statuses, let named, let conflicts) = verdict else {
      return "\(verdict)"
    }
    return
      "a refusal with \(statuses) that names \(shown(named)) \(conflicts.map { shown($0) })"
  }
}

extension Array<UInt8> {
  fileprivate func ends(with text: String) -> Bool {
    suffix(text.utf8.count).elementsEqual(text.utf8)
  }
}
