import Git
import Landing
import Planning
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing

/// Syncs between random upstream commits under random rules, judged by git's plumbing.
@Suite struct RandomLandingTests {
  @Test func whatLandsIsExactlyUpstreams() async throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: 30, share: 10)).map {
      RandomHistory(seed: 40_000 + $0, length: 20)
    }
    let upstream = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    var landings = 0
    for (index, history) in histories.enumerated() {
      var random = SeededGenerator(seed: history.seed)
      var pin = random.below(history.commits.count)
      let repo = try AdoptedRepo(
        upstream, history: index, pin: pin, rules: RandomRules(seed: history.seed),
        at: folder.path.appending("edge-\(index)"))
      for _ in 0..<3 {
        let whole = history.commits.indices.filter { repo.isWhole($0, besidePin: pin) }
        let next =
          whole.isEmpty || random.chance(20)
          ? random.below(history.commits.count) : random.pick(whole)
        if next == pin { continue }
        let label: Comment = "history \(history.seed), \(pin) to \(next)"
        guard repo.isWhole(next, besidePin: pin) else {
          _ = await #expect(throws: SourceError.self, label) { try await repo.pin(next) }
          continue
        }
        if random.chance(60) { try Self.work(in: repo, at: pin, to: next, &random) }
        let oracle = try LandingOracle(repo, from: pin)
        let plan: Plan
        let landed: Lander.Landed
        do {
          (plan, landed) = try await repo.pin(next)
        } catch SourceError.emptied {
          // None of a mapping's files is left, though something else is: never a sync that deletes all.
          continue
        }
        #expect(landed.leftAlone.isEmpty, label)
        #expect(Set(plan.steps.map(\.path.bytes)) == (try oracle.changedPaths(to: next)), label)
        try oracle.expectLanded(next, label)
        pin = next
        landings += 1
      }
    }
    #expect(landings > histories.count)
  }

  /// A person's work in files that no sync touches: staged, not staged, both, and untracked.
  private static func work(
    in repo: AdoptedRepo, at pin: Int, to next: Int, _ random: inout SeededGenerator
  ) throws {
    let text = "work \(random.below(1000))\n"
    try RawFiles.write(text, at: "docs/notes.md", below: repo.root)
    if random.chance(50) { try repo.git.run("add", "docs/notes.md") }
    if random.chance(50) {
      try RawFiles.write(text + "more\n", at: "docs/notes.md", below: repo.root)
    }
    try RawFiles.write(text, at: "docs/new \(random.below(3)).md", below: repo.root)
    if random.chance(50) { try repo.git.run("add", "docs") }
    try RawFiles.write(text, at: "scratch.ign", below: repo.root)
    if random.chance(30) { try? RawFiles.remove(Array("docs/more.md".utf8), below: repo.root) }
    if random.chance(30) {
      try repo.git.run("rm", "--quiet", "--cached", "--ignore-unmatch", "README.md")
    }
    // An override, changed by hand.
    let synced = try Set(repo.synced(at: pin).keys).union(repo.synced(at: next).keys)
    let own = try repo.git.indexFiles().keys.filter { path in
      repo.rules.isEdgeSpecific(path) && !synced.contains(path)
        && !String(decoding: path, as: UTF8.self).hasPrefix("edgesync.")
        && !String(decoding: path, as: UTF8.self).hasSuffix("sync-changelog.md")
    }.sorted { $0.lexicographicallyPrecedes($1) }
    if let path = own.first {
      let file = HistoryFile(kind: .executable, content: Array(text.utf8))
      try RawFiles.write(file, at: path, below: repo.root)
    }
  }
}
