import Git
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// What each upstream commit touches, against `git diff-tree` and a decision of the tests' own.
@Suite struct HistoryTests {
  @Test(arguments: [HistoryRepo.Graph.none, .chain])
  func commitsAndFilesAreThoseOfDiffTree(_ graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: graph == .none ? 400 : 60)).map {
      RandomHistory(seed: 10_000 + $0, hasSubmodules: $0 % 4 == 0)
    }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    try repo.write(graph)
    let oracle = try CommitOracle(repo)
    let upstream = try Repository(at: repo.folder)
    var concerned = 0
    var merges = 0
    for (index, history) in histories.enumerated() {
      let rules = RandomRules(seed: history.seed)
      let sut = try History(upstream, Classifier(try rules.manifest()))
      for (number, commit) in history.commits.enumerated() {
        let id = repo.ids[index][number]
        let read = try upstream.node(try #require(ObjectID(hex: id)))
        let wanted = oracle.changes(of: number, in: index)
        let places = wanted.flatMap { change in
          rules.places(of: change.path).map { CommitOracle.Touched(change, $0) }
        }
        let label: Comment = "history \(history.seed), commit \(number) \(id)"

        let concerns = places.contains { $0.place.group != .outside }
        #expect(try sut.candidates(among: [read]).map(\.id) == (concerns ? [read.id] : []), label)
        if concerns {
          concerned += 1
          if commit.parents.count > 1 { merges += 1 }
        }

        let described = try #require(try sut.describe([read]).first, label)
        let found = described.files.flatMap { CommitOracle.Touched.each(of: $0) }
        #expect(CommitOracle.counted(found) == CommitOracle.counted(places), label)

        // With one place for each file, a rename is one file where both ends are in one group.
        guard !oracle.isAmbiguous(history, rules),
          !RenameVersions.differ(history, [number] + commit.parents)
        else { continue }
        var counts: [FileGroup: Int] = [:]
        for change in oracle.changes(of: number, in: index, findingRenames: true) {
          let new = rules.places(of: change.path)[0]
          counts[new.group, default: 0] += 1
          guard let oldPath = change.oldPath else { continue }
          let old = rules.places(of: oldPath)[0]
          if old.group != new.group || (old.path == nil) != (new.path == nil) {
            counts[old.group, default: 0] += 1
          }
        }
        for group in FileGroup.allCases {
          #expect(described.counts[group] == counts[group] ?? 0, label)
        }
      }
    }
    // The corpus holds what it is for.
    #expect(concerned > histories.count)
    #expect(merges > histories.count / 10)
  }

  @Test func diffsAreThoseOfDiffRaw() throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: 400)).map {
      RandomHistory(seed: 20_000 + $0, hasSubmodules: $0 % 4 == 0)
    }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    let upstream = try Repository(at: repo.folder)
    var pairs: [(history: Int, old: Int, new: Int)] = []
    for (index, history) in histories.enumerated() {
      var random = SeededGenerator(seed: history.seed)
      for _ in 0..<4 {
        let count = history.commits.count
        pairs.append((index, random.below(count), random.below(count)))
      }
    }
    let trees = pairs.map {
      TreePair(repo.trees[repo.ids[$0.history][$0.old]], repo.trees[repo.ids[$0.history][$0.new]])
    }
    let plain = try repo.git.rawChanges(trees)
    let renamed = try repo.git.rawChanges(trees, findingRenames: true)
    var renames = 0
    for (pair, tree) in zip(pairs, trees) {
      let history = histories[pair.history]
      let label: Comment = "history \(history.seed): \(pair.old) to \(pair.new)"
      let old = try #require(ObjectID(hex: repo.ids[pair.history][pair.old]))
      let new = try #require(ObjectID(hex: repo.ids[pair.history][pair.new]))
      let oldTree = try upstream.commitTree(old)
      let newTree = try upstream.commitTree(new)
      let found = try upstream.changes(from: oldTree, to: newTree)
      #expect(found.map(\.raw) == CommitOracle.sorted(plain[tree]), label)
      let paired = try upstream.changesWithRenames(from: oldTree, to: newTree)
      if !RenameVersions.differ(history, [pair.old, pair.new]) {
        #expect(paired.map(\.raw) == CommitOracle.sorted(renamed[tree]), label)
        renames += paired.count { $0.oldPath != nil }
      }

      let rules = RandomRules(seed: pair.history)
      let sut = try History(upstream, Classifier(try rules.manifest()))
      let files = try sut.files(from: old, to: new)
      let touched = files.flatMap { CommitOracle.Touched.each(of: $0) }
      let wanted = (plain[tree] ?? []).flatMap { change in
        rules.places(of: change.path).map { CommitOracle.Touched(change, $0) }
      }
      #expect(CommitOracle.counted(touched) == CommitOracle.counted(wanted), label)
    }
    #expect(renames > histories.count / 3)
  }
}

/// Where versions of git find different renames: before 2.44 the last line of a file didn't count where it
/// has no newline.
enum RenameVersions {
  static func differ(_ history: RandomHistory, _ commits: [Int]) -> Bool {
    let trees = commits.map { history.commits[$0].tree.files }
    return trees.contains { tree in
      tree.contains { path, file in
        // A file that stays as it is takes part in no rename.
        [.file, .executable].contains(file.kind) && !file.content.isEmpty
          && file.content.last != 0x0A && trees.contains { $0[path] != file }
      }
    }
  }
}

extension TreeChange {
  /// The change as `git diff --raw` prints it.
  var raw: RawChange {
    RawChange(
      oldMode: old?.mode.sixDigits ?? "000000", newMode: new?.mode.sixDigits ?? "000000",
      oldID: (old?.id ?? .zero).hex, newID: (new?.id ?? .zero).hex, status: status.rawValue,
      path: path.bytes, oldPath: oldPath?.bytes)
  }
}
