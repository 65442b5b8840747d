import Support
import SystemPackage
import Testing

/// Settings by which git would run or obey a file that upstream is about to land: refused before anything
/// changes, whatever the setting is called and however it leads there.
@Suite struct HostileSettingTests {
  private static let cases: [SetUpScript] = [
    SetUpScript(
      "rm -rf .git/hooks; ln -s ../services/api/new .git/hooks", ".git/hooks",
      path: "new/pre-commit"),
    SetUpScript(
      "git config includeIf.onbranch:other/.path ../services/api/x",
      "includeif.onbranch:other/.path"),
    SetUpScript(
      "git config filter.f.process '\"$(git rev-parse --show-toplevel)/services/api/x\" go'",
      "filter.f.process"),
    SetUpScript("ln -s \"$PWD/services/api/x\" \"$HOME/.gitconfig\"", ".gitconfig"),
    SetUpScript(
      "mkdir -p \"$HOME/.config\"; ln -s \"$PWD/services/api/git\" \"$HOME/.config/git\"",
      ".config/git", path: "git/config"),
    SetUpScript("git config --global include.path \"$PWD/services/api/x\"", "include.path"),
  ]

  private func pair(_ script: String, landing path: String) throws -> EdgePair {
    let pair = try EdgePair()
    let home = pair.folder.name + "/home"
    let set = try Program(
      "/bin/sh", variables: pair.edgesync.variables.merging(["HOME": home]) { $1 }
    )
    .run(["-c", "set -e; " + script], in: pair.edge.git.folder)
    try #require(set.status == 0, "\(set.errorText)")
    let names = path.split(separator: "/").map(String.init)
    let file: RawRepository.Entry = .file(
      Array("#!/bin/sh\n\(pair.canaryCommand)\n".utf8), isExecutable: true)
    let entry = names.dropFirst().reversed().reduce(file) { .folder([(Array($1.utf8), $0)]) }
    let service = EdgePair.pinnedService.map { (Array($0.key.utf8), $0.value) }
    try pair.advance(
      entry: .folder(service + [(Array(names[0].utf8), entry)]), message: Array("Attack".utf8))
    return pair
  }

  @Test(arguments: cases)
  func whatGitWouldRunIsRefused(_ setUp: SetUpScript) throws {
    let path = String(setUp.path.trimmingPrefix("services/api/"))
    let pair = try pair(setUp.script, landing: path)
    let state = try pair.state()
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("services/api/\(path)"), "\(outcome.errorText)")
    #expect(outcome.errorText.contains(setUp.names), "\(outcome.errorText)")
    #expect(try pair.state() == state)
    #expect(try pair.canaries().isEmpty)
  }

  /// The command that a refusal names takes what is in the way out of it.
  @Test(arguments: [
    "git config core.fsmonitor services/api/x",
    "git config \"alias.it's\" x || true; git config pager.log services/api/x",
    "mkdir -p .git/hooks; ln -s ../../services/api/x .git/hooks/pre-commit",
    "git config credential.https://example.com.helper '!services/api/x'",
  ])
  func theNamedCommandHelps(_ script: String) throws {
    let pair = try pair(script, landing: "x")
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 3)
    let command = try #require(outcome.errorText.matches(of: /with `([^`]+)`/).last)
    #expect(try pair.edge.git.shell(String(command.1)).status == 0)
    let again = try pair.run("pin", "main", "--yes")
    #expect(again.status == 0, "\(again.errorText)")
  }

  /// Variables by which a person gives git its programs, and a `PATH` that leads into what is synced.
  @Test(arguments: [
    (["GIT_EDITOR": "services/api/x"], "GIT_EDITOR", "x"),
    (["PAGER": "services/api/x -R"], "PAGER", "x"),
    (
      [
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.pager",
        "GIT_CONFIG_VALUE_0": "services/api/x",
      ], "core.pager", "x"
    ),
    (["PATH": "services/api:/usr/bin:/bin"], "PATH", "git"),
    (["PATH": "/usr/bin:/bin:@FOLDER@/edge/services/api"], "PATH", "git-extra"),
  ])
  func whatVariablesHaveGitRunIsRefused(
    _ variables: [String: String], _ name: String, _ path: String
  ) throws {
    let pair = try pair("true", landing: path)
    let program = pair.edgesync.with(
      variables.mapValues { $0.replacing("@FOLDER@", with: pair.folder.name) })
    let outcome = try program.run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(outcome.status == 3, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(name), "\(outcome.errorText)")
    if let value = variables[name], name != "PATH" {
      let remedy = Remedy(pair: pair)
      let command = try remedy.command("unset ", of: outcome)
      try remedy.run("export \(name)='\(value)'; \(command); edgesync pin main --yes")
    } else {
      #expect(try pair.run("pin", "main", "--yes").status == 0)
    }
    #expect(try pair.canaries().isEmpty)
  }

  /// What does something by its name alone lands, and has a line of its own before it does.
  @Test func whatDoesSomethingByItsNameIsSaid() throws {
    let pair = try pair("true", landing: ".envrc")
    let plan = try pair.run("pin", "main", "--dry-run")
    #expect(
      plan.text.contains("note: services/api/.envrc: direnv runs it in this folder\n"),
      "\(plan.text)")
    #expect(try pair.run("pin", "main", "--yes").status == 0)
  }

  /// A hook of the person's own may go on calling what is synced, and that is said; it may not come to.
  @Test func whatAHookNamesIsRefusedWhereItIsNew() throws {
    let pair = try pair(
      "mkdir -p .git/hooks; printf '#!/bin/sh\\ntest -e services/api/app.py && exec services/api/x' > .git/hooks/post-merge",
      landing: "x")
    let refused = try pair.run("pin", "main", "--yes")
    #expect(refused.status == 3, "\(refused.errorText)")
    #expect(
      refused.errorText.contains("services/api/x") && refused.errorText.contains("post-merge"))
    try pair.platform.point("main", at: pair.pin)
    try pair.advanceAsUsual()
    let plan = try pair.run("pin", "main", "--dry-run")
    #expect(plan.status == 0, "\(plan.errorText)")
    #expect(plan.text.contains("note: services/api/app.py: the hook"), "\(plan.text)")
  }

  /// A setting for all repositories is relative to each: in a submodule, to what upstream's tree holds.
  @Test func aRelativeHooksFolderIsLookedForInTheSubmodule() throws {
    let pair = try EdgePair(.submodule)
    let home = pair.folder.name + "/home/.gitconfig"
    try pair.edge.git.run("config", "--file", home, "core.hooksPath", ".githooks")
    let hook: RawRepository.Entry = .file(
      Array("#!/bin/sh\n\(pair.canaryCommand)\n".utf8), isExecutable: true)
    let tree = try pair.platform.tree(
      EdgePair.root(.folder(EdgePair.pinnedService)) + [
        (Array(".githooks".utf8), .folder(["post-checkout": hook]))
      ])
    let commit = try pair.platform.commit(
      tree: tree, parents: [pair.pin], message: Array("Attack".utf8))
    try pair.platform.point("main", at: commit)
    let outcome = try pair.run("pin", commit, "--yes")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("platform/.githooks/post-checkout"), "\(outcome.errorText)")
    #expect(try pair.canaries().isEmpty)
  }
}
