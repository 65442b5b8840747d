import Foundation
import Git
import Reading
import Support
import SystemPackage
import Testing

/// Blocks that moved, against `git diff --color-moved=zebra`.
@Suite struct MovedBlocksTests {
  @Test func randomMovesAreThoseThatGitFinds() throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: 250)).map { seed in
      var random = SeededGenerator(seed: 40_000 + seed)
      let files = Self.files(&random)
      return RandomHistory([Self.tree(files), Self.tree(Self.shuffled(files, &random))])
    }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    let pairs = repo.ids.map { TreePair(repo.trees[$0[0]], repo.trees[$0[1]]) }
    let moved = try Self.compare(pairs, in: repo.git)
    #expect(moved > histories.count * 10)
  }

  /// `EDGESYNC_TEST_REPO` names a repo whose last commits are compared.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["EDGESYNC_TEST_REPO"] != nil))
  func movesInARealHistoryAreThoseThatGitFinds() throws {
    let name = try #require(ProcessInfo.processInfo.environment["EDGESYNC_TEST_REPO"])
    let git = Plumbing(FilePath(name), variables: ["GIT_CONFIG_PARAMETERS": "'safe.directory=*'"])
    let trees = try git.run(
      "log", "--first-parent", "--format=%T", "-n", String(HistoryCount.of(short: 300)), "HEAD"
    ).lines
    let moved = try Self.compare(zip(trees.dropFirst(), trees).map { TreePair($0, $1) }, in: git)
    #expect(moved > 0)
  }

  /// Compares every changed line's mark with git's, and gives how many moved.
  private static func compare(_ pairs: [TreePair], in git: Plumbing) throws -> Int {
    var moved = 0
    for (pair, patch) in try ColoredPatch.between(pairs, in: git) {
      let hunks = patch.hunks.map { HunkLines($0) }
      var search = MoveSearch()
      for hunk in hunks { search.add(hunk.kinds) { hunk.texts[$0][...] } }
      let blocks = search.blocks()
      var marks: [ColoredPatch.Mark] = []
      for (index, hunk) in hunks.enumerated() {
        for (line, kind) in hunk.kinds.enumerated() where kind == .addition || kind == .deletion {
          let block = blocks.block(of: line, in: index)
          marks.append(block.map { $0.isAlternate ? .alternate : .moved } ?? .plain)
        }
      }
      #expect(marks == patch.marks, "\(pair.old) \(pair.new)")
      for block in blocks.blocks {
        let (place, other) = (block.place, block.counterpart)
        let (own, theirs) = (hunks[place.patch], hunks[other.patch])
        #expect(own.texts[place.lines] == theirs.texts[other.lines])
        let kinds = Set(own.kinds[place.lines] + theirs.kinds[other.lines])
        #expect(kinds == [.addition, .deletion])
      }
      compareEdits(blocks, hunks, "\(pair.old) \(pair.new)")
      moved += marks.count { $0 != .plain }
    }
    return moved
  }

  /// Edits lie between blocks on both sides; none of their lines moved, and none is in two of them.
  private static func compareEdits(
    _ blocks: MovedBlocks, _ hunks: [HunkLines], _ label: Comment
  ) {
    var seen: Set<[Int]> = []
    for edit in blocks.edits {
      for (place, kind) in [(edit.old, FilePatch.LineKind.deletion), (edit.new, .addition)] {
        #expect(place.number == place.lines.lowerBound + 1, label)
        for line in place.lines {
          #expect(hunks[place.patch].kinds[line] == kind, label)
          #expect(blocks.block(of: line, in: place.patch) == nil, label)
          #expect(seen.insert([place.patch, line]).inserted, label)
        }
      }
      let around = [edit.old, edit.new].count { place in
        [place.lines.lowerBound - 1, place.lines.upperBound].allSatisfy {
          blocks.block(of: $0, in: place.patch) != nil
        }
      }
      #expect(around > 0, label)
    }
  }

  private static let lines = [
    "}", "", "  return", "else {", "let aRatherLongLine = ofCode(number, one)",
    "let anotherLongLine = ofCode(number, two)", "short = 1", "value.append(12345)",
    "call(first, second)", "call(second, third)", "# a remark about it", "\tindented by a tab",
  ]

  private static func line(_ random: inout SeededGenerator) -> String {
    random.chance(70) ? random.pick(lines) : "line number \(random.below(400)) of all of them"
  }

  private static func files(_ random: inout SeededGenerator) -> [[String]] {
    (0..<random.number(1...3)).map { _ in
      (0..<random.number(5...60)).map { _ in line(&random) }
    }
  }

  /// The same with blocks moved or copied within and between files, and lines changed.
  private static func shuffled(
    _ files: [[String]], _ random: inout SeededGenerator
  ) -> [[String]] {
    var files = files
    if random.chance(30) { files.append([]) }
    for _ in 0..<random.number(1...6) {
      let source = random.below(files.count)
      let start = random.below(files[source].count + 1)
      let end = min(files[source].count, start + random.number(1...15))
      let block = Array(files[source][start..<end])
      if random.chance(75) { files[source].removeSubrange(start..<end) }
      let target = random.below(files.count)
      files[target].insert(contentsOf: block, at: random.below(files[target].count + 1))
      if random.chance(50), !files[target].isEmpty {
        files[target][random.below(files[target].count)] = line(&random)
      }
    }
    return files
  }

  private static func tree(_ files: [[String]]) -> [String: HistoryFile] {
    var tree: [String: HistoryFile] = [:]
    for (index, lines) in files.enumerated() where !lines.isEmpty {
      let end = index == 1 ? "" : "\n"
      tree["file\(index)"] = HistoryFile(
        kind: .file, content: Array((lines.joined(separator: "\n") + end).utf8))
    }
    return tree
  }

  @Test func anEditWithinAMoveIsNoPartOfIt() throws {
    let first = (0..<4).map { "the first half of it, line \($0)" }
    let second = (0..<4).map { "the second half of it, line \($0)" }
    let old = HunkLines((first + ["an old line"] + second).map { "-" + $0 })
    let new = HunkLines((first + ["a new line", "and another"] + second).map { "+" + $0 })
    var search = MoveSearch()
    for hunk in [old, new] { search.add(hunk.kinds) { hunk.texts[$0][...] } }
    let blocks = search.blocks()
    #expect(blocks.blocks.map(\.place.lines) == [0..<4, 5..<9, 0..<4, 6..<10])
    #expect(blocks.blocks.map(\.counterpart.number) == [1, 7, 1, 6])
    let edit = try #require(blocks.edits.first)
    #expect(blocks.edits.count == 1)
    #expect(edit.old.lines == 4..<5 && edit.old.patch == 0)
    #expect(edit.new.lines == 4..<6 && edit.new.patch == 1)
  }

  /// The words of lines that were edited as the block around them moved, with lines added to them, in both places.
  @Test func editsWithinAMoveHaveTheirWords() {
    let first = (0..<4).map { "the first half of it, line \($0)" }
    let second = (0..<4).map { "the second half of it, line \($0)" }
    let old = HunkLines((first + ["let days = limit(30)"] + second).map { "-" + $0 })
    let new = HunkLines(
      (first + ["# a remark", "let days = limit(365)"] + second).map { "+" + $0 })
    let hunks = [old, new]
    var search = MoveSearch()
    for hunk in hunks { search.add(hunk.kinds) { hunk.texts[$0][...] } }
    var read: [Int] = []
    let edits = MovedEdits(of: search.blocks()) { patch in
      read.append(patch)
      return { hunks[patch].texts[$0][...] }
    }
    #expect(read.sorted() == [0, 1])
    #expect(edits.ranges(in: 4, of: 0) == [17..<19])
    #expect(edits.ranges(in: 4, of: 1) == [])
    #expect(edits.ranges(in: 5, of: 1) == [17..<20])
    // A patch that can't be read any more has no edits.
    let none = MovedEdits(of: search.blocks()) { patch in
      patch == 0 ? nil : { hunks[patch].texts[$0][...] }
    }
    #expect(none.ranges(in: 5, of: 1) == [])
  }

  /// Blocks that moved apart, or have much between them, have no edits there.
  @Test func whatLiesBetweenOtherBlocksIsNoEdit() {
    let first = (0..<4).map { "the first half of it, line \($0)" }
    let second = (0..<4).map { "the second half of it, line \($0)" }
    func edits(_ old: [String], _ new: [String]) -> Int {
      var search = MoveSearch()
      for lines in [old.map { "-" + $0 }, new.map { "+" + $0 }] {
        let hunk = HunkLines(lines)
        search.add(hunk.kinds) { hunk.texts[$0][...] }
      }
      return search.blocks().edits.count
    }
    #expect(edits(first + ["old"] + second, first + ["new"] + second) == 1)
    #expect(edits(first + ["old"] + second, second + ["new"] + first) == 0)
    #expect(edits(first + ["old"] + second, first + second) == 0)
    #expect(edits(first + second, first + ["new"] + second) == 0)
    let many = (0...MovedBlocks.mostEdited).map { "new \($0)" }
    #expect(edits(first + ["old"] + second, first + many + second) == 0)
    #expect(edits(first + ["old"] + second, first + [" "] + second + ["new"]) == 1)
  }

  /// Looked at in a time that grows with their number: with its square, it would take hours.
  @Test(.timeLimit(.minutes(5)))
  func manyEqualLinesAreLookedAt() {
    let braces = Array("}".utf8)
    let long = Array("a line of more than twenty letters".utf8)
    for line in [braces, long] {
      var search = MoveSearch()
      let count = MovedBlocks.maximumLines / 4
      search.add(Array(repeating: .deletion, count: count)) { _ in line[...] }
      search.add(Array(repeating: .addition, count: count)) { _ in line[...] }
      #expect(search.blocks().blocks.isEmpty == (line == braces))
    }
  }

  /// The lines of a patch are known by their places in it, in whichever hunk.
  @Test func aPatchOfSeveralHunksIsOnePlace() throws {
    let lines = (0..<60).map { "line \($0) of what stays where it is" }
    let block = (0..<4).map { "what moves within the file, line \($0)" }
    func text(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }
    var (old, new) = (lines, lines)
    old.insert(contentsOf: block, at: 10)
    new.insert(contentsOf: block, at: 50)
    new[30] = "another"
    let patch = try Repository.patch(from: text(old), to: text(new))
    #expect(patch.hunks.count == 3)
    var search = MoveSearch()
    search.add(.empty)
    search.add(patch)
    let blocks = search.blocks()
    for line in patch.lines.indices {
      let text = String(decoding: patch.bytes(of: patch.lines[line]), as: UTF8.self)
      let isMoved = patch.lines[line].kind != .context && block.contains(text)
      #expect((blocks.block(of: line, in: 1) != nil) == isMoved, "\(line) \(text)")
    }
  }
}
