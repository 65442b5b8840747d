import Git
import Rules
import Support
import SystemPackage
import Testing
import Text

/// Which files git would run or obey once they are written, told from its own configuration.
@Suite struct GitProgramsTests {
  private static let links: [SetUpScript] = [
    SetUpScript(
      "rm -rf .git/hooks; ln -s ../services/api/new .git/hooks", ".git/hooks",
      path: "new/pre-commit"),
    SetUpScript(
      "mkdir -p .git/hooks; ln -s ../../services/api/new/pre-commit .git/hooks/pre-commit",
      ".git/hooks/pre-commit", path: "new/pre-commit"),
    SetUpScript(
      "ln -s /nowhere/x a; ln -s b/../services/api/new c; mkdir b; rm -rf .git/hooks; ln -s ../c .git/hooks",
      ".git/hooks", path: "new/pre-commit"),
    SetUpScript(
      "mv .git services/api/x; echo 'gitdir: services/api/x' > .git", ".git", path: "x/config"),
    SetUpScript(
      "rm -rf .git/hooks; ln -s one .git/hooks; ln -s ../services/api/two .git/one", ".git/hooks",
      path: "two/pre-commit"),
    SetUpScript(
      "ln -s \"$PWD/services/api/new\" ../hooks; git config core.hooksPath ../hooks",
      "core.hookspath", path: "new/pre-commit"),
    SetUpScript(
      "git config core.hooksPath services/api/new/_", "core.hookspath", path: "new/pre-commit"),
    SetUpScript(
      "ln -s ../../services/api/x .git/info/attributes",
      ".git/info/attributes"),
    SetUpScript(
      "rm -f .git/packed-refs; ln -s ../services/api/x .git/packed-refs", ".git/packed-refs"),
    SetUpScript(
      "mkdir -p .git/objects/info; echo ../../services/api/objects > .git/objects/info/alternates",
      "alternates", path: "objects/pack/x"),
    SetUpScript(
      "mkdir -p .git/hooks; printf '#!/bin/sh\\nexec lefthook run pre-commit\\n' > .git/hooks/pre-commit; ln -s services/api/x lefthook.yml",
      "lefthook"),
  ]

  private static let settings: [SetUpScript] = [
    SetUpScript("git config include.path ../services/api/x", "include.path"),
    SetUpScript("git config include.path \"$PWD/services/api/../api/x\"", "include.path"),
    SetUpScript(
      "git config includeIf.onbranch:other/.path ../services/api/x",
      "includeif.onbranch:other/.path"),
    SetUpScript(
      "git config include.path one; printf '[include]\\npath=../services/api/x\\n' > .git/one",
      "include.path"),
    SetUpScript(
      "git config includeIf.gitdir:/nowhere/.path one; printf '[include]\\npath=two\\n' > .git/one; printf '[core]\\npager=services/api/x\\n' > .git/two",
      "core.pager"),
    SetUpScript("git config filter.f.smudge 'cd services/api && ./x'", "filter.f.smudge"),
    SetUpScript("git config alias.go '!cd services; cd api; sh x'", "alias.go"),
    SetUpScript(
      "git config core.hooksPath \"%(prefix)/..$PWD/services/api/new\"", "core.hookspath",
      path: "new/x"),
    SetUpScript("git config core.fsmonitor services/api/x", "core.fsmonitor"),
    SetUpScript("git config core.fsmonitor ./services//api/x", "core.fsmonitor"),
    SetUpScript("git config core.sshCommand 'ssh -i services/api/x'", "core.sshcommand"),
    SetUpScript("git config core.editor \"$PWD/services/api/x --wait\"", "core.editor"),
    SetUpScript("git config sequence.editor 'python3 services/api/x'", "sequence.editor"),
    SetUpScript("git config pager.log \"'services/api/x'\"", "pager.log"),
    SetUpScript("git config core.askPass services/api/x", "core.askpass"),
    SetUpScript(
      "git config credential.https://example.com.helper '!services/api/x'",
      "credential.https://example.com.helper"),
    SetUpScript("git config filter.f.clean 'sh services/api/x %f'", "filter.f.clean"),
    SetUpScript(
      "git config filter.f.process '\"$(git rev-parse --show-toplevel)/services/api/x\" go'",
      "filter.f.process"),
    SetUpScript("git config diff.d.textconv '\"$PWD\"/services/api/x'", "diff.d.textconv"),
    SetUpScript("git config merge.m.driver 'env A=b services/api/x %O %A %B'", "merge.m.driver"),
    SetUpScript("git config gpg.program services/api/x", "gpg.program"),
    SetUpScript(
      "git config gpg.ssh.allowedSignersFile services/api/x", "gpg.ssh.allowedsignersfile"),
    SetUpScript("git config alias.go '!f() { services/api/x \"$@\"; }; f'", "alias.go"),
    SetUpScript("git config remote.origin.uploadpack services/api/x", "remote.origin.uploadpack"),
    SetUpScript("git config trailer.t.cmd 'services/api/x|cat'", "trailer.t.cmd"),
    SetUpScript("git config core.attributesFile services/api/x", "core.attributesfile"),
    SetUpScript("git config commit.template services/api/x", "commit.template"),
    SetUpScript("git config init.templateDir services/api", "init.templatedir"),
    SetUpScript("git config submodule.s.update '!services/api/x'", "submodule.s.update"),
    SetUpScript("git config http.sslCAInfo services/api/x", "http.sslcainfo"),
    SetUpScript("git config not.yet.known 'run --config=services/api/x'", "not.yet.known"),
    SetUpScript(
      "mkdir tools; ln -s ../services/api/x tools/run; git config core.pager tools/run",
      "core.pager"),
  ]

  private static let harmless: [String] = [
    "git config include.path \"$HOME/mine\"", "git config core.editor 'vim -c x'",
    "git config alias.x '!echo services/api/y'", "git config remote.origin.url services/api/x",
    "git config user.name services/api/x", "git config blame.ignoreRevsFile services/api/x",
    "git config core.hooksPath scripts/hooks", "git config core.pager x",
    "git config branch.main.description services/api/x",
    "git config filter.lfs.process 'git-lfs filter-process'",
  ]

  private func programs(_ script: String) throws -> (GitPrograms, TemporaryFolder) {
    let folder = try TemporaryFolder()
    let root = folder.path.appending("edge")
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--template=", "edge")
    let set = try Plumbing(root).shell(
      "set -e; mkdir -p services/api .git/info; echo 1 > services/api/app.py; " + script)
    try #require(set.status == 0, "\(set.errorText)")
    return (
      try GitPrograms(
        of: Repository(at: root), root: root, submodule: nil, by: GitCommand(outside: [root])),
      folder
    )
  }

  @Test(arguments: links + settings)
  func whatGitWouldUseIsTold(_ setUp: SetUpScript) throws {
    let (programs, folder) = try programs(setUp.script)
    let path = setUp.path.hasPrefix("services/") ? setUp.path : "services/api/" + setUp.path
    let use = try #require(programs.use(of: RepoPath(path)))
    #expect(use.text.string.contains(setUp.names), "\(use.text)")
    // To some file system these are the same.
    #expect(programs.use(of: RepoPath(path.uppercased())) != nil)
    // A link in the place of a folder on the way would lead elsewhere.
    #expect(programs.use(of: "services") != nil)
    #expect(
      programs.use(of: "services/api/other.py") == nil || setUp.script.contains("templateDir"))
    #expect(programs.use(of: "README.md") == nil)
    withExtendedLifetime(folder) {}
  }

  /// What looks like it and isn't.
  @Test(arguments: harmless)
  func whatGitWouldNotUseIsNone(_ script: String) throws {
    let (programs, folder) = try programs(script)
    for path in ["services/api/x", "services/api/app.py", "x", "services/api/git", "origin/main"] {
      #expect(programs.use(of: RepoPath(path)) == nil)
    }
    withExtendedLifetime(folder) {}
  }

  /// What a hook's text names, to be refused where it is new.
  @Test func whatAHookNamesIsTold() throws {
    let (programs, folder) = try programs(
      """
      mkdir -p .git/hooks; cat > .git/hooks/pre-commit <<'END'
      #!/bin/sh
      # services/api/comment
      set -e; root=$(git rev-parse --show-toplevel)
      [ -x services/api/one ] && exec services/api/one "$@"
      . "$root/services/api/two"; python3 lint.py --config=services/api/three
      END
      cp .git/hooks/pre-commit .git/hooks/pre-push.sample
      """)
    for path in ["services/api/one", "services/api/two", "services/api/three", "lint.py"] {
      #expect(programs.mention(of: RepoPath(path)) != nil, "\(path)")
      #expect(programs.use(of: RepoPath(path)) == nil, "\(path)")
    }
    for path in ["services/api/comment", "services/api/app.py", "services/api", "git"] {
      #expect(programs.mention(of: RepoPath(path)) == nil, "\(path)")
    }
    withExtendedLifetime(folder) {}
  }

  /// A secret in a setting's name or value isn't said.
  @Test func secretsAreNotSaid() throws {
    let (programs, folder) = try programs(
      "git config http.https://ana:hunter2@example.com/.sslCAInfo services/api/x; git config core.pager 'services/api/y hunter2'"
    )
    for path in ["services/api/x", "services/api/y"] {
      let use = try #require(programs.use(of: RepoPath(path)))
      #expect(!(use.text + use.remedy).string.contains("hunter2"), "\(use)")
    }
    withExtendedLifetime(folder) {}
  }

  /// A circle of links ends.
  @Test func linksInACircleEnd() throws {
    let (programs, folder) = try programs(
      "ln -s b a; ln -s a/c b; ln -s ../b .git/hooks; git config core.pager a/x; git config core.editor b/c/../x"
    )
    #expect(programs.use(of: "a") != nil)
    #expect(programs.use(of: "services/api/x") == nil)
    withExtendedLifetime(folder) {}
  }
}
