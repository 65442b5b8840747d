import Foundation
import Git
import Landing
import Planning
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Text

/// Where something of a person's stands in the way, nothing at all is changed and each path is named.
@Suite struct RefusalTests {
  /// Something in the way of ``ServiceHistory``'s second commit.
  struct Obstruction: CustomStringConvertible, Sendable {
    let description: String
    /// What the error has to name.
    let names: [String]
    let setUp: @Sendable (AdoptedRepo) throws -> Void

    init(
      _ description: String, names: [String],
      setUp: @escaping @Sendable (AdoptedRepo) throws -> Void
    ) {
      self.description = description
      self.names = names
      self.setUp = setUp
    }
  }

  private static func write(_ text: String, _ name: String, _ repo: AdoptedRepo) throws {
    try RawFiles.write(text, at: "services/api/" + name, below: repo.root)
  }

  private static func path(_ name: String, _ repo: AdoptedRepo) -> String {
    repo.root.appending("services/api/" + name).string
  }

  private static func commit(_ repo: AdoptedRepo, _ message: String = "Mine") throws {
    try repo.git.run("add", "--all", "--force")
    try repo.git.run("commit", "--quiet", "--message", message)
  }

  /// Makes a branch `side` that clashes with the current one in the notes.
  private static func diverge(_ repo: AdoptedRepo) throws {
    try repo.git.run("switch", "--quiet", "--create", "side")
    try RawFiles.write("side\n", at: "docs/notes.md", below: repo.root)
    try commit(repo, "Side")
    try repo.git.run("switch", "--quiet", "main")
    try RawFiles.write("main\n", at: "docs/notes.md", below: repo.root)
    try commit(repo, "Main")
  }

  static let drift: [Obstruction] = [
    Obstruction("a modified file", names: ["services/api/app.py"]) {
      try write("mine\n", "app.py", $0)
    },
    Obstruction("a modified file that the sync wouldn't touch", names: ["services/api/same.py"]) {
      try write("mine\n", "same.py", $0)
    },
    Obstruction("staged changes", names: ["services/api/app.py"]) {
      try write("mine\n", "app.py", $0)
      try $0.git.run("add", "--all")
    },
    Obstruction("staged changes that the work tree hasn't", names: ["services/api/app.py"]) {
      try write("mine\n", "app.py", $0)
      try $0.git.run("add", "--all")
      try write("app 1\n", "app.py", $0)
    },
    Obstruction("a committed change", names: ["services/api/app.py", "services/api/gone.py"]) {
      try write("mine\n", "app.py", $0)
      try write("mine\n", "gone.py", $0)
      try commit($0)
    },
    Obstruction("a missing file", names: ["services/api/gone.py"]) {
      try RawFiles.remove(ServiceHistory.path("gone.py"), below: $0.root)
    },
    Obstruction("a file taken out of the index", names: ["services/api/app.py"]) {
      try $0.git.run("rm", "--quiet", "--cached", "services/api/app.py")
    },
    Obstruction("another mode", names: ["services/api/run.sh"]) {
      let file = HistoryFile(kind: .executable, content: Array("#!/bin/sh\n".utf8))
      try RawFiles.write(file, at: ServiceHistory.path("run.sh"), below: $0.root)
    },
    Obstruction("a link in a file's place", names: ["services/api/app.py"]) {
      let link = HistoryFile(kind: .symlink, content: Array("same.py".utf8))
      try RawFiles.write(link, at: ServiceHistory.path("app.py"), below: $0.root)
    },
  ]

  static let inTheWay: [Obstruction] = [
    Obstruction("an untracked file", names: ["services/api/new.py"]) {
      try write("mine\n", "new.py", $0)
    },
    Obstruction("an untracked file with upstream's very content", names: ["services/api/empty"]) {
      try write("", "empty", $0)
    },
    Obstruction("a staged file", names: ["services/api/new.py"]) {
      try write("mine\n", "new.py", $0)
      try $0.git.run("add", "--all")
    },
    Obstruction("a staged file, gone from the work tree", names: ["services/api/new.py"]) {
      try write("mine\n", "new.py", $0)
      try $0.git.run("add", "--all")
      try RawFiles.remove(ServiceHistory.path("new.py"), below: $0.root)
    },
    Obstruction("a committed file", names: ["services/api/new.py"]) {
      try write("mine\n", "new.py", $0)
      try commit($0)
    },
    Obstruction("a committed file whose removal is staged", names: ["services/api/new.py"]) {
      try write("mine\n", "new.py", $0)
      try commit($0)
      try $0.git.run("rm", "--quiet", "services/api/new.py")
    },
    Obstruction("an ignored file", names: ["services/api/empty"]) {
      try RawFiles.write("empty\n", at: ".git/info/exclude", below: $0.root)
      try write("mine\n", "empty", $0)
    },
    Obstruction("a link", names: ["services/api/new.py"]) {
      let link = HistoryFile(kind: .symlink, content: Array("../../docs/notes.md".utf8))
      try RawFiles.write(link, at: ServiceHistory.path("new.py"), below: $0.root)
    },
    Obstruction("a pipe", names: ["services/api/new.py"]) {
      #expect(mkfifo(path("new.py", $0), 0o644) == 0)
    },
    Obstruction("a folder with a file in it", names: ["services/api/empty/mine"]) {
      try write("mine\n", "empty/mine", $0)
    },
    Obstruction("a folder of committed files, gone here", names: ["services/api/empty/mine"]) {
      try write("mine\n", "empty/mine", $0)
      try commit($0)
      try RawFiles.remove(ServiceHistory.path("empty/mine"), below: $0.root)
    },
    Obstruction("a folder of staged files, gone here", names: ["services/api/empty/mine"]) {
      try write("mine\n", "empty/mine", $0)
      try $0.git.run("add", "--all")
      try RawFiles.remove(ServiceHistory.path("empty/mine"), below: $0.root)
    },
    Obstruction("a file in a folder's place", names: ["services/api/fresh"]) {
      try write("mine\n", "fresh", $0)
    },
    Obstruction("a file in a deeper folder's place", names: ["services/api/fresh/deep"]) {
      try write("mine\n", "fresh/deep", $0)
    },
    Obstruction("a committed file in a folder's place, gone here", names: ["services/api/fresh"]) {
      try write("mine\n", "fresh", $0)
      try commit($0)
      try RawFiles.remove(ServiceHistory.path("fresh"), below: $0.root)
    },
    Obstruction("a link in a folder's place", names: ["services/api/fresh"]) {
      let link = HistoryFile(kind: .symlink, content: Array("../../docs".utf8))
      try RawFiles.write(link, at: ServiceHistory.path("fresh"), below: $0.root)
    },
    Obstruction("a pipe in a folder's place", names: ["services/api/fresh"]) {
      #expect(mkfifo(path("fresh", $0), 0o644) == 0)
    },
    Obstruction("a file in a folder that becomes a file", names: ["services/api/folder/mine"]) {
      try write("mine\n", "folder/mine", $0)
    },
    Obstruction("an edge-specific file there", names: ["services/api/folder/local.env"]) {
      try write("mine\n", "folder/local.env", $0)
      try commit($0)
    },
    Obstruction("an ignored file there", names: ["services/api/folder/x.ign"]) {
      try write("mine\n", "folder/x.ign", $0)
    },
    Obstruction("an untracked changelog", names: ["docs/sync-changelog.md"]) {
      try RawFiles.write("mine\n", at: "docs/sync-changelog.md", below: $0.root)
    },
    Obstruction("an ignored changelog", names: ["docs/sync-changelog.md"]) {
      try RawFiles.write("sync-changelog.md\n", at: ".git/info/exclude", below: $0.root)
      try RawFiles.write("mine\n", at: "docs/sync-changelog.md", below: $0.root)
    },
    Obstruction("a changelog that is a folder", names: ["docs/sync-changelog.md/x"]) {
      try RawFiles.write("mine\n", at: "docs/sync-changelog.md/x", below: $0.root)
    },
    Obstruction("a changelog that is a link", names: ["docs/sync-changelog.md"]) {
      let link = HistoryFile(kind: .symlink, content: Array("notes.md".utf8))
      try RawFiles.write(link, at: Array("docs/sync-changelog.md".utf8), below: $0.root)
      try commit($0)
    },
  ]

  static let unfinished: [Obstruction] = [
    Obstruction("a merge with conflicts", names: ["a merge", "docs/notes.md"]) {
      try diverge($0)
      #expect(try $0.git.outcome(["merge", "--quiet", "side"]).status != 0)
    },
    Obstruction("a merge without conflicts", names: ["a merge"]) {
      try $0.git.run("switch", "--quiet", "--create", "side")
      try $0.git.run("commit", "--quiet", "--allow-empty", "--message", "Side")
      try $0.git.run("switch", "--quiet", "main")
      try $0.git.run("merge", "--quiet", "--no-ff", "--no-commit", "side")
    },
    Obstruction("a rebase", names: ["a rebase is in progress"]) {
      try diverge($0)
      #expect(try $0.git.outcome(["rebase", "--quiet", "side"]).status != 0)
    },
    Obstruction("a cherry-pick", names: ["a cherry-pick", "docs/notes.md"]) {
      try diverge($0)
      #expect(try $0.git.outcome(["cherry-pick", "side"]).status != 0)
    },
    Obstruction("a revert", names: ["a revert", "docs/notes.md"]) {
      try diverge($0)
      try RawFiles.write("more\n", at: "docs/notes.md", below: $0.root)
      try commit($0)
      #expect(try $0.git.outcome(["revert", "--no-edit", "HEAD^"]).status != 0)
    },
    Obstruction("patches being applied", names: ["git am"]) {
      try diverge($0)
      let patch = try $0.git.run("format-patch", "-1", "--stdout", "side").output
      #expect(try $0.git.outcome(["am", "--quiet"], input: patch).status != 0)
    },
    Obstruction("a stash that clashed", names: ["docs/notes.md is unmerged"]) {
      try RawFiles.write("stashed\n", at: "docs/notes.md", below: $0.root)
      try $0.git.run("stash", "--quiet")
      try RawFiles.write("main\n", at: "docs/notes.md", below: $0.root)
      try commit($0)
      #expect(try $0.git.outcome(["stash", "pop", "--quiet"]).status != 0)
    },
    Obstruction("a detached HEAD", names: ["on no branch"]) {
      try $0.git.run("switch", "--quiet", "--detach")
    },
    Obstruction("a branch without a commit", names: ["nowhere has no commit yet"]) {
      try $0.git.run("symbolic-ref", "HEAD", "refs/heads/nowhere")
    },
    Obstruction("a changed manifest", names: ["edgesync.yml has uncommitted changes"]) {
      let text = try String(
        contentsOfFile: $0.root.appending("edgesync.yml").string, encoding: .utf8)
      try RawFiles.write(text + "# mine\n", at: "edgesync.yml", below: $0.root)
    },
    Obstruction("a staged manifest", names: ["edgesync.yml has uncommitted changes"]) {
      let text = try String(
        contentsOfFile: $0.root.appending("edgesync.yml").string, encoding: .utf8)
      try RawFiles.write(text + "# mine\n", at: "edgesync.yml", below: $0.root)
      try $0.git.run("add", "edgesync.yml")
    },
    Obstruction("a changed lock", names: ["edgesync.lock has uncommitted changes"]) {
      let text = try String(
        contentsOfFile: $0.root.appending("edgesync.lock").string, encoding: .utf8)
      try RawFiles.write(text + "# mine\n", at: "edgesync.lock", below: $0.root)
    },
    Obstruction("a lock that isn't committed", names: ["edgesync.lock isn't committed"]) {
      try $0.git.run("rm", "--quiet", "--cached", "edgesync.lock")
      try $0.git.run("commit", "--quiet", "--message", "Take it out")
    },
  ]

  @Test(arguments: drift + inTheWay + unfinished)
  func theSyncIsRefusedAndNothingChanges(_ obstruction: Obstruction) throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    try obstruction.setUp(repo)
    let before = try repo.everything()
    let error = #expect(throws: PlanError.self) {
      _ = try repo.session().plan(to: repo.candidate(1), kind: .weekly)
    }
    #expect(error?.exitStatus.rawValue == 3)
    let message = error?.message.string ?? ""
    for name in obstruction.names { #expect(message.contains(name), "\(message)") }
    #expect(try repo.everything() == before)
  }

  @Test func everyObstacleIsNamedAtOnce() throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    for name in ["app.py", "new.py", "fresh", "folder/mine"] {
      try Self.write("mine\n", name, repo)
    }
    let error = #expect(throws: PlanError.self) {
      _ = try repo.session().plan(to: repo.candidate(1), kind: .weekly)
    }
    guard case .inTheWay(let blockers) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let path: (String) -> RepoPath = { RepoPath(ServiceHistory.path($0)) }
    #expect(
      Set(blockers) == [
        .drift(path("app.py"), .modified), .stray(path("new.py")), .stray(path("fresh")),
        .stray(path("folder/mine")),
      ])
  }

  @Test func emptyFoldersGiveWay() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    for name in ["empty/in/it", "empty/too", "new.py"] {
      try FileManager.default.createDirectory(
        atPath: Self.path(name, repo), withIntermediateDirectories: true)
    }
    let oracle = try LandingOracle(repo, from: 0)
    let (_, landed) = try await repo.pin(1)
    #expect(landed.leftAlone.isEmpty)
    try oracle.expectLanded(1, "")
  }

  @Test func aFileThatComesToBeSyncedMustNotHaveUncommittedChanges() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    // The mapping leaves the file out, and its copy stays.
    var mapping = ServiceHistory.rules.mappings[0]
    mapping.exclude = [.name("same.py")]
    try repo.change(to: RandomRules([mapping]))
    try await repo.pin(0)
    try repo.change(to: ServiceHistory.rules)
    let plan = try repo.session().plan(to: repo.candidate(0), kind: .weekly)
    #expect(plan.steps.isEmpty && !plan.isEmpty)
    for isStaged in [false, true] {
      try Self.write("mine\n", "same.py", repo)
      if isStaged { try repo.git.run("add", "--all") }
      let error = #expect(throws: PlanError.self) {
        _ = try repo.session().plan(to: repo.candidate(0), kind: .weekly)
      }
      #expect(error?.message.string.contains("services/api/same.py") ?? false)
    }
  }
}
