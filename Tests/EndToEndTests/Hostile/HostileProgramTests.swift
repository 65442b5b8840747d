import Support
import SystemPackage
import Testing

/// Programs that a repository or a setting names: none runs but the user's own hooks around a commit.
@Suite struct HostileProgramTests {
  /// Hooks of githooks(5).
  private static let hooks = [
    "applypatch-msg", "pre-applypatch", "post-applypatch", "pre-commit", "pre-merge-commit",
    "prepare-commit-msg", "commit-msg", "post-commit", "pre-rebase", "post-checkout", "post-merge",
    "pre-push", "pre-receive", "update", "proc-receive", "post-receive", "post-update",
    "reference-transaction", "push-to-checkout", "pre-auto-gc", "post-rewrite",
    "sendemail-validate", "fsmonitor-watchman", "post-index-change",
  ]

  private func plantHooks(in folder: String, _ pair: EdgePair) throws {
    for hook in Self.hooks {
      _ = try Program("/bin/mkdir").run(["-p", pair.folder.name + "/" + folder])
      _ = try pair.canaryProgram(folder + "/" + hook)
    }
  }

  @Test(arguments: ["../platform", "file://@FOLDER@/platform"])
  func lookingRunsNoHook(_ url: String) throws {
    let pair = try EdgePair(url: url)
    try pair.advanceAsUsual()
    for folder in ["edge/.git/hooks", "platform/.git/hooks", "edge/.githooks"] {
      try plantHooks(in: folder, pair)
    }
    for setting in url == "../platform"
      ? [".githooks", ""] : [pair.folder.name + "/edge/.githooks"]
    {
      try pair.edge.git.run("config", "core.hooksPath", setting)
      for (arguments, outcome) in try pair.look() {
        #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      }
      #expect(try pair.run("check", "main").status == 0)
    }
    #expect(try pair.canaries().isEmpty)
  }

  @Test func landingRunsTheUsersCommitHooksOnly() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    try pair.advanceAsUsual()
    try plantHooks(in: "edge/.git/hooks", pair)
    try plantHooks(in: "platform/.git/hooks", pair)
    #expect(try pair.run("fetch").status == 0)
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(
      try pair.canaries().map { $0.split(separator: "/").last ?? "" }.sorted()
        == [
          "canary-commit-msg", "canary-post-commit", "canary-pre-commit",
          "canary-prepare-commit-msg",
        ])
  }

  @Test(arguments: [
    "git config core.hooksPath services/api", "git config core.hooksPath ./services/api/",
    "git config core.hooksPath \"$PWD/services/api\"",
    "git config core.hooksPath services/api/../api",
    "git config core.hooksPath services//api", "git config core.hooksPath services",
    "git config core.hooksPath SERVICES/API; git config core.ignoreCase true",
    "ln -s services/api hooks; git config core.hooksPath hooks",
    "ln -s \"$PWD/services/api\" ../hooks; git config core.hooksPath ../hooks",
    "rm -rf .git/hooks; ln -s ../services/api .git/hooks",
    "mkdir -p .git/hooks; ln -s ../../services/api/pre-commit .git/hooks/pre-commit",
    "mkdir -p .git/hooks; ln -s \"$PWD/services/api/pre-commit\" .git/hooks/pre-commit",
    "mkdir dir; ln -s ../services/api/pre-commit dir/pre-commit; git config core.hooksPath dir",
  ])
  func hooksFromUpstreamAreRefused(_ script: String) throws {
    let pair = try EdgePair()
    let set = try pair.edge.git.shell(script)
    try #require(set.status == 0, "\(set.errorText)")
    try pair.advance(
      [
        "app.py": .text("one\ntwo\nthree\n"),
        "pre-commit": .file(
          Array("#!/bin/sh\n\(pair.canaryCommand)\n".utf8), isExecutable: true),
      ], subject: "Add a hook")
    let state = try pair.state()
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 3)
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("services/api/pre-commit"), "\(outcome.errorText)")
    #expect(outcome.errorText.contains("hook"), "\(outcome.errorText)")
    #expect(try pair.state() == state)
    #expect(try pair.canaries().isEmpty)
  }

  /// A repo whose objects come when they are needed: git itself would go for the file of attributes.
  @Test func attributesThatAreMissingAreNotFetched() throws {
    let pair = try EdgePair()
    try pair.advance(["app.py": .text("changed\n")], subject: "Change")
    for (key, value) in [
      ("protocol.ext.allow", "always"), ("remote.origin.url", "ext::\(try pair.canaryProgram())"),
      ("remote.origin.promisor", "true"), ("extensions.partialClone", "origin"),
      ("core.repositoryFormatVersion", "1"),
    ] {
      try pair.edge.git.run("config", key, value)
    }
    let missing = String(repeating: "12", count: 20)
    try pair.edge.git.run(
      "update-index", "--add", "--cacheinfo", "100644,\(missing),.gitattributes")
    for arguments in [["log", "--files"], ["diff", "--json"]] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
    }
    #expect(try pair.canaries().isEmpty)
  }

  @Test func attributesChooseNoProgram() throws {
    let pair = try EdgePair(manifest: "checks: [{ name: looks, run: git status; git diff HEAD }]")
    let program = try pair.canaryProgram()
    for (key, value) in [
      ("filter.evil.clean", program), ("filter.evil.smudge", program),
      ("filter.evil.process", program), ("filter.evil.required", "true"),
      ("diff.evil.textconv", program), ("diff.evil.command", program), ("diff.external", program),
      ("merge.evil.driver", program), ("core.fsmonitor", program), ("core.pager", program),
      ("core.editor", program), ("core.sshCommand", program), ("core.askPass", program),
      ("core.alternateRefsCommand", program), ("uploadpack.packObjectsHook", program),
      ("credential.helper", program), ("interactive.diffFilter", program),
      ("gpg.program", program), ("core.gitProxy", program),
    ] {
      try pair.edge.git.run("config", key, value)
      try pair.platform.git.run("config", key, value)
    }
    try pair.advance(
      [
        ".gitattributes": .text(
          "* filter=evil diff=evil merge=evil\napp.py working-tree-encoding=UTF-16 ident eol=crlf\n"
        ), "app.py": .text("$Id$\nchanged\n"), "utils": .folder(["math.py": .text("changed\n")]),
      ], subject: "Choose programs")
    for (arguments, outcome) in try pair.look() {
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
    }
    #expect(try pair.run("check", "main").status == 0)
    let landed = try pair.run("pin", "main", "--yes")
    #expect(landed.status == 0, "\(landed.errorText)")
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.run("check").status == 0)
    #expect(try pair.canaries().isEmpty)
    #expect(
      try pair.edge.git.line("rev-parse", "HEAD:services/api/app.py")
        == pair.platform.git.line("rev-parse", "main:services/api/app.py"))
  }

  @Test func programsInThePathOfTheRepoAreNotFound() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let commits = try pair.advanceAsUsual()
    for name in ["edge/git", "edge/ssh", "platform/git"] { _ = try pair.canaryProgram(name) }
    let links = try Program("/bin/sh").run(
      [
        "-c",
        """
        ln -s edge folder-link; ln -s folder-link again; mkdir bin far; ln -s ../edge/git bin/git
        ln -s ../again/git far/git; ln -s "$PWD/edge/.git/edgesync/bin" state; mkdir -p edge/.git/edgesync/bin
        cp edge/git edge/.git/edgesync/bin/git
        """,
      ], in: pair.folder.path)
    #expect(links.status == 0, "\(links.errorText)")
    let path = pair.edgesync.variables["PATH"] ?? ""
    for prefix in [
      ".", "", pair.folder.name + "/edge", pair.folder.name + "/edge/../edge/.", "../edge", "./",
    ]
      + ["folder-link", "again", "bin", "far", "state", "folder-link/."].map({
        pair.folder.name + "/" + $0
      })
    {
      let program = pair.edgesync.with(["PATH": prefix + ":" + path])
      #expect(try program.run(["fetch"], in: pair.edge.git.folder).status == 0)
      // Reached by a link, it is the same repo.
      #expect(try program.run(["fetch"], in: pair.folder.path.appending("again")).status == 0)
      #expect(try pair.canaries().isEmpty, "\(prefix)")
    }
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    #expect(try pair.canaries().isEmpty)
  }

  /// Another work tree of the edge repo, and an upstream that is a folder, don't choose the program either;
  /// and what git runs in its turn is looked for where git was.
  @Test func programsOfOtherWorkTreesAndUpstreamAreNotFound() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    try pair.edge.git.run("worktree", "add", "--quiet", "-b", "other", "../other")
    for name in ["edge/git", "other/git", "platform/git", "platform/.git/git"] {
      _ = try pair.canaryProgram(name)
    }
    let path = pair.edgesync.variables["PATH"] ?? ""
    for (folder, prefix) in [
      ("edge", "other"), ("edge", "platform"), ("edge", "platform/.git"), ("other", "edge"),
      ("edge", "other/../other"),
    ] {
      let program = pair.edgesync.with(["PATH": pair.folder.name + "/\(prefix):" + path])
      for arguments in [["pin", "main", "--dry-run"], ["check", "main"]] {
        let outcome = try program.run(arguments, in: pair.folder.path.appending(folder))
        #expect(outcome.status == 0, "\(outcome.errorText)")
        #expect(try pair.canaries().isEmpty, "\(folder) \(prefix)")
      }
    }
  }

  @Test func whatGitRunsIsNotFoundInTheRepo() throws {
    let pair = try EdgePair(url: "ssh://git@localhost/platform")
    _ = try pair.canaryProgram("edge/ssh")
    let path = pair.edgesync.variables["PATH"] ?? ""
    for prefix in [pair.folder.name + "/edge", ".", ""] {
      let program = pair.edgesync.with([
        "PATH": prefix + ":" + path, "GIT_SSH_VARIANT": "simple",
      ])
      #expect(try program.run(["fetch"], in: pair.edge.git.folder).status != 0)
      #expect(try pair.canaries().isEmpty, "\(prefix)")
    }
  }

  @Test func theEnvironmentLeadsNowhereElse() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let commits = try pair.advanceAsUsual()
    let program = try pair.canaryProgram()
    let victim = try RawRepository(
      makingAt: pair.platform.git.folder.removingLastComponent().appending("victim"))
    try victim.point(
      "main", at: victim.commit(tree: victim.tree([]), message: Array("Victim".utf8)))
    let victimGit = pair.folder.name + "/victim/.git"
    let before = try pair.surroundings()
    let hostile = pair.edgesync.with([
      "GIT_DIR": victimGit, "GIT_WORK_TREE": pair.folder.name + "/victim",
      "GIT_INDEX_FILE": victimGit + "/index", "GIT_OBJECT_DIRECTORY": victimGit + "/objects",
      "GIT_COMMON_DIR": victimGit, "GIT_NAMESPACE": "x", "GIT_EXTERNAL_DIFF": program,
      "GIT_PAGER": program, "PAGER": program, "GIT_EDITOR": program, "GIT_TRACE": "1",
      "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "core.hooksPath",
      "GIT_CONFIG_VALUE_0": pair.folder.name, "GIT_CONFIG_KEY_1": "core.fsmonitor",
      "GIT_CONFIG_VALUE_1": program, "GIT_CONFIG_PARAMETERS": "'core.fsmonitor=\(program)'",
      "GIT_EXEC_PATH": pair.folder.name, "GIT_TEMPLATE_DIR": pair.folder.name,
      "GIT_ALLOW_PROTOCOL": "ext", "GIT_PROXY_SSH": program, "GIT_REPLACE_REF_BASE": "refs/heads/",
      "GIT_CEILING_DIRECTORIES": "/", "GIT_DISCOVERY_ACROSS_FILESYSTEM": "1",
      "GIT_ALTERNATE_OBJECT_DIRECTORIES": victimGit + "/objects",
      "GIT_QUARANTINE_PATH": victimGit + "/q", "GIT_SHALLOW_FILE": victimGit + "/HEAD",
      "GIT_LITERAL_PATHSPECS": "1", "GIT_PREFIX": "x", "GIT_REFLOG_ACTION": "x\ny",
    ])
    for arguments in [["fetch"], ["log"], ["pin", commits[3], "--yes"], ["verify"], ["status"]] {
      let outcome = try hostile.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
      #expect(outcome.unsafeText.isEmpty)
    }
    #expect(try pair.surroundings() == before)
    #expect(try pair.canaries().isEmpty)
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.edge.git.outcome(["fsck", "--strict"]).status == 0)
  }
}
