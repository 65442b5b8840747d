import Support
import Testing

/// What upstream writes into its tree is never obeyed in a submodule either.
@Suite struct HostileSubmoduleTests {
  /// Upstream's own `.gitmodules` with what clients have obeyed in the past: git's check of what comes in
  /// finds it, before anything lands.
  @Test func aHostileGitmodulesIsRefused() throws {
    let pair = try EdgePair(.submodule)
    let canary = pair.canaryCommand
    let inner: RawRepository.Entry = .text(
      """
      [submodule "../../../x"]
      \tpath = inner
      \turl = -u./canary
      \tupdate = !\(canary)
      [submodule "a\\rb"]
      \tpath = "hooks\\r"
      \turl = ../platform

      """)
    let tree = try pair.platform.tree(
      EdgePair.root(.folder(EdgePair.pinnedService)) + [
        (Array(".gitmodules".utf8), inner), (Array("inner".utf8), .gitlink(pair.pin)),
      ])
    let commit = try pair.platform.commit(
      tree: tree, parents: [pair.pin], message: Array("Attack".utf8))
    try pair.platform.point("main", at: commit)
    let before = try pair.state()
    let outcome = try pair.run("pin", commit, "--yes")
    #expect(outcome.status == 1)
    #expect(outcome.unsafeText.isEmpty)
    #expect(outcome.errorText.contains("nothing landed: the submodule platform"))
    #expect(outcome.errorText.contains("Choose another commit, and tell upstream"))
    #expect(try pair.state() == before)
    #expect(try pair.canaries().isEmpty)
  }

  /// Upstream's attributes, hooks and a submodule of its own.
  @Test func nothingOfUpstreamsIsRun() throws {
    let pair = try EdgePair(.submodule)
    let canary = pair.canaryCommand
    let inner: RawRepository.Entry = .text(
      "[submodule \"inner\"]\n\tpath = inner\n\turl = ../platform\n")
    let tree = try pair.platform.tree([
      (Array(".gitmodules".utf8), inner),
      (Array(".gitattributes".utf8), .text("* filter=x diff=x merge=x ident\n")),
      (Array("inner".utf8), .gitlink(pair.pin)),
      (
        Array("hooks".utf8),
        .folder([
          "post-checkout": .file(Array("#!/bin/sh\n\(canary)\n".utf8), isExecutable: true),
          "reference-transaction": .file(
            Array("#!/bin/sh\n\(canary)\n".utf8), isExecutable: true),
        ])
      ),
      (
        Array("services".utf8),
        .folder(["api": .folder(["app.py": .text("$Id$\n"), "link": .link(to: "/etc/passwd")])])
      ),
    ])
    let commit = try pair.platform.commit(
      tree: tree, parents: [pair.pin], message: Array("Attack".utf8))
    try pair.platform.point("main", at: commit)
    let submodule = pair.folder.git(in: "edge/platform")
    for setting in ["smudge", "clean", "process"] {
      try submodule.run("config", "filter.x.\(setting)", canary)
    }
    let around = try pair.surroundings().filter { !$0.contains("./platform/") }
    let outcome = try pair.run("pin", commit, "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("platform/inner: a submodule of upstream's"))
    #expect(outcome.text.contains("the link leads out") == false)
    #expect(try pair.canaries().isEmpty)
    #expect(try pair.surroundings().filter { !$0.contains("./platform/") } == around)
    #expect(try submodule.line("rev-parse", "HEAD") == commit)
    // Attributes count as they do for git, but for the programs that they name.
    let id = try pair.platform.git.line("rev-parse", "\(commit):services/api/app.py")
    #expect(pair.folder.text(of: "edge/platform/services/api/app.py") == "$Id: \(id) $\n")
    #expect(pair.folder.text(of: "edge/platform/inner/.git") == nil)
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.canaries().isEmpty)
  }

  @Test(arguments: [".git", ".GIT", "git~1", ".g\u{200C}it", "a\\..\\b"])
  func aNameThatGitWouldTakeForItsOwnIsRefused(_ name: String) throws {
    let pair = try EdgePair(.submodule)
    let tree = try pair.platform.tree(
      EdgePair.root(.folder(EdgePair.pinnedService))
        + [(Array(name.utf8), .folder(["config": .text("[core]\n")]))])
    let commit = try pair.platform.commit(
      tree: tree, parents: [pair.pin], message: Array("Attack".utf8))
    try pair.platform.point("main", at: commit)
    let before = try pair.state()
    let outcome = try pair.run("pin", commit, "--yes")
    #expect(outcome.status == 1)
    #expect(outcome.isOneSentence && outcome.unsafeText.isEmpty, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("that no sync may write"))
    #expect(try pair.state() == before)
  }

  @Test(arguments: ["platform", "platform/tools", ".git/own"])
  func hooksInTheSubmoduleAreRefused(_ folder: String) throws {
    let pair = try EdgePair(.submodule)
    let commits = try pair.advanceAsUsual()
    try pair.edge.git.run("config", "core.hooksPath", folder)
    let tree = try pair.platform.tree(
      EdgePair.root(.folder(EdgePair.pinnedService)) + [
        (Array("pre-commit".utf8), .text("#!/bin/sh\n")),
        (Array("tools".utf8), .folder(["pre-commit": .text("#!/bin/sh\n")])),
      ])
    let commit = try pair.platform.commit(
      tree: tree, parents: [commits[3]], message: Array("Add hooks".utf8))
    try pair.platform.point("main", at: commit)
    let outcome = try pair.run("pin", commit, "--yes")
    #expect(outcome.status == (folder == ".git/own" ? 0 : 3), "\(outcome.errorText)")
  }
}
