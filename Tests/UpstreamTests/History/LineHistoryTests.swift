import Foundation
import Git
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// Which commit made or removed a line, against `git blame` and the files themselves, on made-up histories.
@Suite struct LineHistoryTests {
  /// Lines of a file's text; none of what is no text.
  private static func lines(_ file: HistoryFile?) -> [[UInt8]] {
    guard let file, file.kind == .file || file.kind == .executable else { return [] }
    var lines = file.content.split(separator: 0x0A, omittingEmptySubsequences: false).map(
      Array.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func open(
    _ repo: HistoryRepo, _ index: Int, in folder: TemporaryFolder
  ) throws -> LineHistory {
    let adopted = try AdoptedRepo(
      repo, history: index, pin: 0, rules: RandomRules(seed: repo.histories[index].seed),
      at: folder.path.appending("edge\(index)"))
    let edge = try EdgeRepo(at: adopted.root)
    return try LineHistory(of: edge, in: edge.upstream.open())
  }

  /// What `git blame` says of a line, with the names that its option prints: boundaries begin with a caret.
  private static func oracle(
    _ options: [String], _ number: Int, _ path: [UInt8], _ range: String, _ repo: HistoryRepo
  ) throws -> Substring {
    let path = String(decoding: path, as: UTF8.self)
    let line = try repo.git.outcome(
      ["blame", "-s", "-l", "--root", "-L", "\(number),\(number)"] + options + [range, "--", path])
    return String(decoding: line.output, as: UTF8.self).prefix { $0 != " " }
  }

  /// The last commit that has a line, as `git blame --reverse` says it, is the range's end.
  private static func isKept(
    _ number: Int, _ path: [UInt8], from base: String, to tip: String, _ repo: HistoryRepo
  ) throws -> Bool {
    let last = try oracle(["--reverse"], number, path, "\(base)..\(tip)", repo)
    return tip.hasPrefix(last.drop { $0 == "^" })
  }

  @Test func isWhatGitBlameSays() throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: 4)).map { RandomHistory(seed: 62_000 + $0) }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    var (made, older, removed, hostile) = (0, 0, 0, 0)
    for (index, history) in histories.enumerated() {
      let sut = try Self.open(repo, index, in: folder)
      let tip = try #require(repo.ids[index].last)
      let base = try #require(repo.ids[index].first)
      let between = ["rev-list", "--ancestry-path", "\(base)..\(tip)"]
      if try repo.git.outcome(between).lines.isEmpty { continue }
      let (new, old) = (try #require(history.commits.last).tree, history.commits[0].tree)
      func id(_ hex: some StringProtocol) throws -> ObjectID { try #require(ObjectID(hex: hex)) }
      func known(_ path: [UInt8]) -> Bool {
        String(validating: path, as: UTF8.self) != nil && !path.contains(0)
      }
      for path in new.paths.filter(known).prefix(5) {
        for number in Self.lines(new.files[path]).indices.prefix(3).map({ $0 + 1 }) {
          let said = try Self.oracle([], number, path, "\(base)..\(tip)", repo)
          let origin = try sut.origin(
            of: LineInRange(number, of: RepoPath(path), from: id(base), to: id(tip)))
          let label: Comment = "history \(history.seed): line \(number) of \(RepoPath(path))"
          if said.hasPrefix("^") {
            #expect(origin == .older, label)
            older += 1
          } else {
            #expect(try origin == .made(id(said)), label)
            made += 1
          }
          if path.contains(where: { $0 < 0x20 || "\"\\*?[: ".utf8.contains($0) || $0 > 0x7E }) {
            hostile += 1
          }
        }
      }
      for path in old.paths.filter(known).prefix(5) {
        for number in Self.lines(old.files[path]).indices.prefix(2).map({ $0 + 1 }) {
          let origin = try sut.origin(
            of: LineInRange(
              number, of: RepoPath(path), isRemoved: true, from: id(base), to: id(tip)))
          let label: Comment =
            "history \(history.seed): line \(number) of \(RepoPath(path)), removed"
          if try Self.isKept(number, path, from: base, to: tip, repo) {
            #expect(origin == .kept, label)
            continue
          }
          guard case .removed(let remover) = origin else {
            Issue.record("\(origin) \(label)")
            continue
          }
          removed += 1
          // A parent of its is the last that has the line, on the way to it.
          let parents = try repo.git.outcome(["rev-parse", "\(remover.hex)^@"]).lines
          #expect(
            try parents.contains { parent in
              try parent == base || Self.isKept(number, path, from: base, to: parent, repo)
            }, label)
          #expect(try !Self.isKept(number, path, from: base, to: remover.hex, repo), label)
        }
      }
    }
    #expect(
      made > 5 && older > 5 && removed > 2 && hostile > 2, "\(made) \(older) \(removed) \(hostile)")
  }

  /// A history with a rename under a hostile name, and a line that one side of a merge removes.
  private static let merged: RandomHistory = {
    let name = ":(top)*\n\"x\" [a]"
    func file(_ lines: [String]) -> HistoryFile {
      HistoryFile(kind: .file, content: Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    let lines = (0..<12).map { "a line of its own, number \($0)" }
    var changed = lines
    changed[8] = "another line"
    return RandomHistory([
      ["svc/a": file(lines)], ["svc/\(name)": file(lines)],
      ["svc/\(name)": file(changed)],
      ["svc/\(name)": file(changed.filter { !$0.hasSuffix(" 3") })],
    ])
  }()

  @Test func followsAFileUnderAHostileName() throws {
    let folder = try TemporaryFolder()
    let repo = try HistoryRepo([Self.merged], at: folder.path.appending("upstream"))
    let sut = try Self.open(repo, 0, in: folder)
    let ids = try repo.ids[0].map { try #require(ObjectID(hex: $0)) }
    let path = RepoPath("svc/:(top)*\n\"x\" [a]")
    func origin(_ number: Int, _ path: RepoPath, _ isRemoved: Bool, _ base: Int?, _ tip: Int) throws
      -> LineOrigin
    {
      try sut.origin(
        of: LineInRange(
          number, of: path, isRemoved: isRemoved, from: base.map { ids[$0] }, to: ids[tip]))
    }
    #expect(try origin(8, path, false, 0, 3) == .made(ids[2]))
    #expect(try origin(1, path, false, 0, 3) == .older)
    #expect(try origin(1, path, false, nil, 3) == .older)
    #expect(try origin(9, path, false, nil, 2) == .made(ids[2]))
    #expect(try origin(1, "svc/a", false, nil, 0) == .made(ids[0]))
    #expect(try origin(4, "svc/a", true, 0, 3) == .removed(ids[3]))
    #expect(try origin(9, "svc/a", true, 0, 3) == .removed(ids[2]))
    #expect(try origin(4, path, true, nil, 3) == .removed(ids[3]))
    #expect(try origin(5, "svc/a", true, 0, 3) == .kept)
    let error = #expect(throws: GitError.self) { try origin(99, path, false, 0, 3) }
    #expect(error?.why.string.contains("has only 11 lines") == true)
  }

  /// Who removed a line on a side of a merge is told, and not the merge; nothing that upstream names runs.
  @Test func findsTheRemoverBehindAMerge() throws {
    let folder = try TemporaryFolder()
    let repo = try HistoryRepo([Self.merged], at: folder.path.appending("upstream"))
    let sut = try Self.open(repo, 0, in: folder)
    let ids = repo.ids[0]
    func commit(_ tree: Int, _ parents: [Int], _ extra: [String] = []) throws -> String {
      try #require(
        repo.git.outcome(
          ["commit-tree", "-m", "made", "\(ids[tree])^{tree}"]
            + (parents.map { ids[$0] } + extra).flatMap { ["-p", $0] }
        ).lines.first)
    }
    // The other side has a commit that leaves the file as it was.
    let side = try commit(2, [2])
    let merge = try commit(3, [], [side, ids[3]])
    let evil = try commit(3, [2], [side])
    func remover(_ tip: String) throws -> LineOrigin {
      try sut.origin(
        of: LineInRange(
          4, of: "svc/a", isRemoved: true, from: ObjectID(hex: ids[0]),
          to: #require(ObjectID(hex: tip))))
    }
    #expect(try remover(merge) == .removed(#require(ObjectID(hex: ids[3]))))
    #expect(try remover(evil) == .removed(#require(ObjectID(hex: evil))))
    #expect(try remover(side) == .kept)
    let ran = folder.path.appending("ran")
    try repo.git.run("config", "diff.x.textconv", "touch \(ran.string); cat")
    try repo.git.run("config", "blame.ignoreRevsFile", "/nonexistent")
    try RawFiles.write("* diff=x\n", at: "info/attributes", below: repo.folder)
    #expect(try remover(merge) == .removed(#require(ObjectID(hex: ids[3]))))
    #expect(access(ran.string, F_OK) != 0)
  }
}
