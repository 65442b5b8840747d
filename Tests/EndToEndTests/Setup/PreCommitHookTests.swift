import Foundation
import Support
import SystemPackage
import Testing

/// The pre-commit hook, run by the real git.
@Suite struct PreCommitHookTests {
  /// An adopted pair with the hook in it, and git with edgesync on its path.
  private struct Hooked {
    let pair: EdgePair
    let git: Plumbing

    init(_ pair: EdgePair) throws {
      self.pair = pair
      git = Self.git(on: pair.edge.git.folder)
      try #require(try pair.run("init", "--hook", "--yes").status == 0)
    }

    static func git(on folder: FilePath) -> Plumbing {
      let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
      let program = EdgesyncProgram.path.removingLastComponent().string
      return Plumbing(folder, variables: ["PATH": "\(program):\(path)"])
    }

    /// Runs a script in the edge repo, and tells how it ended and whether it made a commit.
    func script(_ text: String) throws -> (outcome: Program.Outcome, committed: Bool) {
      let before = try git.line("rev-parse", "HEAD")
      let outcome = try git.shell(text)
      return (outcome, try git.line("rev-parse", "HEAD") != before)
    }
  }

  private static let edit = "echo more >> services/api/app.py"

  @Test(arguments: [
    "\(edit); git add -A; git commit -qm x", "\(edit); git commit -qam x",
    // git makes these commits from an index of their own.
    "\(edit); git commit -qm x -- services/api/app.py",
    "\(edit); cd services/api; git commit -qm x app.py",
    "\(edit); echo y >> notes.txt; git add notes.txt; git commit -qm x -o services/api/app.py",
    "\(edit); git add -A; git commit -qm x --amend",
    "git rm -q services/api/app.py; git commit -qm x",
    "git mv services/api/app.py services/api/main.py; git commit -qm x",
    "chmod -x services/api/run.sh; git commit -qam x",
    "ln -sf /etc/passwd services/api/app.py; git commit -qam x",
    "rm -r services/api/utils; echo f > services/api/utils; git add -A; git commit -qm x",
  ])
  func refusesAnEditAndSaysWhereToMakeIt(_ script: String) throws {
    let hooked = try Hooked(EdgePair())
    let (outcome, committed) = try hooked.script(script)
    #expect(outcome.status != 0)
    #expect(!committed)
    let path = try #require(
      ["app.py", "run.sh", "utils/math.py"].map { "services/api/" + $0 }.first {
        outcome.errorText.contains(" \($0)\n")
      }, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("there: \(path) in ../platform, branch main"))
    #expect(outcome.errorText.contains("rule:  edgesync.yml:6 mapping api"), "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty)
  }

  @Test func isPassedAsItsTextSays() throws {
    let hooked = try Hooked(EdgePair())
    let remedy = Remedy(pair: hooked.pair)
    try remedy.run("\(Self.edit); git commit -qam x", succeeds: false)
    let text = try #require(hooked.pair.folder.text(of: "edge/.git/hooks/pre-commit"))
    let command = try remedy.command("git commit ", in: text)
    try remedy.run("git add -A && \(command) -q")
    #expect(try hooked.git.line("log", "-1", "--format=%s") == "Written")
  }

  @Test(arguments: [
    "echo more >> services/api/Dockerfile; git commit -qam x",
    "echo more >> notes.txt; git commit -qam x",
    // The edit is in the work tree, and not in the commit.
    "\(edit); echo more >> notes.txt; git commit -qm x notes.txt",
    "echo x > services/api/stray.txt; git add -A; git commit -qm x",
    // One commit gives the file away and edits it.
    "\(edit); sed -i 's/requirements.txt]/requirements.txt, app.py]/' edgesync.yml; git commit -qam x",
    "git rm -q edgesync.yml edgesync.lock services/api/app.py; git commit -qm x",
    "\(edit); git commit -qnam x",
    "git commit -qm x --allow-empty",
  ])
  func letsOthersThrough(_ script: String) throws {
    let hooked = try Hooked(EdgePair())
    let (outcome, committed) = try hooked.script(script)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(committed)
  }

  @Test func letsDriftBeMended() throws {
    let hooked = try Hooked(EdgePair())
    #expect(try hooked.script("\(Self.edit); git commit -qnam drift").committed)
    // What HEAD has wrong already isn't this commit's doing.
    #expect(try hooked.script("echo more >> notes.txt; git commit -qam x").committed)
    #expect(!(try hooked.script("\(Self.edit); git commit -qam worse").committed))
    let fix = "git checkout -q HEAD~2 -- services/api/app.py; git commit -qm fix"
    #expect(try hooked.script(fix).committed)
    #expect(try hooked.pair.run("verify").status == 0)
  }

  @Test func letsSyncsThroughAndMergesThatBringThem() throws {
    let hooked = try Hooked(EdgePair())
    let commits = try hooked.pair.advanceAsUsual()
    #expect(
      try hooked.script("git switch -qc topic; echo topic > notes.txt; git commit -qam t").committed
    )
    #expect(try hooked.git.shell("git switch -q main").status == 0)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folder = EdgesyncProgram.path.removingLastComponent().string
    let pin = try hooked.pair.edgesync.with(["PATH": "\(folder):\(path)"]).run(
      ["pin", commits[3], "--yes"], in: hooked.git.folder)
    #expect(pin.status == 0, "\(pin.errorText)")
    #expect(
      try hooked.git.line("log", "-1", "--format=%(trailers:key=Edgesync-To,valueonly)")
        .hasPrefix(commits[3]))
    #expect(try hooked.script("echo main > notes.txt; git commit -qam m").committed)
    // The conflict is in another file; the commit that ends the merge carries the whole sync.
    let merge = try hooked.git.shell(
      "git switch -q topic; git merge -q main; echo both > notes.txt; git add notes.txt; git commit -qm merge"
    )
    #expect(merge.status == 0, "\(merge.errorText)")
    #expect(try hooked.git.line("rev-list", "--count", "--merges", "HEAD") == "1")
    #expect(try hooked.pair.run("verify").status == 0)
  }

  @Test func worksInALinkedWorkTree() throws {
    let hooked = try Hooked(EdgePair())
    let linked = hooked.pair.folder.path.appending("linked")
    try hooked.git.run("worktree", "add", "--quiet", "-b", "other", linked.string)
    let git = Hooked.git(on: linked)
    let refused = try git.shell("\(Self.edit); git commit -qam x")
    #expect(refused.status != 0)
    #expect(refused.errorText.contains("there: services/api/app.py"), "\(refused.errorText)")
    let other = try git.shell("git checkout -q .; echo y >> notes.txt; git commit -qam y")
    #expect(other.status == 0, "\(other.errorText)")
  }

  @Test func cannotLookAndSaysSo() throws {
    let hooked = try Hooked(EdgePair())
    // No edgesync on the path.
    let bare = try Plumbing(hooked.git.folder, variables: ["PATH": "/usr/bin:/bin"]).shell(
      "\(Self.edit); git commit -qam x")
    #expect(bare.status == 0)
    #expect(bare.errorText.contains("there is no edgesync here"), "\(bare.errorText)")
    // No upstream to compare with.
    let gone = try hooked.script("mv ../platform ../gone; \(Self.edit); git commit -qam x")
    #expect(gone.committed)
    #expect(gone.outcome.errorText.contains("couldn't look"), "\(gone.outcome.errorText)")
    #expect(gone.outcome.errorText.contains("platform can't be read"), "\(gone.outcome.errorText)")
    // A lock that nobody can read.
    let broken = try hooked.script("echo x > edgesync.lock; \(Self.edit); git commit -qam x")
    #expect(broken.committed)
    #expect(broken.outcome.errorText.contains("exit status 78"), "\(broken.outcome.errorText)")
  }

  @Test func fetchesNothing() throws {
    // Nobody listens there: a fetch would fail, and say so.
    let pair = try EdgePair(url: "http://127.0.0.1:1/platform.git")
    let hooked = try Hooked(pair)
    let other = try hooked.script("echo more >> notes.txt; git commit -qam x")
    #expect(other.committed)
    #expect(other.outcome.error.isEmpty, "\(other.outcome.errorText)")
    let edit = try hooked.script("\(Self.edit); git commit -qam x")
    #expect(edit.committed)
    #expect(edit.outcome.errorText.contains("edgesync fetch"), "\(edit.outcome.errorText)")
  }

  // MARK: `verify --staged` itself

  @Test func givesItAsJSON() throws {
    let pair = try EdgePair()
    let none = try JSON(parsing: pair.run("verify", "--staged", "--json").output)
    #expect(none["identical"] == .bool(true))
    #expect(none["drift"].elements.isEmpty)
    #expect(
      try pair.edge.git.shell("\(Self.edit); echo x > services/api/new.txt; git add -A").status == 0
    )
    let outcome = try pair.run("verify", "--staged", "--json")
    #expect(outcome.status == 3)
    #expect(outcome.error.isEmpty)
    let document = try JSON(parsing: outcome.output)
    #expect(
      document.shape
        == "{drift:[{kind:string,path:string,rule:string,upstreamPath:string}],files:number,identical:bool,pin:id,strays:[string],upstream:{branch:string,url:string}}"
    )
    #expect(document["drift"][0]["path"] == .string("services/api/app.py"))
    #expect(document["drift"][0]["kind"] == .string("modified"))
    #expect(document["strays"] == .array([.string("services/api/new.txt")]))
  }

  @Test func aRepoThatIsNotAdoptedHasNothingToLookFor() throws {
    let folder = try TemporaryFolder()
    let git = folder.git(in: ".")
    try git.run("init", "--quiet")
    let program = EdgesyncProgram(home: folder.path, temporary: folder.path)
    let outcome = try program.run(["verify", "--staged"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let document = try program.run(["verify", "--staged", "--json"], in: folder.path)
    #expect(try JSON(parsing: document.output)["pin"] == .null)
  }

  /// An index that git named to the hook of another repository isn't this one's.
  @Test func anotherRepositorysIndexIsNotHeeded() throws {
    let pair = try EdgePair()
    #expect(try pair.edge.git.shell("\(Self.edit); git add -A").status == 0)
    let foreign = pair.platform.git.folder
    let gitFolder = try pair.platform.git.line("rev-parse", "--absolute-git-dir")
    let outcome = try pair.edgesync.with([
      "GIT_INDEX_FILE": foreign.appending("no-index").string, "GIT_DIR": gitFolder,
    ]).run(["verify", "--staged", "--json"], in: pair.edge.git.folder)
    #expect(outcome.status == 3)
    #expect(try JSON(parsing: outcome.output)["drift"].elements.count == 1)
    // Without --staged, no such variable counts.
    let index = pair.folder.path.appending("empty-index").string
    let plain = try pair.edgesync.with(["GIT_INDEX_FILE": index]).run(
      ["verify", "--json"], in: pair.edge.git.folder)
    #expect(try JSON(parsing: plain.output)["drift"].elements.count == 1)
  }
}
