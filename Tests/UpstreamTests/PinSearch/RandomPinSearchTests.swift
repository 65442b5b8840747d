import Foundation
import Git
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// Where a copy came from, against every upstream commit compared file by file.
@Suite struct RandomPinSearchTests {
  /// A copy of a folder of an upstream commit, in an edge repo of one or two commits.
  private struct Case {
    let history: Int
    let place: PinSearch.Place
    /// The upstream commit that was copied.
    let origin: Int
    let edge: RandomHistory
    /// The copy's files by their path below the folder, the edge repo's own aside.
    let copy: [[UInt8]: HistoryFile]
  }

  private static let ownFile = Array("Makefile.edge".utf8)

  /// The files below a folder of an upstream commit.
  private static func files(
    _ history: RandomHistory, _ commit: Int, _ folder: RepoPath
  ) -> [[UInt8]: HistoryFile] {
    var files: [[UInt8]: HistoryFile] = [:]
    for (path, file) in history.commits[commit].tree.files {
      if let below = RandomRules.below(folder.bytes, path), !below.isEmpty { files[below] = file }
    }
    return files
  }

  private static func makeCase(_ index: Int, _ history: RandomHistory, isExact: Bool) -> Case? {
    var random = SeededGenerator(seed: history.seed)
    let place = PinSearch.Place(
      from: random.pick(["svc/api", "svc", ".", "lib"].map { $0 == "." ? .root : RepoPath($0) }),
      to: random.pick([RepoPath("vendor/it"), RepoPath("services"), .root]))
    let reached = CommitRangeTests.reached(
      from: history.commits.count - 1, in: history.commits.map(\.parents)
    ).sorted()
    let origin = random.pick(reached)
    let exact = files(history, origin, place.from)
    guard exact.count > 3 else { return nil }
    var copy = exact
    if !isExact {
      let paths = copy.keys.sorted { $0.lexicographicallyPrecedes($1) }
      // More files would leave open whether what the others lack was left out on purpose.
      for _ in 0...random.below(2) {
        let path = random.pick(paths)
        if random.chance(20), copy[path]?.kind == .file {
          copy[path]?.kind = .executable
        } else {
          copy[path] = HistoryFile(kind: .file, content: Array("mine \(random.below(99))\n".utf8))
        }
      }
    }
    let tree: ([[UInt8]: HistoryFile]) -> HistoryTree = { files in
      var tree = HistoryTree()
      for (path, file) in files { tree.put(file, at: place.to.appending(path).bytes) }
      tree.put("ours\n", at: place.to.appending(ownFile).bytes)
      return tree
    }
    let hasPast = !isExact && random.chance(60)
    return Case(
      history: index, place: place, origin: origin,
      edge: RandomHistory((hasPast ? [tree(exact)] : []) + [tree(copy)]), copy: copy)
  }

  @Test(arguments: [
    (true, HistoryRepo.Graph.none), (false, .none), (true, .outdated), (false, .whole),
  ])
  func theOriginIsFound(isExact: Bool, graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: isExact ? 60 : 200, share: 2)).map {
      RandomHistory(seed: (isExact ? 60_000 : 70_000) + $0)
    }
    let upstreamRepo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    let cases = histories.enumerated().compactMap { Self.makeCase($0, $1, isExact: isExact) }
    let edgeRepo = try HistoryRepo(cases.map(\.edge), at: folder.path.appending("edge"))
    try upstreamRepo.write(graph)
    let upstream = try Repository(at: upstreamRepo.folder)
    var moved = 0
    for (index, item) in cases.enumerated() {
      let history = histories[item.history]
      let ids = upstreamRepo.ids[item.history]
      let label: Comment = "history \(history.seed), commit \(item.origin), \(item.place)"
      try RawFiles.write(
        "ref: refs/heads/\(HistoryRepo.branch(of: index))\n", at: "HEAD", below: edgeRepo.folder)
      var search = PinSearch(
        upstream, edge: try Repository(at: edgeRepo.folder), places: [item.place])
      let found = try search.search(from: try #require(ObjectID(hex: ids.last ?? "")))

      // Newest first, as `git rev-list` lists them.
      let order = try upstreamRepo.git.run("rev-list", ids.last ?? "").lines
        .compactMap { ids.firstIndex(of: $0) }
      let states = order.map { Self.files(history, $0, item.place.from) }
      let oracle = PinOracle(copy: item.copy, states: states)
      let past = Self.files(history, item.origin, item.place.from)
      let isPastKnown = item.edge.commits.count > 1
      let wanted = oracle.nearest(past: isPastKnown ? past : nil)
      if wanted != oracle.nearest(past: nil) { moved += 1 }
      #expect(found.commit.id.hex == ids[order[wanted]], label)
      #expect(found.commits == order.count, label)
      let told = found.differences.map(\.path) + found.leftOut
      #expect(
        Set(told)
          == Set(oracle.differing(from: wanted).map { item.place.to.appending($0) }), label)
      for difference in found.differences {
        let path = difference.path.relative(to: item.place.to)?.bytes ?? []
        let (mine, theirs) = (item.copy[path], states[wanted][path])
        let kind: PinSearch.Difference.Kind =
          mine == nil
          ? .missing
          : theirs == nil
            ? .notThere
            : mine?.content == theirs?.content && mine?.kind != .symlink && theirs?.kind != .symlink
              ? .mode : .modified
        #expect(difference.kind == kind, label)
      }
      #expect(found.edgeOnly.contains(item.place.to.appending(Self.ownFile)), label)
      if isExact { #expect(found.differences.isEmpty, label) }
    }
    #expect(cases.count > histories.count / 4)
    // Lines leave the past little to decide.
    #expect(moved < cases.count / 4)
  }

  // MARK: By hand

  private static func search(
    upstream: [[String: HistoryFile]], edge: [[String: HistoryFile]],
    places: [PinSearch.Place] = [.init(from: "svc", to: "services")], pin: Int? = nil
  ) throws -> (found: PinSearch.Found, ids: [String]) {
    let folder = try TemporaryFolder()
    let one = try HistoryRepo([RandomHistory(upstream)], at: folder.path.appending("upstream"))
    let two = try HistoryRepo([RandomHistory(edge)], at: folder.path.appending("edge"))
    try RawFiles.write("ref: refs/heads/h0\n", at: "HEAD", below: two.folder)
    var search = PinSearch(
      try Repository(at: one.folder), edge: try Repository(at: two.folder), places: places)
    let found = try search.search(
      from: try #require(ObjectID(hex: one.ids[0].last ?? "")),
      pin: try pin.map { try #require(ObjectID(hex: one.ids[0][$0])) })
    return (found, one.ids[0])
  }

  private static let upstream: [[String: HistoryFile]] = (1...4).map { number in
    [
      "svc/app.py": HistoryFile(kind: .file, content: Array("app \(number)\n".utf8)),
      "svc/tests/big": HistoryFile(kind: .file, content: Array("big \(number)\n".utf8)),
      "svc/tests/small": "small\n", "LICENSE": "one\n",
    ]
  }

  /// Filters that say that nothing ever changed lead to the newest commit, which isn't what was copied.
  @Test func noCommitIsAdoptedForWhatFiltersSayOfIt() throws {
    let folder = try TemporaryFolder()
    let one = try HistoryRepo(
      [RandomHistory(Self.upstream)], at: folder.path.appending("upstream"))
    try one.write(.whole)
    try one.emptyFilters()
    let two = try HistoryRepo(
      [RandomHistory([["services/app.py": "app 1\n", "services/tests/big": "big 1\n"]])],
      at: folder.path.appending("edge"))
    try RawFiles.write("ref: refs/heads/h0\n", at: "HEAD", below: two.folder)
    let upstream = try Repository(at: one.folder)
    #expect(upstream.commitGraph != nil)
    var search = PinSearch(
      upstream, edge: try Repository(at: two.folder),
      places: [.init(from: "svc", to: "services")])
    #expect(throws: GitError.self) {
      try search.search(from: try #require(ObjectID(hex: one.ids[0].last ?? "")))
    }
  }

  @Test func whatWasLeftOutOnPurposeDoesNotCount() throws {
    let (found, ids) = try Self.search(
      upstream: Self.upstream, edge: [["services/app.py": "app 2\n", "README.md": "ours\n"]])
    #expect(found.commit.id.hex == ids[1])
    #expect(found.differences.isEmpty)
    #expect(found.leftOut == ["services/tests/big", "services/tests/small"])
    #expect(found.edgeOnly.isEmpty)
  }

  @Test func aGivenPinOverrulesTheSearch() throws {
    let edge: [[String: HistoryFile]] = [
      [
        "services/app.py": "app 2\n", "services/tests/big": "big 2\n",
        "services/tests/small": "small\n",
      ]
    ]
    let (found, ids) = try Self.search(upstream: Self.upstream, edge: edge, pin: 3)
    #expect(found.commit.id.hex == ids[3])
    #expect(found.differences.map(\.path) == ["services/app.py", "services/tests/big"])
  }

  @Test func aFileOfItsOwnIsCompared() throws {
    let places: [PinSearch.Place] = [
      .init(from: "svc", to: "services"), .init(from: "LICENSE", to: "third/LICENSE.txt"),
    ]
    let files: [String: HistoryFile] = [
      "services/app.py": "app 3\n", "services/tests/big": "big 3\n",
      "services/tests/small": "small\n", "third/LICENSE.txt": "one\n",
    ]
    let (found, ids) = try Self.search(upstream: Self.upstream, edge: [files], places: places)
    #expect(found.commit.id.hex == ids[2] && found.differences.isEmpty)
    let changed = files.merging(["third/LICENSE.txt": "two\n"]) { _, new in new }
    let (other, _) = try Self.search(upstream: Self.upstream, edge: [changed], places: places)
    #expect(other.commit.id.hex == ids[2])
    #expect(other.differences.map(\.path) == ["third/LICENSE.txt"])
  }

  @Test func thereHasToBeACopyAndAnUpstreamOfIt() {
    #expect(throws: InitError.self) {
      _ = try Self.search(upstream: Self.upstream, edge: [["README.md": "ours\n"]])
    }
    #expect(throws: InitError.self) {
      _ = try Self.search(
        upstream: [["else/x": "x\n"]], edge: [["services/app.py": "app 2\n"]])
    }
  }
}
