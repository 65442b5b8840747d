import Git
import Support
import SystemPackage
import Testing
import Upstream

/// The commits of `pin..tip`, against `git rev-list` and against reachability as the histories were made.
@Suite struct CommitRangeTests {
  @Test(arguments: HistoryRepo.Graph.allCases)
  func rangesAreThoseOfRevList(_ graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let count = HistoryCount.of(short: graph == .none ? 500 : 40)
    let histories = (0..<count).map { RandomHistory(seed: $0) }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    try repo.write(graph)
    var cases: [(history: Int, tip: Int, pin: Int)] = []
    for (index, history) in histories.enumerated() {
      var random = SeededGenerator(seed: index)
      let last = history.commits.count - 1
      cases.append((index, last, random.below(last)))
      cases.append((index, random.below(last + 1), random.below(last + 1)))
    }
    let lists = try repo.git.revLists(
      cases.map { (repo.ids[$0.history][$0.tip], repo.ids[$0.history][$0.pin]) })
    let upstream = try Repository(at: repo.folder)
    #expect((upstream.commitGraph != nil) == graph.isUsable)
    #expect((upstream.commitGraphFault == nil) == (graph.isUsable || graph == .none))
    var ordered = 0
    for (item, list) in zip(cases, lists) {
      let ids = repo.ids[item.history]
      let found = try Self.ids(of: upstream, from: ids[item.tip], notFrom: ids[item.pin])
      let commits = histories[item.history].commits.map(\.parents)
      let wanted = Self.reached(from: item.tip, in: commits)
        .subtracting(Self.reached(from: item.pin, in: commits))
      #expect(Set(found) == Set(wanted.map { ids[$0] }), "\(item)")
      #expect(found.count == wanted.count, "\(item)")
      // Wrong clocks lead git itself astray now and then; its order counts where its set is right.
      if Set(list) == Set(found) {
        #expect(found == list, "\(item)")
        ordered += 1
      }
    }
    #expect(ordered > cases.count * 9 / 10)
  }

  static func ids(
    of repository: Repository, from tip: String, notFrom pin: String
  ) throws -> [String] {
    var range = try CommitRange(
      repository, from: try #require(ObjectID(hex: tip)),
      notFrom: [try #require(ObjectID(hex: pin))])
    var found: [String] = []
    while let commit = try range.next() { found.append(commit.id.hex) }
    return found
  }

  static func reached(from tip: Int, in parents: [[Int]]) -> Set<Int> {
    var reached: Set<Int> = []
    var pending = [tip]
    while let next = pending.popLast() {
      if reached.insert(next).inserted { pending += parents[next] }
    }
    return reached
  }
}
