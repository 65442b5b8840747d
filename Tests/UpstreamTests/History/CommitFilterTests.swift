import Git
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// Which commits a filter takes, against `git log` on made-up histories.
@Suite struct CommitFilterTests {
  /// Filters by everything but paths, as git is asked for them.
  private static let lines: [(line: String, options: [String])] = [
    ("--author 'Ana S'", ["--author", "Ana S"]),
    ("--author=^Bo", ["--author", "^Bo"]),
    ("1", ["--grep", "1"]),
    ("'Change [13] ' 'Change 2'", ["--grep", "Change [13] ", "--grep", "Change 2"]),
    ("--author ana@ --grep '[02468] of'", ["--author", "ana@", "--grep", "[02468] of"]),
    ("--author ANA", ["--author", "ANA"]),
    ("-S line", ["-S", "line"]),
    ("-Se", ["-S", "e"]),
    ("-G '^[a-m]'", ["-G", "^[a-m]"]),
    ("-G 'x|y' --grep 1", ["-G", "x|y", "--grep", "1"]),
    ("-S -", ["-S", "-"]),
    ("-S nowhere-at-all", ["-S", "nowhere-at-all"]),
  ]

  @Test(arguments: [HistoryRepo.Graph.none, .chain])
  func takesWhatGitLogDoes(_ graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let histories = (0..<HistoryCount.of(short: 5)).map { RandomHistory(seed: 61_000 + $0) }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    try repo.write(graph)
    var taken = 0
    for (index, history) in histories.enumerated() {
      let (edge, upstream, sut) = try Self.history(of: repo, index, in: folder)
      // Not each of the commits leads to the branch's tip.
      let reached = Set(
        try repo.git.outcome(["rev-list", HistoryRepo.branch(of: index)]).lines)
      let ids = repo.ids[index].filter { reached.contains($0) }
      let nodes = try ids.map { try upstream.node(#require(ObjectID(hex: $0))) }
      func found(_ filter: CommitFilter) throws -> [String] {
        try CommitMatcher(filter, of: edge, sut).matches(among: nodes).map(\.id.hex)
      }
      func log(_ options: [String]) throws -> Set<String> {
        Set(
          try repo.git.outcome(
            ["--literal-pathspecs", "log", "--format=%H", HistoryRepo.branch(of: index)]
              + options
          ).lines)
      }
      for (line, options) in Self.lines {
        let wanted = try log(options)
        taken += wanted.count
        let label: Comment = "history \(history.seed): \(line)"
        #expect(
          try found(CommitFilter(parsing: line)) == ids.filter { wanted.contains($0) }, label)
      }
      let paths = Set(history.commits.flatMap(\.tree.paths)).map { RepoPath($0) }.sorted()
      for path in paths.prefix(8) + Set(paths.map(\.parent)).sorted().prefix(4) {
        if path.bytes.contains(0x0A) || String(validating: path.bytes, as: UTF8.self) == nil {
          continue
        }
        let spec = path.isRoot ? "." : String(decoding: path.bytes, as: UTF8.self)
        let plain = try log(["--full-history", "--no-merges", "--", spec])
        let merges = try log(["--merges"]).filter { id in
          try !repo.git.run(
            "diff-tree", "-c", "--name-only", "-r", "--no-commit-id", id, "--", spec
          )
          .output.isEmpty
        }
        var filter = CommitFilter()
        filter.places = [CommitFilter.Place(edge: nil, upstream: path)]
        let label: Comment = "history \(history.seed): \(path)"
        let wanted = plain.union(merges)
        #expect(try found(filter) == ids.filter { wanted.contains($0) }, label)
        filter.change = .text("e")
        let changed = try log(["--full-history", "-S", "e", "--", spec])
        #expect(try found(filter) == ids.filter { changed.contains($0) }, label)
        taken += wanted.count + changed.count
      }
    }
    #expect(taken > 200)
  }

  /// A whole history with one mapping of everything.
  private static func history(
    of repo: HistoryRepo, _ index: Int, in folder: TemporaryFolder
  ) throws -> (EdgeRepo, Repository, History) {
    let root = folder.path.appending("edge\(index)")
    let edge = try AdoptedRepo(
      repo, history: index, pin: 0, rules: RandomRules(seed: repo.histories[index].seed), at: root)
    let opened = try EdgeRepo(at: edge.root)
    let upstream = try opened.upstream.open()
    return (opened, upstream, try History(upstream, Classifier(opened.manifest)))
  }
}

/// What is typed for a filter.
@Suite struct CommitFilterLineTests {
  @Test(arguments: [
    ("", ""), ("cap", "message cap"), ("--author ana", "author ana"),
    ("--author=ana --author 'Bo L'", "author ana or Bo L"),
    ("-S MAX_DAYS -- svc/app.py", "text MAX_DAYS · app.py"),
    ("-SMAX \"two words\"", "message two words · text MAX"),
    ("-G 'a\\(b' -- a b ./c/", "lines a\\(b · a and 2 more"), ("-- -x --author", "-x and 1 more"),
    ("--grep -x", "message -x"), ("--grep=", "message "), ("-", "message -"),
    ("a\\ b", "message a b"), ("-- .", "."), ("--author a\u{1B}b", "author a^[b"),
  ])
  func isRead(_ line: String, _ text: String) throws {
    #expect(try CommitFilter(parsing: line).text.string == text)
  }

  @Test(arguments: [
    ("--since=1", "--since=1 is none of --author, --grep, -S, -G and --"),
    ("-i x", "-i is none of --author, --grep, -S, -G and --"), ("-S", "-S needs a value"),
    ("--authorx", "--authorx is none of --author, --grep, -S, -G and --"),
    ("-S ''", "-S needs a text"), ("-G ''", "-G needs a regular expression"),
    ("-S a -G b", "one of -S and -G is enough"), ("'a", "a quote isn't closed"),
    ("a\0b", "it has a zero byte"), ("-- a\0b", "it has a zero byte"),
  ])
  func isRefused(_ line: String, _ why: String) {
    let error = #expect(throws: FilterError.self) { try CommitFilter(parsing: line) }
    #expect(error?.why.string == why)
  }
}
