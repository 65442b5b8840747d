import Git
import Rules
import Text
import Upstream

extension EdgeRepo {
  /// Upstream's history under the manifest's rules, with each mapping followed to where its files stand at the pin
  /// and in some commits.
  ///
  /// - Throws: ``SourceError/nowhere(mapping:pin:candidate:meant:)`` where a mapping takes what upstream has neither
  ///   at the pin nor in any of the commits.
  package func history(in upstream: Repository, to commits: [ObjectID]) throws -> History {
    let history = try History(upstream, classifier, places: places)
    let pin = lock.pin.id
    guard upstream.contains(pin) else { return history }
    let pinned = try places.placed(in: upstream.commitTree(pin), upstream)
    let isAsWritten = try ([pin] + commits).allSatisfy { commit in
      let placed = try places.placed(in: upstream.commitTree(commit), upstream)
      return zip(placed, manifest.mappings).allSatisfy { $0?.path == $1.from }
    }
    for (mapping, placed) in pinned.enumerated() {
      if let placed { places.setFolder(placed.item.mode == .folder, of: mapping) }
    }
    // A folder in one and a file in another are told apart only once it is known which is meant.
    if isAsWritten { return try settled(history, commits) }
    try addPlacesAtPin(upstream, missing: pinned.indices.filter { pinned[$0] == nil })
    _ = try settled(history, commits)
    try refuseNowhere(upstream, commits)
    return history
  }

  /// Finds the places in each of the commits; where all are there, nothing is searched.
  private func settled(_ history: History, _ commits: [ObjectID]) throws -> History {
    for commit in Set(commits) where commit != lock.pin.id {
      try history.settle(lock.pin.id, commit)
    }
    return history
  }

  /// Where the files stood by the manifest that made the lock.
  private func addPlacesAtPin(_ upstream: Repository, missing: [Int]) throws {
    guard !missing.isEmpty, let maker = try? PinnedFiles(of: self, in: upstream).manifest else {
      return
    }
    let tree = try upstream.commitTree(lock.pin.id)
    for mapping in missing {
      let name = manifest.mappings[mapping].name
      guard let before = maker.mappings.first(where: { $0.name == name }),
        let item = try upstream.item(at: before.from, in: tree)
      else { continue }
      if item.mode != .gitlink { places.add(before.from, of: mapping) }
    }
  }

  /// Refuses a mapping from what upstream has nowhere: a slip, or a manifest that is another upstream's.
  private func refuseNowhere(_ upstream: Repository, _ commits: [ObjectID]) throws {
    let pin = lock.pin.id
    let trees = try ([pin] + commits).map { try upstream.commitTree($0) }
    for (index, mapping) in manifest.mappings.enumerated() {
      let isThere = try trees.contains { try upstream.item(at: mapping.from, in: $0) != nil }
      // What stood there for a while in between has moved on.
      if isThere
        || places.moves.contains(where: { move in
          move.mapping == index && (move.from == mapping.from || move.to == mapping.from)
        })
      {
        continue
      }
      var meant: RepoPath?
      for tree in trees.reversed() where meant == nil {
        meant =
          try places.placed(in: tree, upstream)[index]?.path
          ?? NearPath.find(mapping.from, in: tree, upstream)
      }
      throw SourceError.nowhere(
        mapping: mapping, pin: pin, candidate: commits.first ?? pin, meant: meant)
    }
  }

  /// The mappings whose files aren't where the manifest has them in a commit, as far as upstream moved or deleted
  /// them since they were there.
  ///
  /// - Parameter history: A history that is settled for the commit.
  package func missingSources(
    at commit: ObjectID, in upstream: Repository, _ history: History
  ) throws -> [MissingSource] {
    let tree = try upstream.commitTree(commit)
    let placed = try history.places.placed(in: tree, upstream)
    var missing: [MissingSource] = []
    for (index, mapping) in manifest.mappings.enumerated()
    where placed[index]?.path != mapping.from && !mapping.from.isRoot {
      let present = try upstream.item(at: mapping.from, in: tree)
      missing.append(
        MissingSource(
          mapping: index, name: mapping.name, from: mapping.from, line: mapping.fromLine,
          candidate: commit, present: MissingSource.Present(present), place: placed[index]?.path,
          move: history.places.lastMove(of: index, from: mapping.from)))
    }
    return missing
  }
}

extension MissingSource.Present {
  fileprivate init(_ item: TreeItem?) {
    switch item?.mode {
    case nil: self = .nothing
    case .gitlink?: self = .submodule
    case .symlink?: self = .link
    case .folder?: self = .folder
    default: self = .file
    }
  }
}

/// Finds what a path that isn't there may have been meant for: one that differs in case only, or by a slip.
enum NearPath {
  /// Letters that a slip gets wrong in one name.
  private static let slip = 2

  static func find(
    _ path: RepoPath, in tree: ObjectID, _ upstream: Repository
  ) throws(GitError) -> RepoPath? {
    var folder: ObjectID? = tree
    var found = RepoPath.root
    for name in path.names {
      guard let present = folder else { return nil }
      let wanted = String(decoding: name, as: UTF8.self)
      let entries = try upstream.tree(present)
      let near = entries.min { left, right in
        distance(left.name, name, wanted) < distance(right.name, name, wanted)
      }
      guard let near, distance(near.name, name, wanted) <= slip else { return nil }
      found = found.appending(near.name)
      folder = near.item.mode == .folder ? near.item.id : nil
    }
    return found == path ? nil : found
  }

  private static func distance(
    _ entry: [UInt8], _ name: ArraySlice<UInt8>, _ wanted: String
  ) -> Int {
    if entry.elementsEqual(name) { return 0 }
    // Only names of about one length can be slips of each other.
    guard abs(entry.count - name.count) <= slip, entry.count > slip || entry.count == name.count
    else { return .max }
    let text = String(decoding: entry, as: UTF8.self)
    if text.lowercased() == wanted.lowercased() { return 1 }
    return editDistance(text, wanted)
  }
}
