import Git
import Support
import SystemPackage
import Testing

/// Whose ancestor a commit is, against reachability as the histories were made: branched, merged, with
/// several roots, and with clocks that are right, stand still or are wrong by years.
@Suite struct AncestryTests {
  @Test(arguments: [HistoryRepo.Graph.none, .whole, .outdated])
  func everyPairOfCommitsIsToldRight(_ graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: graph == .none ? 120 : 40)).map {
      RandomHistory(seed: $0)
    }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    try repo.write(graph)
    let repository = try Repository(at: repo.folder)
    var answers: [Bool: Int] = [:]
    for (history, ids) in zip(histories, repo.ids) {
      let commits = try ids.map { try #require(ObjectID(hex: $0)) }
      var reached: [Set<Int>] = []
      for (index, commit) in history.commits.enumerated() {
        reached.append(commit.parents.reduce(into: [index]) { $0.formUnion(reached[$1]) })
        for other in history.commits.indices {
          guard other <= index else { continue }
          let expected = reached[index].contains(other)
          let found = try repository.isAncestor(commits[other], of: commits[index])
          #expect(found == expected, "seed \(history.seed): \(other) of \(index)")
          let back = try repository.isAncestor(commits[index], of: commits[other])
          #expect(back == (index == other), "seed \(history.seed): \(index) of \(other)")
          answers[expected, default: 0] += 1
        }
      }
    }
    // Histories that were all one line would prove little.
    #expect(answers[true, default: 0] > 1000)
    #expect(answers[false, default: 0] > 500)
  }

  /// Where two commits part, against git: which of several best ones it is, is either's choice.
  @Test func whereTwoCommitsPart() throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: 8)).map { RandomHistory(seed: $0) }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    let repository = try Repository(at: repo.folder)
    let git = Plumbing(repo.folder)
    var count = 0
    for ids in repo.ids {
      for (index, one) in ids.enumerated() {
        for two in ids[index...].prefix(3) {
          let expected = try git.outcome(["merge-base", "--all", one, two]).lines
          let found = try repository.mergeBase(
            #require(ObjectID(hex: one)), #require(ObjectID(hex: two)))
          #expect(found == nil ? expected.isEmpty : expected.contains("\(found!)"))
          count += 1
        }
      }
    }
    #expect(count > 100)
  }
}
