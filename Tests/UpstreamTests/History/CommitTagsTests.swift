import Git
import Support
import SystemPackage
import Testing
import Text

@testable import Upstream

/// Which tags lead to which commit, and in what order, against `git for-each-ref`.
@Suite struct CommitTagsTests {
  private static let parts = [
    "v", "0", "00", "1", "9", "10", "01", "099", ".", "-", "rc", "+", "a", "Z", "é", "ß",
  ]

  /// Names that git takes for a tag's; no two are folder and file.
  private static func names(_ count: Int, _ random: inout SeededGenerator) -> Set<String> {
    var names: Set<String> = []
    while names.count < count {
      let name = (0..<random.number(1...6)).map { _ in random.pick(parts) }.joined()
      if Mirror.isName("refs/tags/" + name) { names.insert(name) }
    }
    return names
  }

  /// Tags on commits of random histories, some of them annotated and some of them packed, as git lists them.
  @Test(arguments: [1, 2, 3])
  func tagsAreThoseThatGitLists(_ seed: Int) throws {
    let folder = try TemporaryFolder()
    let repo = try HistoryRepo([RandomHistory(seed: seed)], at: folder.path.appending("upstream"))
    let ids = repo.ids[0]
    var random = SeededGenerator(seed: seed)
    var annotated: [String] = []
    for number in 0..<4 {
      let target = number == 3 ? annotated[0] : random.pick(ids)
      annotated.append(
        try repo.git.line(
          "mktag",
          input: Array(
            """
            object \(target)
            type \(number == 3 ? "tag" : "commit")
            tag \(number)
            tagger Ana <ana@example.com> 1790000000 +0000

            Tag

            """.utf8)))
    }
    // A tag may lead to what is no commit.
    let tree = try #require(repo.trees[ids[0]])
    for part in Self.names(120, &random).split(by: 60) {
      let lines = part.map { name in
        let target =
          random.chance(10)
          ? tree : random.chance(30) ? random.pick(annotated) : random.pick(Array(ids.prefix(9)))
        return "create refs/tags/\(name) \(target)\n"
      }
      try repo.git.run("update-ref", "--stdin", input: Array(lines.joined().utf8))
      if random.chance(70) { try repo.git.run("pack-refs", "--all") }
    }
    let sorted = try repo.git.run(
      "for-each-ref", "--sort=-version:refname", "--format=%(refname)", "refs/tags"
    ).lines
    #expect(
      sorted
        == sorted.shuffled(using: &random).sorted {
          VersionOrder.isBefore(Array($1.utf8), Array($0.utf8))
        })
    let peeled = try repo.git.run(
      "cat-file", "--batch-check=%(objectname)",
      input: Array(sorted.map { $0 + "^{commit}\n" }.joined().utf8)
    ).lines
    var wanted: [ObjectID: [String]] = [:]
    for (name, id) in zip(sorted, peeled) {
      // What leads to none is said to be missing.
      guard let id = ObjectID(hex: id) else { continue }
      wanted[id, default: []].append(String(name.dropFirst("refs/tags/".count)))
    }
    let known = Set(ids.compactMap { ObjectID(hex: $0) })
    for upstream in [try Repository(at: repo.folder), try Repository(reading: repo.folder)] {
      let found = try CommitTags.all(of: known, in: upstream)
      #expect(found.mapValues(\.names) == wanted.mapValues { $0.prefix(2).map { SafeText($0) } })
      #expect(found.mapValues(\.hasMore) == wanted.mapValues { $0.count > 2 })
      // Those of others aren't told.
      let one = try #require(wanted.keys.first)
      #expect(try Set(CommitTags.all(of: [one], in: upstream).keys) == [one])
    }
  }
}

extension Set<String> {
  /// Its members, sorted, some at a time.
  fileprivate func split(by count: Int) -> [[String]] {
    let all = sorted()
    return stride(from: 0, to: all.count, by: count).map { Array(all[$0...].prefix(count)) }
  }
}
