import Foundation
import Support
import SystemPackage
import Testing

/// Checkouts that aren't the usual one.
@Suite struct CheckoutEdgeCases {
  /// Another checkout of the edge repo, with its own service, in the edge repo's place.
  private func clone(_ arguments: [String], of pair: EdgePair) throws -> CheckedPair {
    try pair.edge.git.run("config", "uploadpack.allowFilter", "true")
    let around = pair.folder.git(in: ".")
    _ = try Program("/bin/mv").run(["edge", "origin"], in: pair.folder.path)
    let outcome = try around.outcome(
      ["clone", "--quiet"] + arguments + ["file://\(pair.folder.name)/origin", "edge"])
    try #require(outcome.status == 0, "\(outcome.errorText)")
    try pair.edge.git.run("config", "user.name", "Robin Reiter")
    try pair.edge.git.run("config", "user.email", "robin@edge.example")
    return CheckedPair(pair)
  }

  private func expectSyncs(_ checked: CheckedPair) throws {
    try checked.pair.advanceAsUsual()
    try checked.sync()
    try checked.sync(["app.py": .text("changed\n"), "utils": .link(to: "app.py")])
  }

  @Test func aShallowOneIsEnough() throws {
    try expectSyncs(clone(["--depth=1"], of: EdgePair()))
  }

  @Test func aPartialOneIsEnough() throws {
    try expectSyncs(clone(["--filter=blob:none"], of: EdgePair()))
  }

  @Test func aPartialOneThatLacksWhatIsNeededSaysWhatToRun() throws {
    let pair = try EdgePair(manifest: "checks: [{ name: looks, run: test -f notes.txt }]")
    let checked = try clone(["--filter=blob:none", "--sparse"], of: pair)
    try pair.advanceAsUsual()
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1)
    let words =
      "it is a partial clone, and edgesync doesn't fetch its missing objects. Complete it with `"
    #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
    let command = try #require(
      outcome.errorText.split(separator: "`").first { $0.hasPrefix("git -C ") })
    let fixed = try pair.edge.git.shell(String(command))
    try #require(fixed.status == 0, "\(fixed.errorText)")
    try checked.sync()
  }

  @Test(arguments: [
    ["--cone", "docs"], ["--cone", "services/api/utils"], ["--cone", "config"],
    ["--no-cone", "/*", "!/services/api/utils/"], ["--no-cone", "/*", "!*.py"],
  ])
  func aSparseOneGetsWhatItWants(_ patterns: [String]) throws {
    let pair = try EdgePair()
    // The fixture's files are copies, which git leaves where they are until it knows them.
    try pair.edge.git.run("update-index", "--refresh")
    let set = try pair.edge.git.outcome(["sparse-checkout", "set"] + patterns)
    try #require(set.status == 0, "\(set.errorText)")
    let checked = CheckedPair(pair)
    try pair.advanceAsUsual()
    let files = ["ls-files", "-t", "services"]
    try checked.sync()
    // What git itself would leave out is what was left out.
    let skipped = try pair.edge.git.outcome(files).lines
    try pair.edge.git.run("sparse-checkout", "reapply")
    let reapplied = try pair.edge.git.outcome(files).lines
    #expect(reapplied == skipped)
    try checked.sync([
      "app.py": .text("changed\n"), "utils": .folder(["arith.py": .text("changed\n")]),
    ])
    try pair.edge.git.run("sparse-checkout", "disable")
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.run("verify").status == 0)
  }

  /// A file outside of the sparse part that is there all the same is a person's.
  @Test func aFileOutsideOfTheSparsePartIsLookedAt() throws {
    let pair = try EdgePair()
    try pair.edge.git.run("sparse-checkout", "set", "--cone", "docs")
    try pair.write("mine\n", to: "services/api/app.py")
    try pair.advanceAsUsual()
    try CheckedPair(pair).expectRefusal("services/api/app.py was modified here", status: 3)
  }

  @Test(arguments: ["--assume-unchanged", "--skip-worktree"])
  func aFileThatGitIsToldNotToLookAtIsLookedAt(_ flag: String) throws {
    let pair = try EdgePair()
    try pair.edge.git.run("update-index", flag, "services/api/app.py")
    #expect(try pair.run("verify").status == 0)
    try pair.write("mine\n", to: "services/api/app.py")
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.run("verify").status == 3)
    try pair.advanceAsUsual()
    try CheckedPair(pair).expectRefusal("services/api/app.py was modified here", status: 3)
    try pair.write("one\ntwo\nthree\n", to: "services/api/app.py")
    try CheckedPair(pair).sync()
  }

  @Test(arguments: [
    (
      "git config core.splitIndex true && git update-index --split-index", "it is split",
      "git config core.splitIndex false && git update-index --no-split-index"
    ),
    (
      "git sparse-checkout set --cone --sparse-index docs", "it is sparse",
      "git sparse-checkout reapply --no-sparse-index"
    ),
    (
      "size=$(($(wc -c <.git/index) - 20)); head -c $size .git/index >cut && head -c 20 /dev/zero >>cut && mv cut .git/index",
      "it has no checksum",
      "git config index.skipHash false && git update-index --force-write-index"
    ),
  ])
  func anIndexThatCantBeReadIsRefusedWithTheRemedy(
    _ setUp: String, _ reason: String, _ remedy: String
  ) throws {
    let pair = try EdgePair()
    try #require(try pair.edge.git.shell(setUp).status == 0)
    try pair.advanceAsUsual()
    try CheckedPair(pair).expectRefusal(reason, "`\(remedy)`", status: 1)
    for command in ["verify", "status"] {
      try CheckedPair(pair).expectRefusal(reason, remedy, status: 1, of: [command])
    }
    try #require(try pair.edge.git.shell(remedy).status == 0)
    try CheckedPair(pair).sync()
  }

  /// Forms that git reads and libgit2 doesn't, as it has no name for them: a clone is in the usual form.
  @Test func aFormThatCantBeReadNamesTheWayToOneThatCan() throws {
    let pair = try EdgePair()
    try pair.edge.git.run("config", "core.repositoryFormatVersion", "1")
    try pair.edge.git.run("config", "extensions.noop-v1", "true")
    let outcome = try pair.run("status")
    #expect(outcome.status == 1)
    let command = String(try #require(outcome.errorText.firstMatch(of: /Run `([^`]+)`/)).1)
    #expect(command.hasPrefix("git clone --no-local "), "\(outcome.errorText)")
    let made = try Program("/bin/sh", variables: pair.edgesync.variables).run(["-c", command])
    #expect(made.status == 0, "\(made.errorText)")
    let again = try pair.edgesync.run(["verify"], in: pair.folder.path.appending("edge-plain"))
    #expect(again.status == 0, "\(again.errorText)")
  }

  /// Forms that only newer gits read, where git may be older.
  @Test(arguments: [
    ("extensions.refStorage", "reftable", "refs migrate --ref-format=files"),
    ("extensions.compatObjectFormat", "sha256", "--unset extensions.compatObjectFormat"),
    ("extensions.frobnicate", "true", "Install a git that knows it"),
  ])
  func aFormThatOnlyNewerGitsReadIsToldWithItsRemedy(
    _ key: String, _ value: String, _ remedy: String
  ) throws {
    let pair = try EdgePair()
    try pair.edge.git.run("config", "core.repositoryFormatVersion", "1")
    try pair.edge.git.run("config", key, value)
    let outcome = try pair.run("status")
    #expect(outcome.status == 1)
    #expect(outcome.isOneSentence && outcome.errorText.contains(remedy), "\(outcome.errorText)")
    let remedy = Remedy(pair: pair)
    switch key {
    case "extensions.compatObjectFormat":
      try remedy.follow("git -C / config --file ", of: outcome)
      try remedy.expectDone("verify")
    case "extensions.refStorage":
      #expect(
        outcome.errorText.contains("Install git 2.46 or later, and run `git ") == !Self.migratesRefs
      )
    default:
      let said = try remedy.follow("git -C ", of: outcome, succeeds: false)
      #expect(said.errorText.contains("frobnicate"), "\(said.errorText)")
    }
  }

  private static let migratesRefs =
    (try? Program("/bin/sh").run(["-c", "git refs migrate -h | grep -q ref-format"]).status) == 0

  @Test(.enabled(if: migratesRefs, "git is older than 2.46"), arguments: ["edge", "platform"])
  func refsAreMadeFilesAsTold(_ name: String) throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    try remedy.run("git refs migrate --ref-format=reftable", in: name)
    let outcome = try pair.run("status")
    #expect(outcome.errorText.contains(". Run `git -C "), "\(outcome.errorText)")
    try remedy.follow("git -C ", of: outcome)
    try remedy.expectDone("status")
  }

  /// Forms that are read as they are.
  @Test(arguments: [
    "git update-index --index-version 4", "git update-index --untracked-cache",
    "git config index.threads 4; git update-index --force-write-index",
    "git config core.repositoryFormatVersion 1; git config extensions.preciousObjects true",
    "git pack-refs --all", "git config core.untrackedCache keep; git config feature.manyFiles true",
  ])
  func otherFormsAreReadAsTheyAre(_ setUp: String) throws {
    let pair = try EdgePair()
    try #require(try pair.edge.git.shell(setUp).status == 0)
    try expectSyncs(CheckedPair(pair))
  }

  @Test(arguments: [false, true])
  func aLinkedWorkTreeIsSyncedAlone(withRelativePaths isRelative: Bool) throws {
    let pair = try EdgePair()
    _ = try Program("/bin/mv").run(["edge", "first"], in: pair.folder.path)
    let first = RawRepository(at: pair.folder.path.appending("first"))
    try first.git.run("worktree", "add", "--quiet", "-b", "side", "../edge")
    if isRelative {
      try pair.write("gitdir: ../first/.git/worktrees/edge\n", to: ".git")
      try pair.folder.write(
        "../../../../edge/.git\n", to: "first/.git/worktrees/edge/gitdir")
    }
    let before = try first.git.outcome(["status", "--porcelain", "--branch"]).text
    try expectSyncs(CheckedPair(pair))
    #expect(try first.git.outcome(["status", "--porcelain", "--branch"]).text == before)
    #expect(try pair.edge.git.line("rev-parse", "--abbrev-ref", "HEAD") == "side")
  }

  /// Settings of one work tree alone (`extensions.worktreeConfig`) count as git has it.
  @Test func settingsOfOneWorkTreeCount() throws {
    let pair = try EdgePair()
    let git = pair.edge.git
    try git.run("config", "core.repositoryFormatVersion", "1")
    try git.run("config", "extensions.worktreeConfig", "true")
    try git.run("config", "--worktree", "core.autocrlf", "true")
    let checked = CheckedPair(pair)
    try checked.sync(["app.py": .text("one\ntwo\n")])
    #expect(pair.folder.text(of: "edge/services/api/app.py") == "one\r\ntwo\r\n")
  }

  @Test func anotherFileSystemThanTheRepositorysWillDo() throws {
    let pair = try EdgePair()
    let isInMemory = TemporaryFolder.base == "/dev/shm"
    let other = try TemporaryFolder(in: isInMemory ? TemporaryFolder.onDisk : "/dev/shm")
    let devices = try Program("/usr/bin/stat").run(
      ["-c", "%d", other.path.string, pair.folder.name]
    ).lines
    withKnownIssue("the second file system is the first: not tested here") {
      #expect(Set(devices).count == 2)
    } when: {
      Set(devices).count == 1
    }
    let checked = try clone(["--separate-git-dir", other.path.string + "/git"], of: pair)
    try expectSyncs(checked)
    withExtendedLifetime(other) {}
  }

  @Test func readOnlyFilesAreReplacedAndReadOnlyFoldersRefused() throws {
    let pair = try EdgePair()
    let git = pair.edge.git
    _ = try git.shell("chmod 444 services/api/app.py; chmod 555 services/api/run.sh")
    try pair.advanceAsUsual()
    // To root everything is writable: the program runs as somebody else where it can.
    var run = { (arguments: [String]) in
      try pair.edgesync.run(arguments, in: git.folder)
    }
    if getuid() == 0 {
      _ = try Program("/bin/chown").run(["-R", "65534:65534", pair.folder.name])
      run = { arguments in
        try Program("/usr/bin/setpriv", variables: pair.edgesync.variables).run(
          ["--reuid=65534", "--regid=65534", "--clear-groups", EdgesyncProgram.name] + arguments,
          in: git.folder)
      }
    }
    _ = try git.shell("chmod 555 services/api/utils")
    let refused = try run(["pin", "main", "--yes"])
    #expect(refused.status == 3, "\(refused.errorText)")
    #expect(
      refused.errorText.contains(
        "services/api/utils isn't writable. Make the folder writable"),
      "\(refused.errorText)")
    _ = try git.shell("chmod 755 services/api/utils")
    let landed = try run(["pin", "main", "--yes"])
    #expect(landed.status == 0, "\(landed.errorText)")
    #expect(try run(["verify"]).status == 0)
    if getuid() == 0 { _ = try Program("/bin/chown").run(["-R", "0:0", pair.folder.name]) }
    #expect(
      pair.folder.text(of: "edge/services/api/app.py") == "one\ntwo and a half\nthree\nfour\n")
  }

  @Test func oneThatNamesObjectsBySHA256IsRefused() throws {
    let pair = try EdgePair()
    let git = pair.folder.git(in: "sha256")
    try pair.folder.git(in: ".").run("init", "--quiet", "--object-format=sha256", "sha256")
    for command in [
      ["verify"], ["init", "--upstream", "../platform", "--map", "a:a", "--yes"],
    ] {
      let outcome = try pair.edgesync.run(command, in: git.folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.isOneSentence && outcome.errorText.contains("SHA-256"), "\(outcome.errorText)")
    }
    #expect(try git.outcome(["status", "--porcelain", "--ignored"]).output.isEmpty)
    // One made as told is read, whatever git makes by itself.
    let remedy = Remedy(pair: pair)
    let command = try remedy.command("git init ", of: pair.run("status", "-C", "../sha256"))
    try remedy.run("mkdir made; cd made; export GIT_DEFAULT_HASH=sha256; \(command) -q", in: ".")
    let made = try remedy.run("edgesync status", in: "made", succeeds: false)
    #expect(made.errorText.contains("edgesync.yml"), "\(made.errorText)")
  }
}
