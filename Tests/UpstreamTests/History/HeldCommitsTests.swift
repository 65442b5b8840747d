import Git
import Rules
import Support
import SystemPackage
import Testing
import Upstream

/// Which commits past the pin are held: git tells what descends from what.
@Suite struct HeldCommitsTests {
  /// Random histories with merges, held at random commits, some of them fixed, before the pin as well.
  @Test(arguments: 0..<6)
  func isWhatGitSaysOfDescent(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let folder = try TemporaryFolder()
    let repo = try RawRepository(makingAt: folder.path)
    let tree = try repo.tree([])
    var commits: [String] = []
    for number in 0..<16 {
      var parents = commits.isEmpty ? [] : [commits[commits.count - 1]]
      if number > 2, generator.happens(oneIn: 2) {
        parents = (0..<generator.number(1...2)).map { _ in
          commits[generator.number(max(0, number - 5)...(number - 1))]
        }
        parents = Array(Set(parents)).sorted()
      }
      commits.append(
        try repo.commit(
          tree: tree, parents: parents, message: Array("\(number)".utf8),
          time: 1_790_000_000 + number))
    }
    let tip = try repo.commit(
      tree: tree, parents: Array(commits.suffix(3)), message: Array("tip".utf8),
      time: 1_790_001_000)
    let pin = commits[generator.number(0...6)]
    let places = (0..<generator.number(1...3)).map { _ in generator.number(0...(commits.count - 1))
    }
    let holds = Array(Set(places)).sorted().map { place in
      (
        id: commits[place],
        fix: generator.happens(oneIn: 2) ? commits.randomElement(using: &generator) : nil
      )
    }

    let repository = try Repository(at: folder.path)
    let lock = try self.lock(pin: pin, holds)
    var held = HeldCommits(lock, in: repository)
    var range = try CommitRange(
      repository, from: try repository.resolveCommit(tip),
      notFrom: [try repository.resolveCommit(pin)])
    while let commit = try range.next() { held.add(commit.id, parents: commit.parents) }
    let found = try held.all()

    var expected: [String: String] = [:]
    for commit in try repo.git.outcome(["rev-list", tip, "^\(pin)"]).lines {
      for hold in holds where try descends(commit, from: hold.id, repo) {
        if let fix = hold.fix, try descends(commit, from: fix, repo) { continue }
        expected[commit] = hold.id
        break
      }
    }
    #expect(
      Dictionary(uniqueKeysWithValues: found.map { ($0.key.hex, $0.value.id.hex) }) == expected)
  }

  private func descends(
    _ commit: String, from ancestor: String, _ repo: RawRepository
  ) throws -> Bool {
    try repo.git.outcome(["merge-base", "--is-ancestor", ancestor, commit]).status == 0
  }

  private func lock(pin: String, _ holds: [(id: String, fix: String?)]) throws -> Lock {
    func id(_ hex: String) throws -> ObjectID { try #require(ObjectID(hex: hex)) }
    return Lock(
      upstream: UpstreamAddress(url: "../platform", branch: "main"),
      pin: Lock.Pin(id: try id(pin), date: 0, subject: ""), mappings: [],
      held: try holds.map {
        Lock.Hold(
          id: try id($0.id), reason: "", by: "", date: 0, fixedBy: try $0.fix.map { try id($0) })
      })
  }
}
