import Git

extension PinSearch {
  /// What is told of the candidate that was taken.
  func report(
    _ chosen: Candidate, _ copied: [[(path: RepoPath, item: TreeItem)]], leftOut: [LeftOut],
    commits: Int, tip: SearchedTips.Tip?
  ) throws -> Found {
    var differences: [Difference] = []
    var edgeOnly: [RepoPath] = []
    var shared: [RepoPath] = []
    var left: [RepoPath] = []
    var submodules: [RepoPath] = []
    for (index, place) in places.enumerated() {
      let present = try files(of: chosen, place: index)
      var own: Set<RepoPath> = []
      for file in copied[index] {
        let path = place.to.appending(file.path)
        guard isKnown(file.path, place: index) else {
          // A submodule that stands here too is nobody's file.
          if file.item.mode != .gitlink || present[file.path]?.mode != .gitlink {
            edgeOnly.append(path)
          }
          continue
        }
        own.insert(file.path)
        shared.append(path)
        guard let item = present[file.path], item.mode != .gitlink else {
          differences.append(Difference(path: path, kind: .notThere))
          continue
        }
        if item == file.item { continue }
        let isModeOnly = item.id == file.item.id
        differences.append(Difference(path: path, kind: isModeOnly ? .mode : .modified))
      }
      for (file, item) in present where !own.contains(file) {
        let path = place.to.appending(file)
        if item.mode == .gitlink {
          submodules.append(path)
          left.append(path)
        } else if rules.isCompared(index, file) {
          if isMissing(file, place: index, besides: leftOut[index]) {
            differences.append(Difference(path: path, kind: .missing))
          } else {
            left.append(path)
          }
        }
      }
    }
    // A file that one place lacks may be what another place brings.
    let others = Set(places.map(\.to))
    return Found(
      commit: try upstream.commit(chosen.commit),
      differences: differences.sorted { $0.path < $1.path }, leftOut: left.sorted(),
      submodules: submodules.sorted(), edgeOnly: edgeOnly.filter { !others.contains($0) }.sorted(),
      shared: shared, commits: commits, tip: tip)
  }

  /// Whether a file that the copy lacks is missing, rather than left out.
  private func isMissing(_ file: RepoPath, place: Int, besides leftOut: LeftOut) -> Bool {
    if leftOut.isComplete { return true }
    return isInTakenFolder(file, place: place) && !leftOut.always.contains(file)
      && !leftOut.isOfKindNeverTaken(file)
  }

  /// The files that a candidate has at a place, by their path from it.
  private func files(of candidate: Candidate, place: Int) throws -> [RepoPath: TreeItem] {
    guard let item = candidate.items[place] else { return [:] }
    guard item.mode == .folder else { return [.root: item] }
    let files = try upstream.files(of: item.id)
    return Dictionary(files.map { ($0.path, $0.item) }) { first, _ in first }
  }

  /// Files of the copy that tell two candidates apart, by their path in the edge repo, sorted.
  func differing(_ one: Candidate, _ other: Candidate) throws -> [RepoPath] {
    var found: Set<RepoPath> = []
    for (index, place) in places.enumerated() where one.items[index] != other.items[index] {
      let (left, right) = (try files(of: one, place: index), try files(of: other, place: index))
      for (path, item) in left where right[path] != item { found.insert(place.to.appending(path)) }
      for path in right.keys where left[path] == nil { found.insert(place.to.appending(path)) }
    }
    return found.sorted()
  }
}
