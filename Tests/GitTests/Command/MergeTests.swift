import Git
import Support
import SystemPackage
import Testing
import Text

/// Three-way merges of texts, held against `git merge-file` itself.
@Suite struct MergeTests {
  private static let labels = GitCommand.MergeLabels(
    yours: "yours", before: "upstream before", now: "upstream now")

  private let folder: TemporaryFolder
  private let git: Plumbing

  init() throws {
    let empty = try EmptyRepository()
    (folder, git) = (empty.folder, empty.git)
  }

  private func expectSame(
    _ yours: [UInt8], _ before: [UInt8], _ now: [UInt8], _ note: String, isUnion: Bool = false
  ) throws {
    for (name, bytes) in [("a", yours), ("b", before), ("c", now)] {
      try folder.write(bytes, to: name)
    }
    let wanted = try git.outcome(
      ["merge-file", "-p"] + (isUnion ? ["--union"] : []) + [
        "-L", "yours", "-L", "upstream before", "-L", "upstream now", "a", "b", "c",
      ])
    let merge = try GitCommand(outside: []).merge(
      into: yours, from: before, to: now, labels: Self.labels,
      style: isUnion ? .union : .marked, gitFolder: folder.path.appending(".git"))
    #expect(merge.bytes == wanted.output, "\(note)")
    #expect(min(merge.conflicts, 127) == Int(wanted.status), "\(note)")
  }

  /// A text with some lines changed, added and taken away.
  private func changed(_ lines: [String], _ random: inout SeededGenerator) -> [String] {
    var result: [String] = []
    for line in lines {
      if random.chance(12) { result.append("new \(random.below(4))") }
      if random.chance(12) { continue }
      result.append(random.chance(12) ? "changed \(random.below(4))" : line)
    }
    return result
  }

  private func bytes(_ lines: [String], _ end: String, _ random: inout SeededGenerator) -> [UInt8] {
    let text = lines.joined(separator: end)
    return Array((random.chance(20) ? text : text + end).utf8)
  }

  @Test(arguments: ["merge", "diff3", "zdiff3", "union"])
  func randomTextsMergeAsInGit(_ style: String) throws {
    let isUnion = style == "union"
    if !isUnion { try git.run("config", "merge.conflictStyle", style) }
    for seed in 0..<25 {
      var random = SeededGenerator(seed: seed)
      let end = random.chance(25) ? "\r\n" : "\n"
      let before = (0..<random.below(30)).map { _ in "line \(random.below(12))" }
      let yours = changed(before, &random)
      let now = changed(before, &random)
      try expectSame(
        bytes(yours, end, &random), bytes(before, end, &random), bytes(now, end, &random),
        "seed \(seed)", isUnion: isUnion)
    }
  }

  private func failure(of text: [UInt8], within patience: Duration) -> GitError? {
    #expect(throws: GitError.self) {
      _ = try GitCommand(outside: []).merge(
        into: text, from: text, to: text, labels: Self.labels,
        gitFolder: folder.path.appending(".git"), within: patience)
    }
  }

  @Test func gitsOwnReasonIsTold() throws {
    let error = try #require(failure(of: [1, 0, 2], within: .seconds(20)))
    #expect(error.description.contains("Cannot merge binary files"), "\(error)")
  }

  @Test func oneThatTakesTooLongIsEndedAndSaysSo() throws {
    let error = try #require(failure(of: [0x61], within: .zero))
    guard case .overdue("git merge-file", _) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(error.description.contains("so it was stopped"), "\(error)")
  }

  /// git tells of 127 at the most.
  @Test func allOfMoreConflictsAreCounted() throws {
    func text(_ word: String) -> [UInt8] {
      Array((0..<300).map { "\($0)\n\(word)\n\($0)\n\($0)\n\($0)\n" }.joined().utf8)
    }
    try expectSame(text("yours"), text("before"), text("now"), "many")
    let merge = try GitCommand(outside: []).merge(
      into: text("yours"), from: text("before"), to: text("now"), labels: Self.labels,
      gitFolder: folder.path.appending(".git"))
    #expect(merge.conflicts == 300)
  }
}
