import Support
import SystemPackage
import Testing

/// Who a sync is by is git's own answer: the same as for `git commit` at that place.
@Suite struct IdentityTests {
  /// A way in which a person tells git who they are.
  struct Way: CustomTestStringConvertible, Sendable {
    /// What it is called.
    let testDescription: String
    /// The user's configuration, with `@FOLDER@` for the pair's folder.
    var configuration = ""
    /// A file beside it, which is only read where something says so.
    var other = ""
    /// Variables.
    var variables: [String: String] = [:]
  }

  private static let atHome = "[user]\n\tname = Private Rita\n\temail = private@home.example\n"
  private static let work = "[user]\n\tname = Work Rita\n\temail = rita@acme.example\n"

  static let ways = [
    Way(
      testDescription: "includeIf hasconfig",
      configuration: atHome
        + "[includeIf \"hasconfig:remote.*.url:git@git.example.com:acme/**\"]\n\tpath = other.inc\n",
      other: work),
    Way(
      testDescription: "includeIf gitdir",
      configuration: atHome + "[includeIf \"gitdir:@FOLDER@/edge/\"]\n\tpath = other.inc\n",
      other: work),
    Way(
      testDescription: "includeIf onbranch",
      configuration: atHome + "[includeIf \"onbranch:main\"]\n\tpath = other.inc\n", other: work),
    Way(
      testDescription: "author and committer",
      configuration: atHome
        + "[author]\n\tname = Ann Author\n\temail = ann@acme.example\n[committer]\n\tname = Carl\n"),
    Way(
      testDescription: "GIT_CONFIG_GLOBAL", configuration: atHome, other: work,
      variables: ["GIT_CONFIG_GLOBAL": "@FOLDER@/home/other.inc"]),
    Way(
      testDescription: "GIT_CONFIG_SYSTEM", other: work,
      variables: ["GIT_CONFIG_SYSTEM": "@FOLDER@/home/other.inc", "GIT_CONFIG_NOSYSTEM": "0"]),
    Way(
      testDescription: "GIT_CONFIG_COUNT", configuration: atHome,
      variables: [
        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.email",
        "GIT_CONFIG_VALUE_0": "counted@acme.example",
      ]),
    Way(
      testDescription: "git -c, as it hands it on", configuration: atHome,
      variables: ["GIT_CONFIG_PARAMETERS": "'user.name'='Given Rita'"]),
    Way(
      testDescription: "variables", configuration: atHome,
      variables: [
        "GIT_AUTHOR_NAME": "Ann Author", "GIT_AUTHOR_EMAIL": "ann@acme.example",
        "GIT_COMMITTER_EMAIL": "carl@acme.example",
      ]),
    Way(
      testDescription: "EMAIL", configuration: "[user]\n\tname = Rita\n",
      variables: ["EMAIL": "rita@mail.example"]),
  ]

  private func pair(_ way: Way) throws -> (EdgePair, [String: String]) {
    let pair = try EdgePair()
    for key in ["user.name", "user.email"] { try pair.edge.git.run("config", "--unset", key) }
    try pair.edge.git.run("remote", "add", "origin", "git@git.example.com:acme/edge.git")
    let fill = { (text: String) in text.replacing("@FOLDER@", with: pair.folder.name) }
    try pair.folder.write(fill(way.configuration), to: "home/.gitconfig")
    try pair.folder.write(way.other, to: "home/other.inc")
    let own = ["GIT_CONFIG_NOSYSTEM": "1"].merging(way.variables.mapValues(fill)) { $1 }
    return (pair, own)
  }

  @Test(arguments: ways) func aSyncIsByWhomGitCommitWouldName(_ way: Way) throws {
    let (pair, variables) = try pair(way)
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    let outcome = try pair.edgesync.with(variables)
      .run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let format = ["log", "-1", "--format=%an <%ae> / %cn <%ce>"]
    let landed = try pair.edge.git.outcome(format).text
    let committed = try Program("/usr/bin/env", variables: pair.edgesync.with(variables).variables)
      .run(["git", "commit", "--quiet", "--allow-empty", "-m", "x"], in: pair.edge.git.folder)
    #expect(committed.status == 0, "\(committed.errorText)")
    #expect(try landed == pair.edge.git.outcome(format).text)
    #expect(!landed.contains("Robin"))
  }

  @Test(arguments: [
    "", "[user]\n\tuseConfigOnly = true\n\tname = Rita\n",
    "[user]\n\temail = a@b.example\n\tname =\n",
  ])
  func whoGitDoesNotKnowIsToldHowToSaySo(_ configuration: String) throws {
    let (pair, variables) = try pair(Way(testDescription: "", configuration: configuration))
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    // So that git has nothing to make an address of.
    let program = pair.edgesync.with(variables.merging(["GIT_COMMITTER_EMAIL": ""]) { $1 })
    let outcome = try program.run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(outcome.status == 1, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("git doesn't know who you are"), "\(outcome.errorText)")
    let command = try #require(outcome.errorText.firstMatch(of: /Run `([^`]+)`/)).1
    let told = try Program("/bin/sh", variables: pair.edgesync.with(variables).variables)
      .run(["-c", String(command)], in: pair.edge.git.folder)
    #expect(told.status == 0, "\(told.errorText)")
    let again = try pair.edgesync.with(variables).run(
      ["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(again.status == 0, "\(again.errorText)")
  }

  /// A hook is looked for where git looks for it.
  @Test(arguments: [
    [
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.hooksPath",
      "GIT_CONFIG_VALUE_0": "~/hooks",
    ],
    ["GIT_CONFIG_GLOBAL": "@FOLDER@/home/other.inc"],
    ["GIT_CONFIG_PARAMETERS": "'core.hookspath'='../home/hooks'"],
  ])
  func hooksAreLookedForWhereGitLooks(_ given: [String: String]) throws {
    let pair = try EdgePair()
    let variables = given.mapValues { $0.replacing("@FOLDER@", with: pair.folder.name) }
    try pair.folder.write("[core]\n\thooksPath = ~/hooks\n", to: "home/other.inc")
    try Program.writeScript(
      "#!/bin/sh\necho not today\nexit 1\n", at: pair.folder.path.appending("home/hooks/pre-commit")
    )
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    let outcome = try pair.edgesync.with(variables)
      .run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("pre-commit refused the sync: not today"))
  }

  /// When a sync was made is what the environment says, as for `git commit`; else `SOURCE_DATE_EPOCH`.
  @Test(arguments: [
    ["GIT_AUTHOR_DATE": "2001-02-03T04:05:06+0530"],
    ["GIT_COMMITTER_DATE": "@1234567890 -0730"],
    ["GIT_AUTHOR_DATE": "@0 +0000", "GIT_COMMITTER_DATE": "Sat, 3 Feb 2001 04:05:06 +0100"],
    ["GIT_AUTHOR_DATE": "", "GIT_COMMITTER_DATE": "1790000000 +0200"],
  ])
  func aSyncIsMadeWhenTheEnvironmentSays(_ given: [String: String]) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let edgesync = pair.edgesync.with(given)
    let head = try pair.edge.git.line("rev-parse", "HEAD")
    let clock = "@\(EdgesyncProgram.now) +0000"
    let dates = ["GIT_AUTHOR_DATE": clock, "GIT_COMMITTER_DATE": clock].merging(
      given.filter { !$0.value.isEmpty }
    ) { $1 }
    let git = Plumbing(pair.edge.git.folder, variables: dates)
    let wanted = try git.line(
      "log", "-1", "--format=%at %ai %ct %ci", git.line("commit-tree", "-m", "x", "HEAD^{tree}"))
    for arguments in [["pin", commits[0], "--yes"], ["hold", commits[3], "--reason", "no"]] {
      let outcome = try edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(outcome.errorText)")
      #expect(try pair.edge.git.line("log", "-1", "--format=%at %ai %ct %ci") == wanted)
    }
    #expect(try pair.edge.git.line("rev-parse", "HEAD~2") == head)
  }

  @Test func aMomentThatGitCantReadIsSaid() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let state = try pair.state()
    let outcome = try pair.edgesync.with(["GIT_COMMITTER_DATE": "yesterweek"]).run(
      ["pin", commits[0], "--yes"], in: pair.edge.git.folder)
    #expect(outcome.status == 1 && outcome.isOneSentence, "\(outcome.errorText)")
    #expect(try pair.state() == state)
    let remedy = Remedy(pair: pair)
    let command = try remedy.command("unset ", of: outcome)
    try remedy.run(
      "export GIT_COMMITTER_DATE=yesterweek; \(command); edgesync pin \(commits[0]) --yes")
  }
}
