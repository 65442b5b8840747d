import Git
import Landing
import Planning
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// What upstream moves, deletes or replaces is never deleted here in silence: it is said where it went, and followed
/// when told.
@Suite struct MovedSourceTests {
  typealias Tree = [String: HistoryFile]

  /// A history, by which the last commit doesn't have what the mappings take, and what has to come of it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let trees: [Tree]
    var mappings: [(from: String, to: String)] = [("svc", "services")]
    /// What the refusal says.
    let says: [String]
    /// Where the mappings take their files from once they are followed; empty where they can't be.
    var places: [RepoPath] = []
    /// The synced files that the follow changes.
    var changes: Set<RepoPath> = []
  }

  private static func text(_ word: String) -> HistoryFile {
    HistoryFile(kind: .file, content: Array((1...20).map { "\(word) \($0)\n" }.joined().utf8))
  }

  private static func longer(_ word: String) -> HistoryFile {
    HistoryFile(kind: .file, content: text(word).content + Array("and more\n".utf8))
  }

  /// A service's files in a folder.
  private static func service(_ folder: String, changed: Bool = false) -> Tree {
    [
      "\(folder)/a.py": changed ? longer("a") : text("a"), "\(folder)/b.py": text("b"),
      "\(folder)/lib/c.py": text("c"), "\(folder)/lib/d.py": text("d"),
    ]
  }

  private static let other: Tree = ["README.md": "# Platform\n"]
  private static func with(_ tree: Tree, _ more: Tree = [:]) -> Tree {
    other.merging(tree) { $1 }.merging(more) { $1 }
  }

  static let cases: [Case] = [
    Case(
      testDescription: "a folder moved", trees: [with(service("svc")), with(service("new/svc"))],
      says: ["upstream moved svc to new/svc in ", "--follow"], places: ["new/svc"]),
    Case(
      testDescription: "a folder moved and changed in one commit",
      trees: [with(service("svc")), with(service("svc2", changed: true))],
      says: ["upstream moved svc to svc2 in "], places: ["svc2"], changes: ["services/a.py"]),
    Case(
      testDescription: "a folder moved twice, changed before, in between and after",
      trees: [
        with(service("svc")), with(service("svc", changed: true)),
        with(service("x/y", changed: true)),
        with(service("x/y", changed: true), ["x/y/b.py": longer("b")]),
        with(service("z", changed: true), ["z/b.py": longer("b")]),
        with(service("z", changed: true), ["z/b.py": longer("b"), "z/new.py": "new\n"]),
      ],
      says: ["upstream moved svc to z"], places: ["z"],
      changes: ["services/a.py", "services/b.py", "services/new.py"]),
    Case(
      testDescription: "a folder that takes another case",
      trees: [with(service("svc")), with(service("Svc"))], says: ["upstream moved svc to Svc in "],
      places: ["Svc"]),
    Case(
      testDescription: "a folder that was copied before it went",
      trees: [
        with(service("svc")), with(service("svc"), service("copy")),
        with(service("copy", changed: true)),
      ],
      says: ["upstream moved svc to copy in "], places: ["copy"], changes: ["services/a.py"]),
    Case(
      testDescription: "a folder whose files moved to the root",
      trees: [
        with(service("svc")),
        with(["a.py": text("a"), "b.py": text("b"), "lib/c.py": text("c"), "lib/d.py": text("d")]),
      ],
      says: ["upstream moved svc to . in "], places: [.root],
      changes: ["services/README.md"]),
    Case(
      testDescription: "a folder that became a link to where it went",
      trees: [
        with(service("svc")),
        with(service("v2"), ["svc": HistoryFile(kind: .symlink, content: Array("v2".utf8))]),
      ],
      says: ["upstream moved svc to v2 in "], places: ["v2"]),
    Case(
      testDescription: "a file that moved and changed",
      trees: [with(["conf.yml": text("c")]), with(["etc/settings.yml": longer("c")])],
      mappings: [("conf.yml", "etc/conf.yml")],
      says: ["upstream moved conf.yml to etc/settings.yml in "], places: ["etc/settings.yml"],
      changes: ["etc/conf.yml"]),
    Case(
      testDescription: "several mappings in a folder that moved",
      trees: [with(service("svc")), with(service("pkg", changed: true))],
      mappings: [("svc/lib", "lib"), ("svc/a.py", "bin/a.py"), ("README.md", "up/README.md")],
      says: ["svc/lib to pkg/lib", "svc/a.py to pkg/a.py", "Follow the moves"],
      places: ["pkg/lib", "pkg/a.py", "README.md"], changes: ["bin/a.py"]),
    Case(
      testDescription: "a folder that was split in two",
      trees: [
        with(service("svc")),
        with([
          "x/a.py": text("a"), "x/b.py": text("b"), "y/lib/c.py": text("c"),
          "y/lib/d.py": text("d"),
        ]),
      ],
      says: ["moved the 4 files of svc to several places", "x (2)", "y (2)", "line "]),
    Case(
      testDescription: "a folder that was deleted", trees: [with(service("svc")), with([:])],
      says: ["upstream deleted svc in ", "take the mapping out"]),
    Case(
      testDescription: "a folder that became a submodule",
      trees: [
        with(service("svc")),
        with([
          "svc": HistoryFile(
            kind: .submodule, content: Array(String(repeating: "1", count: 40).utf8))
        ]),
      ],
      says: ["svc is a submodule in "]),
    Case(
      testDescription: "a folder that became a link to nowhere",
      trees: [
        with(service("svc")),
        with(["svc": HistoryFile(kind: .symlink, content: Array("away".utf8))]),
      ],
      says: ["svc is a symbolic link in "]),
    Case(
      testDescription: "a folder that became a file",
      trees: [with(service("svc")), with(["svc": "see elsewhere\n"])], says: ["svc is a file in "]),
  ]

  private static func adopted(
    _ trees: [Tree], _ mappings: [(from: String, to: String)], in folder: TemporaryFolder
  ) throws -> AdoptedRepo {
    let upstream = try HistoryRepo([RandomHistory(trees)], at: folder.path.appending("upstream"))
    return try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: RandomRules(mappings.map { .init($0.from, $0.to) }),
      at: folder.path.appending("edge"))
  }

  @Test(arguments: cases)
  func isRefusedAndSaidAndFollowed(_ row: Case) async throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(row.trees, row.mappings, in: folder)
    let tip = try repo.candidate(row.trees.count - 1)
    let before = try repo.everything()
    let session = try repo.session()
    let error = try #require(throws: SourceError.self) {
      try session.plan(to: tip, kind: .daily, isDryRun: true)
    }
    #expect(error.exitStatus == .inTheWay)
    for words in row.says {
      #expect(error.message.string.contains(words), "\(error.message)")
    }
    guard !row.places.isEmpty else {
      _ = try #require(throws: SourceError.self) {
        try session.plan(to: tip, kind: .weekly, followsMoves: true, isDryRun: true)
      }
      #expect(try repo.everything() == before)
      return
    }
    let plan = try session.plan(to: tip, kind: .weekly, followsMoves: true)
    #expect(plan.manifest.mappings.map(\.from) == row.places)
    #expect(Set(plan.steps.map(\.path)) == row.changes)
    // What diff and log tell is what the plan does.
    let history = try session.edge.history(in: session.upstream, to: [tip])
    let files = try history.files(from: session.edge.lock.pin.id, to: tip)
    #expect(Set(files.filter { $0.group == .synced }.compactMap(\.path)) == row.changes)
    var logged: Set<RepoPath> = []
    for commit in plan.commits {
      logged.formUnion(
        try history.files(of: commit).filter { $0.group == .synced }.compactMap(\.path))
    }
    #expect(logged.isSuperset(of: row.changes))

    let proposal = try session.propose(plan, kind: .weekly, reason: nil)
    _ = try await session.land(proposal, checks: [], overriding: nil)
    #expect(try repo.git.line("status", "--porcelain") == "")
    #expect(try repo.git.outcome(["rev-list", "--count", "HEAD"]).text == "2")
    let landed = try EdgeRepo(at: repo.root)
    let upstream = try landed.upstream.open()
    #expect(landed.manifest.mappings.map(\.from) == row.places)
    #expect(landed.lock.pin.id == tip)
    let found = try Verifier(landed, upstream, PinnedFiles(of: landed, in: upstream)).verify()
    #expect(found.isIdentical && found.strays.isEmpty)
    #expect(try Planner(landed, upstream).plan(to: tip).isEmpty)
  }

  /// Commits before the move are told and planned alike once the mapping has been followed.
  @Test func commitsBeforeTheMoveAgreeOnceItIsFollowed() throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(
      [
        Self.with(Self.service("svc")), Self.with(Self.service("svc", changed: true)),
        Self.with(Self.service("v2", changed: true)),
      ], [("svc", "services")], in: folder)
    // By hand, and the pin stays.
    try repo.change(to: RandomRules([.init("v2", "services")]))
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    let (early, tip) = (try repo.candidate(1), try repo.candidate(2))
    let history = try edge.history(in: upstream, to: [tip])
    let candidates = try history.candidates(from: tip, notFrom: edge.lock.pin.id).next()
    #expect(candidates?.map(\.id) == [tip, early])
    for commit in [early, tip] {
      let files = try history.files(from: edge.lock.pin.id, to: commit)
      #expect(files.map(\.path) == ["services/a.py"] && files.allSatisfy { $0.status == .modified })
      let plan = try Planner(edge, upstream).plan(to: commit, followsMoves: true)
      #expect(plan.steps.map(\.path) == ["services/a.py"])
    }
    let overrides = try Overrides(
      of: edge.lock, edge.classifier, at: upstream.commitTree(edge.lock.pin.id), in: upstream,
      places: edge.places)
    #expect(overrides.owed.isEmpty)
    let error = try #require(throws: SourceError.self) {
      try Planner(edge, upstream).plan(to: early)
    }
    #expect(error.message.string.contains("v2 is at svc"), "\(error.message)")
  }

  /// A file that went with the move goes here too, where the mapping was changed by hand.
  @Test func whatWentAlongTheWayGoes() async throws {
    let folder = try TemporaryFolder()
    var moved = Self.service("v2")
    moved["v2/b.py"] = nil
    let repo = try Self.adopted(
      [Self.with(Self.service("svc")), Self.with(moved)], [("svc", "services")], in: folder)
    try repo.change(to: RandomRules([.init("v2", "services")]))
    let (plan, _) = try await repo.pin(1)
    #expect(plan.deletes == ["services/b.py"])
  }

  /// A folder that moved away and back: the commits in between are told as what they change.
  @Test func aFolderThatMovedBackIsTheSame() throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(
      [
        Self.with(Self.service("svc")), Self.with(Self.service("v2")),
        Self.with(Self.service("v2", changed: true)), Self.with(Self.service("svc", changed: true)),
      ], [("svc", "services")], in: folder)
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    let tip = try repo.candidate(3)
    let plan = try Planner(edge, upstream).plan(to: tip)
    #expect(plan.steps.map(\.path) == ["services/a.py"] && plan.edit == nil)
    #expect(plan.commits.count == 3)
    let history = try edge.history(in: upstream, to: [tip])
    _ = try history.candidates(from: tip, notFrom: edge.lock.pin.id).count()
    for (number, changes) in [(1, []), (2, ["services/a.py"]), (3, [])] as [(Int, [RepoPath])] {
      let files = try history.files(of: upstream.commit(repo.candidate(number)))
      #expect(files.compactMap(\.path) == changes, "\(number)")
    }
    let between = try repo.candidate(2)
    _ = try #require(throws: SourceError.self) { try Planner(edge, upstream).plan(to: between) }
    let followed = try Planner(edge, upstream).plan(to: between, followsMoves: true)
    #expect(followed.manifest.mappings.map(\.from) == ["v2"])
  }

  /// A mapping from what upstream never had is a fault of the manifest.
  @Test(arguments: [
    ("svk", "There is svc. Write `from: svc`"), ("Svc", "There is svc. Write `from: svc`"),
    ("svc/lip", "There is svc/lib. Write `from: svc/lib`"),
    ("nothing/alike", "Name a folder that upstream has"),
  ])
  func aSlipIsRefusedWithWhatWasMeant(_ from: String, _ words: String) throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(
      [Self.with(Self.service("svc")), Self.with(Self.service("svc", changed: true))],
      [(words.contains("svc/lib") ? "svc/lib" : "svc", "services")], in: folder)
    try repo.change(to: RandomRules([.init(from, "services")]))
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    for commit in [0, 1] {
      let candidate = try repo.candidate(commit)
      for isFollowing in [false, true] {
        let error = try #require(throws: SourceError.self) {
          try Planner(edge, upstream).plan(to: candidate, followsMoves: isFollowing)
        }
        #expect(error.exitStatus == .invalid)
        #expect(error.message.string.hasPrefix("edgesync.yml:"))
        // What the lock was made from is what is meant.
        let meant = words.contains("Name a folder") ? "Write `from: svc`" : words
        #expect(error.message.string.contains(meant), "\(error.message)")
      }
      _ = try #require(throws: SourceError.self) {
        try edge.history(in: upstream, to: [candidate])
      }
    }
  }

  /// A mapping of what comes later is no fault; a commit that doesn't have it yet can't be taken.
  @Test func aFolderThatComesLaterIsWaitedFor() async throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(
      [
        Self.with(Self.service("svc")), Self.with(Self.service("svc", changed: true)),
        Self.with(Self.service("svc", changed: true), ["late/x.py": "x\n"]),
      ], [("svc", "services")], in: folder)
    try repo.change(to: RandomRules([.init("svc", "services"), .init("late", "late")]))
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    let (early, tip) = (try repo.candidate(1), try repo.candidate(2))
    let history = try edge.history(in: upstream, to: [early, tip])
    #expect(try history.files(from: edge.lock.pin.id, to: early).count == 1)
    let error = try #require(throws: SourceError.self) {
      try Planner(edge, upstream).plan(to: early)
    }
    #expect(error.exitStatus == .inTheWay)
    #expect(error.message.string.contains("there is no late in "), "\(error.message)")
    let (plan, _) = try await repo.pin(2)
    #expect(plan.steps.map(\.path) == ["late/x.py", "services/a.py"])
  }
}
