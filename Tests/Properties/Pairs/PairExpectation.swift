import Support

/// What a sync to a commit has to do, told from what the repo holds before it.
package struct PairExpectation {
  /// What has to become of the attempt.
  package enum Verdict: Equatable {
    /// It lands.
    case lands
    /// There is nothing to do.
    case nothing
    /// It is refused: with one of these exit statuses, naming these paths, and one of those.
    case refused(statuses: Set<Int32>, naming: Set<[UInt8]>, orOneOf: [Set<[UInt8]>])
  }

  /// What has to become of the attempt.
  package private(set) var verdict: Verdict
  /// The files that change, with what they are after it.
  package private(set) var steps: [[UInt8]: PairModel.Synced?] = [:]
  /// What is synced after it.
  package private(set) var wanted: [[UInt8]: PairModel.Synced] = [:]

  /// What the lock tells of a mapping: its name, and its files by their paths below its place.
  package struct LockedMapping: Equatable {
    let name: String
    let files: [[UInt8]: ListedFile]
  }

  /// Where a repo stands before an attempt.
  package struct Stand {
    /// The upstream commit that the lock names.
    var pin: Int
    /// The manifest that was committed last.
    var rules: PairRules
    /// What the last sync put in place.
    var synced: [[UInt8]: PairModel.Synced]
    /// The manifest that the last sync was made by.
    var maker: PairRules
    /// What the lock says of the mappings.
    var locked: [LockedMapping]
    /// Upstream's blobs of overrides that were seen, as the lock has them.
    var seen: [[UInt8]: String?]
  }

  /// The mappings as a lock has to tell them.
  package static func locked(
    _ rules: PairRules, _ files: [[UInt8]: PairModel.Synced]
  ) -> [LockedMapping] {
    rules.mappings.enumerated().map { index, mapping in
      var below: [[UInt8]: ListedFile] = [:]
      for (path, file) in files where file.mapping == index {
        let relative = RawPath.below(mapping.to, path) ?? []
        below[relative.isEmpty ? RawPath.name(of: mapping.to) : relative] = file.listed
      }
      return LockedMapping(name: mapping.name, files: below)
    }
  }

  /// What a sync to a commit has to do.
  ///
  /// - Parameters:
  ///   - isHeld: Whether the lock holds the commit, or one that it descends from.
  ///   - isRecovery: Whether it goes back to an earlier sync.
  package init(
    _ model: PairModel, _ stand: Stand, to commit: Int, _ now: EdgeSnapshot, isHeld: Bool,
    isRecovery: Bool
  ) throws {
    verdict = .lands
    guard model.isWhole(commit, besidePin: stand.pin, stand.rules) else {
      verdict = .refused(statuses: [3, 78], naming: [], orOneOf: [])
      return
    }
    if isHeld {
      verdict = .refused(statuses: [1], naming: [], orOneOf: [])
      return
    }
    // What has been declared edge-specific since is the edge repo's, however it got to be as it is.
    let drifted = try Self.drift(stand.synced, now).filter {
      try !model.isEdgeSpecific($0, stand.rules)
    }
    guard case .files(let wanted) = try model.wanted(at: commit, stand.rules) else {
      verdict = .refused(
        statuses: drifted.isEmpty ? [78] : [78, 3], naming: [], orOneOf: [])
      return
    }
    self.wanted = wanted
    let submodules = Set(wanted.filter { $0.value.file.kind == .submodule }.keys)
    guard submodules.isEmpty else {
      verdict = .refused(statuses: [1], naming: submodules, orOneOf: [])
      return
    }
    let atPin = model.atPin(stand.rules, stand.pin, madeBy: stand.maker)
    try addSteps(model, stand, now, to: commit, atPin)

    let leaving = Set(steps.filter { $0.value == nil }.keys)
    let standing = [Set(now.head.keys), Set(now.index.keys), Set(now.files.keys)]
      .map { $0.subtracting(leaving) }
    var conflicts: [Set<[UInt8]>] = []
    for (path, step) in steps where step != nil && stand.synced[path] == nil {
      let found = Self.conflicts(of: path, in: standing)
      if !found.isEmpty { conflicts.append(found) }
    }
    var named = drifted
    for (path, file) in wanted where stand.synced[path] == nil && steps[path] == nil {
      // It stands there already, as upstream has it; a change that isn't committed is in the way.
      let isUnchanged =
        now.index[path] == file.listed && Self.holds(now.files[path], file.file)
      if !isUnchanged { named.insert(path) }
    }
    if !named.isEmpty || !conflicts.isEmpty {
      verdict = .refused(statuses: [3], naming: named, orOneOf: conflicts)
    } else if !isRecovery, try isEmptied(model, stand, at: commit, atPin) {
      verdict = .refused(statuses: [3], naming: [], orOneOf: [])
    } else if steps.isEmpty, commit == stand.pin,
      Self.locked(stand.rules, wanted) == stand.locked
    {
      verdict = .nothing
    }
  }

  private mutating func addSteps(
    _ model: PairModel, _ stand: Stand, _ now: EdgeSnapshot, to commit: Int, _ atPin: PairRules
  ) throws {
    for (path, file) in wanted {
      if stand.synced[path]?.listed == file.listed { continue }
      if stand.synced[path] == nil, now.head[path] == file.listed { continue }
      steps[path] = .some(file)
    }
    for (path, file) in stand.synced
    where try wanted[path] == nil
      && model.hasToGo(file, from: path, stand.rules, atPin: atPin, pin: stand.pin, to: commit)
    {
      steps[path] = .some(nil)
    }
  }

  /// Whether upstream has none of some mapping's files any more.
  private func isEmptied(
    _ model: PairModel, _ stand: Stand, at commit: Int, _ atPin: PairRules
  ) throws -> Bool {
    let locked = Set(stand.locked.filter { !$0.files.isEmpty }.map(\.name))
    return try !locked.intersection(model.filled(at: stand.pin, atPin))
      .isSubset(of: model.filled(at: commit, stand.rules))
  }

  /// Synced paths that HEAD, the index or the work tree holds otherwise than upstream.
  private static func drift(
    _ synced: [[UInt8]: PairModel.Synced], _ now: EdgeSnapshot
  ) -> Set<[UInt8]> {
    Set(
      synced.filter { path, file in
        now.head[path] != file.listed || now.index[path] != file.listed
          || !holds(now.files[path], file.file)
      }.keys)
  }

  /// Whether a file of the work tree is what upstream has.
  package static func holds(_ entry: RawFiles.Entry?, _ file: HistoryFile) -> Bool {
    guard let entry, entry.content == file.content else { return false }
    switch entry.mode & 0o170000 {
    case 0o120000: return file.kind == .symlink
    case 0o100000: return file.kind == (entry.mode & 0o100 != 0 ? .executable : .file)
    default: return false
    }
  }

  /// What stands at a path, in the place of one of its folders, or below it.
  private static func conflicts(of path: [UInt8], in standing: [Set<[UInt8]>]) -> Set<[UInt8]> {
    let folders = RawPath.folders(of: path)
    var found: Set<[UInt8]> = []
    for files in standing {
      for place in folders + [path] where files.contains(place) { found.insert(place) }
      for file in files where file.starts(with: path + [0x2F]) { found.insert(file) }
    }
    return found
  }

  /// The overrides' blobs as the lock has to tell them after the sync.
  ///
  /// Where upstream moves what a mapping takes, the file's history tells what it was at the pin: not modelled here, so
  /// that the lock may tell any blob of the pin's.
  ///
  /// - Parameter told: What the lock tells.
  package func seen(
    _ model: PairModel, _ stand: Stand, to commit: Int, told: [[UInt8]: String?]
  ) throws -> [[UInt8]: String?] {
    let atPin = model.atPin(stand.rules, stand.pin, madeBy: stand.maker)
    let now = try model.overrides(at: commit, stand.rules)
    let before = try model.overrides(at: stand.pin, atPin)
    let pinned = Set(model.listings[stand.pin].values.map(\.id))
    var seen: [[UInt8]: String?] = [:]
    // What only the lock tells of has to be such a blob as well, of a file that upstream hasn't at the commit.
    for path in Set(now.keys).union(before.keys).union(stand.seen.keys).union(told.keys) {
      guard try now[path] != nil || model.isEdgeSpecific(path, stand.rules) else { continue }
      var blob = stand.seen.index(forKey: path).map { stand.seen[$0].value } ?? before[path]?.id
      if blob == nil, let told = told[path] ?? nil, pinned.contains(told),
        model.isMissing(path, at: stand.pin, atPin)
      {
        blob = told
      }
      if now[path] == nil, blob == nil { continue }
      seen[path] = .some(blob)
    }
    return seen
  }
}
