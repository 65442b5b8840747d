import Support
import SystemPackage

/// A user who works in a pair's edge repo between syncs: mostly on files that are theirs, and now and
/// then on one that isn't.
package struct RandomUser {
  private let repo: PairRepo
  private let model: PairModel
  /// What they did, for the report of a failure.
  package private(set) var diary: [String] = []

  /// A user of a repo.
  package init(_ repo: PairRepo, _ model: PairModel) {
    self.repo = repo
    self.model = model
  }

  /// Does some work.
  ///
  /// - Parameter synced: Paths that upstream owns.
  package mutating func work(
    synced: Set<[UInt8]>, _ random: inout SeededGenerator
  ) throws {
    for _ in 0...random.below(4) {
      let index = Set(try repo.git.indexFiles().keys)
      let own = index.subtracting(synced).subtracting(PairRules.ownFiles).sorted()
      let present = Set(
        try RawFiles.all(below: repo.root, except: [".git"])
          .filter { $0.value.mode & 0o170000 != 0o040000 }.keys)
      let isDrift = random.chance(4)
      switch random.below(isDrift ? 5 : 10) {
      case 0 where isDrift || !own.isEmpty:
        let path = random.pick(isDrift ? synced.sorted() + [[0x78]] : own)
        if present.contains(path) {
          try write(path, kind: .file, "changed", &random)
          try stage(path, oneIn: 2, &random)
        }
      case 1 where isDrift || !own.isEmpty:
        let path = random.pick(isDrift ? synced.sorted() + [[0x78]] : own)
        if present.contains(path) {
          try RawFiles.remove(path, below: repo.root)
          note("removed", path)
          try stage(path, oneIn: 2, &random)
        }
      case 2 where isDrift || !own.isEmpty:
        let path = random.pick(isDrift ? synced.sorted() + [[0x78]] : own)
        if index.contains(path) {
          try repo.git.run("update-index", "--force-remove", "-z", "--stdin", input: path + [0])
          note("took out of the index", path)
        }
      case 3 where isDrift || !own.isEmpty:
        let path = random.pick(isDrift ? synced.sorted() + [[0x78]] : own)
        if present.contains(path) {
          try write(path, kind: .executable, "made a program of", &random)
          try stage(path, oneIn: 2, &random)
        }
      case 4 where isDrift || !own.isEmpty:
        let path = random.pick(isDrift ? synced.sorted() + [[0x78]] : own)
        if present.contains(path) {
          try write(path, kind: .symlink, "made a link of", &random)
          try stage(path, oneIn: 2, &random)
        }
      case 5, 6, 7:
        let path = random.pick(model.pair.ownPaths)
        if PairRepo.isFree(path, among: present.union(index)) {
          try write(path, kind: random.chance(15) ? .executable : .file, "made", &random)
          try stage(path, oneIn: 3, &random)
        }
      default:
        if random.chance(60), try repo.git.outcome(["diff", "--cached", "--quiet"]).status == 1 {
          try repo.git.run("commit", "--quiet", "--message", "Work of a user")
          diary.append("committed")
        }
      }
    }
  }

  private mutating func write(
    _ path: [UInt8], kind: HistoryFile.Kind, _ word: String, _ random: inout SeededGenerator
  ) throws {
    let text = "a user's \(random.below(1000))"
    try RawFiles.write(
      HistoryFile(kind: kind, content: Array(text.utf8)), at: path, below: repo.root)
    note(word, path)
  }

  private mutating func stage(
    _ path: [UInt8], oneIn count: Int, _ random: inout SeededGenerator
  ) throws {
    guard random.happens(oneIn: count) else { return }
    try repo.git.run("update-index", "--add", "--remove", "-z", "--stdin", input: path + [0])
    note("staged", path)
  }

  private mutating func note(_ word: String, _ path: [UInt8]) {
    diary.append("\(word) \(RawPath.shown(path))")
  }
}

extension Sequence<[UInt8]> {
  /// The paths in git's order of bytes: a set's own order differs from run to run.
  package func sorted() -> [[UInt8]] { sorted { $0.lexicographicallyPrecedes($1) } }
}
