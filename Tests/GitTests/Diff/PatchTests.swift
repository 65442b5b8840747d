import Foundation
import Git
import Support
import SystemPackage
import Testing

/// Changed lines, against `git diff --numstat` and `git diff -p`.
@Suite struct PatchTests {
  /// How lines are laid out, and git's options for it.
  struct Way: CustomTestStringConvertible {
    let settings: DiffSettings
    let options: [String]
    let histories: Int

    var testDescription: String { options.joined(separator: " ") }
  }

  static let ways = [
    Way(settings: DiffSettings(), options: ["-U3"], histories: 200),
    Way(settings: DiffSettings(context: 0), options: ["-U0"], histories: 40),
    Way(settings: DiffSettings(context: 12), options: ["-U12"], histories: 40),
    Way(
      settings: DiffSettings(context: DiffSettings.wholeFile), options: ["-U1000000"],
      histories: 40),
    Way(settings: DiffSettings(ignoresBlanks: true), options: ["-U3", "-w"], histories: 60),
  ]

  @Test(arguments: ways)
  func countsAndHunksAreThoseOfDiff(_ way: Way) throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: way.histories)).map {
      RandomHistory(seed: 30_000 + $0)
    }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    let upstream = try Repository(at: repo.folder)
    var pairs: Set<TreePair> = []
    for index in histories.indices {
      var random = SeededGenerator(seed: index)
      for _ in 0..<3 {
        let old = random.pick(repo.ids[index])
        pairs.insert(TreePair(repo.trees[old], repo.trees[random.pick(repo.ids[index])]))
      }
    }
    let counts = try repo.git.diffTrees(pairs, "--numstat", "-z", "--no-renames")
      .mapValues { Self.counts($0) }
    let laidOut = try repo.git.diffTrees(
      pairs, ["--numstat", "-z", "--no-renames"] + way.options
    ).mapValues { Self.counts($0) }
    let patches = try repo.git.diffTrees(
      pairs, ["-p", "--no-renames", "--no-color", "--no-ext-diff"] + way.options
    ).mapValues { Self.files(of: $0) }
    var hunks = 0
    for pair in pairs {
      let old = try #require(ObjectID(hex: pair.old))
      let new = try #require(ObjectID(hex: pair.new))
      var texts: [[UInt8]] = []
      for change in try upstream.changes(from: old, to: new) {
        let label: Comment = "\(pair.old) \(pair.new) \(change.path)"
        let found = try upstream.lineCounts(of: change)
        let patch = try upstream.patch(of: change, way.settings)
        let wanted = try #require(counts[pair]?[change.path.bytes], label)
        #expect(found.additions == wanted.additions, label)
        #expect(found.deletions == wanted.deletions, label)
        #expect(found.isBinary == wanted.isBinary, label)
        #expect(patch.isBinary == wanted.isBinary, label)
        // git shows a file that changes its kind as one deleted and one added.
        if change.status == .typeChanged {
          let halves = [
            TreeChange(path: change.path, old: change.old, new: nil),
            TreeChange(path: change.path, old: nil, new: change.new),
          ]
          for half in halves {
            texts.append(try Self.text(of: upstream.patch(of: half, way.settings)))
          }
          continue
        }
        // Git has no row for a file in which nothing but blanks differs.
        let shown = laidOut[pair]?[change.path.bytes]
        #expect(patch.additions == shown?.additions ?? 0, label)
        #expect(patch.deletions == shown?.deletions ?? 0, label)
        texts.append(Self.text(of: patch))
        hunks += patch.hunks.count
      }
      #expect(texts.filter { !$0.isEmpty } == patches[pair]?.filter { !$0.isEmpty }, "\(pair)")
    }
    #expect(hunks > histories.count)
  }

  /// Whoever made an upstream that is read in place can't have a text taken for a binary file, nor a program run.
  @Test func attributesOfAnUpstreamReadInPlaceCountForNothing() throws {
    let folder = try TemporaryFolder()
    let repo = try HistoryRepo(
      [RandomHistory([["a": "one\n"], ["a": "two\n"]])], at: folder.path.appending("upstream"))
    try repo.git.run("config", "core.attributesFile", repo.folder.appending("own").string)
    try repo.git.run("config", "diff.evil.textconv", "touch \(folder.path.appending("ran").string)")
    for name in ["info/attributes", "own"] {
      try RawFiles.write("a -diff diff=evil\n", at: name, below: repo.folder)
    }
    let upstream = try Repository(reading: repo.folder)
    let trees = try repo.ids[0].map { try #require(ObjectID(hex: repo.trees[$0] ?? "")) }
    let change = try #require(try upstream.changes(from: trees[0], to: trees[1]).first)
    #expect(try upstream.lineCounts(of: change).isBinary == false)
    #expect(
      try Self.text(of: upstream.patch(of: change)) == Array("@@ -1 +1 @@\n-one\n+two\n".utf8))
    #expect(!FileManager.default.fileExists(atPath: folder.path.appending("ran").string))
  }

  /// A patch's hunks as git prints them, without the function's name after the ranges.
  static func text(of patch: FilePatch) -> [UInt8] {
    var text: [UInt8] = []
    for hunk in patch.hunks {
      let header = String(decoding: hunk.header, as: UTF8.self)
      text += Array((header.components(separatedBy: " @@")[0] + " @@\n").utf8)
      for line in patch.lines[hunk.lines] {
        let mark: String
        switch line.kind {
        case .addition: mark = "+"
        case .deletion: mark = "-"
        case .context: mark = " "
        case .noNewline: mark = "\\ "
        }
        text += Array(mark.utf8) + patch.bytes(of: line) + [0x0A]
      }
    }
    return text
  }

  /// The hunks of each file in git's patch.
  private static func files(of output: [UInt8]) -> [[UInt8]] {
    var files: [[UInt8]] = []
    var isInHunk = false
    for line in output.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.starts(with: "diff --git ".utf8) {
        files.append([])
        isInHunk = false
      } else if line.starts(with: "@@ ".utf8) {
        isInHunk = true
        let text = String(decoding: line, as: UTF8.self)
        files[files.count - 1] += Array((text.components(separatedBy: " @@")[0] + " @@\n").utf8)
      } else if isInHunk, !line.isEmpty {
        files[files.count - 1] += line + [0x0A]
      }
    }
    return files
  }

  private static func counts(_ output: [UInt8]) -> [[UInt8]: LineCounts] {
    var counts: [[UInt8]: LineCounts] = [:]
    for line in output.split(separator: 0) {
      let fields = line.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let number: (ArraySlice<UInt8>) -> Int? = { Int(String(decoding: $0, as: UTF8.self)) }
      counts[Array(fields[2])] = LineCounts(
        additions: number(fields[0]) ?? 0, deletions: number(fields[1]) ?? 0,
        isBinary: number(fields[0]) == nil)
    }
    return counts
  }
}
