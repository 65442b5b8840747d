import Git
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// Lines that a commit changes in synced files, against `git log --numstat`.
@Suite struct CommitLinesTests {
  private static func history(
    _ upstream: Repository, _ rules: RandomRules
  ) throws -> History {
    try History(upstream, Classifier(try rules.manifest()))
  }

  @Test func linesAreThoseOfNumstat() throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: 40)).map {
      RandomHistory(seed: 50_000 + $0, hasSubmodules: $0 % 4 == 0)
    }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    var wanted: [String: LineTotals] = [:]
    // Some are on no branch.
    let log = try repo.git.run(
      "log", "--no-walk", "--stdin", "--no-merges", "--format=%x00%H", "--numstat", "-M",
      input: Array(repo.ids.joined().map { $0 + "\n" }.joined().utf8))
    for commit in log.text.split(separator: "\0") {
      let lines = commit.split(separator: "\n")
      let id = try #require(lines.first)
      let counts = lines.dropFirst().map { $0.split(separator: "\t") }
      wanted[String(id)] = LineTotals(
        // Of a file that is binary, `-`.
        additions: counts.reduce(0) { $0 + (Int($1[0]) ?? 0) },
        deletions: counts.reduce(0) { $0 + (Int($1[1]) ?? 0) })
    }
    let sut = try Self.history(
      Repository(at: repo.folder), RandomRules([.init(".", "vendor/platform")]))
    var seen = 0
    for (history, ids) in zip(histories, repo.ids) {
      for (number, id) in ids.enumerated() {
        let parents = history.commits[number].parents
        guard parents.count < 2, !RenameVersions.differ(history, [number] + parents) else {
          continue
        }
        let commit = try #require(ObjectID(hex: id))
        #expect(
          try sut.syncedLines(of: commit) == wanted[id], "history \(history.seed), commit \(id)")
        seen += 1
      }
    }
    #expect(seen > histories.count * 5)
  }

  /// What is edge-specific or outside isn't counted, and neither is more than a row is worth.
  @Test func whatIsNotSyncedOrTooMuchIsNotCounted() throws {
    func file(_ text: String) -> HistoryFile { HistoryFile(kind: .file, content: Array(text.utf8)) }
    let first: [String: HistoryFile] = ["svc/app": "one\n"]
    var second = first
    second["svc/app"] = "one\ntwo\n"
    second["svc/Dockerfile"] = "FROM scratch\n"
    second["other"] = "1\n2\n"
    var long = first
    long["svc/long"] = file(String(repeating: "\n", count: 1_200_001))
    var many = first
    for number in 0...1000 { many["svc/\(number)"] = file("\(number)\n") }
    var large = first
    for number in 0..<3 {
      large["svc/\(number)"] = file(String(repeating: "\(number)", count: 11 << 20))
    }
    let folder = try TemporaryFolder()
    let repo = try HistoryRepo(
      [first, second, long, many, large].map { RandomHistory([first, $0]) },
      at: folder.path.appending("upstream"))
    let sut = try Self.history(
      Repository(reading: repo.folder),
      RandomRules([.init("svc", "svc")], edge: [.name("Dockerfile")]))
    let found = try repo.ids.map { try sut.syncedLines(of: #require(ObjectID(hex: $0[1]))) }
    #expect(found == [LineTotals(), LineTotals(additions: 1, deletions: 0), nil, nil, nil])
  }
}
