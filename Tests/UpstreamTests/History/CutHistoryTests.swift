import Foundation
import Git
import Support
import Testing

/// Ranges where something beside the commits says what their parents are, against `git rev-list`.
@Suite struct CutHistoryTests {
  /// A shallow clone ends where its list says.
  @Test(arguments: [HistoryRepo.Graph.none, .whole])
  func rangesOfShallowRepositoriesAreThoseOfRevList(_ graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let repo = try Self.repo(in: folder, graph, seed: 40_000)
    var cut: Set<String> = []
    for (index, ids) in repo.ids.enumerated() {
      var random = SeededGenerator(seed: index)
      for _ in 0..<2 { cut.insert(random.pick(ids)) }
    }
    try folder.write(Array(cut.sorted().map { $0 + "\n" }.joined().utf8), to: "upstream/shallow")
    let cases = Self.cases(repo)
    let lists = try repo.git.revLists(cases.map { ($0.tip, $0.pin) })
    let upstream = try Repository(at: repo.folder)
    #expect(upstream.commitGraph == nil)
    var ordered = 0
    var shorter = 0
    for (item, list) in zip(cases, lists) {
      let parents = repo.histories[item.history].commits.enumerated().map { place, commit in
        cut.contains(repo.ids[item.history][place]) ? [] : commit.parents
      }
      let ids = repo.ids[item.history]
      let reached = { (id: String) in
        CommitRangeTests.reached(from: ids.firstIndex(of: id) ?? 0, in: parents)
      }
      let wanted = reached(item.tip).subtracting(reached(item.pin))
      let found = try CommitRangeTests.ids(of: upstream, from: item.tip, notFrom: item.pin)
      #expect(Set(found) == Set(wanted.map { ids[$0] }), "history \(item.history)")
      if reached(item.tip).contains(where: { cut.contains(ids[$0]) }) { shorter += 1 }
      if Set(list) == Set(found) {
        #expect(found == list, "history \(item.history)")
        ordered += 1
      }
    }
    #expect(shorter > cases.count / 2)
    #expect(ordered > cases.count * 9 / 10)
  }

  /// `refs/replace/` and `info/grafts` are one machine's own; a commit's parents are those that it names, for
  /// edgesync as for git with both turned off.
  @Test(arguments: [HistoryRepo.Graph.none, .whole])
  func whatReplacesCommitsChangesNoRange(_ graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let repo = try Self.repo(in: folder, graph, seed: 50_000)
    var refs = ""
    var grafts = ""
    for (index, ids) in repo.ids.enumerated() {
      var random = SeededGenerator(seed: index)
      let replaced = random.below(ids.count)
      refs += "create refs/replace/\(ids[replaced]) \(ids[(replaced + 1) % ids.count])\n"
      grafts += "\(random.pick(ids)) \(random.pick(repo.ids[0]))\n"
    }
    let plain = try repo.git.line("rev-list", "--all", "--count")
    try repo.git.run("update-ref", "--stdin", input: Array(refs.utf8))
    try folder.write(Array(grafts.utf8), to: "upstream/info/grafts")
    #expect(try repo.git.line("rev-list", "--all", "--count") != plain)
    let git = Plumbing(
      repo.folder, variables: ["GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": "/dev/null"])
    let cases = Self.cases(repo)
    let lists = try git.revLists(cases.map { ($0.tip, $0.pin) })
    let upstream = try Repository(at: repo.folder)
    #expect((upstream.commitGraph == nil) == (graph == .none))
    var ordered = 0
    for (item, list) in zip(cases, lists) {
      let ids = repo.ids[item.history]
      let parents = repo.histories[item.history].commits.map(\.parents)
      let reached = { (id: String) in
        CommitRangeTests.reached(from: ids.firstIndex(of: id) ?? 0, in: parents)
      }
      let wanted = reached(item.tip).subtracting(reached(item.pin))
      let found = try CommitRangeTests.ids(of: upstream, from: item.tip, notFrom: item.pin)
      #expect(Set(found) == Set(wanted.map { ids[$0] }), "history \(item.history)")
      // Wrong clocks lead git astray now and then; its order counts where its set is right.
      if Set(list) == Set(found) {
        #expect(found == list, "history \(item.history)")
        ordered += 1
      }
    }
    #expect(ordered > cases.count * 9 / 10)
  }

  private static func repo(
    in folder: TemporaryFolder, _ graph: HistoryRepo.Graph, seed: Int
  ) throws -> HistoryRepo {
    let histories = (0..<HistoryCount.of(short: 60)).map { RandomHistory(seed: seed + $0) }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    try repo.write(graph)
    return repo
  }

  private static func cases(_ repo: HistoryRepo) -> [(history: Int, tip: String, pin: String)] {
    repo.ids.enumerated().map { index, ids in
      var random = SeededGenerator(seed: index)
      return (index, ids[ids.count - 1], random.pick(ids))
    }
  }
}
