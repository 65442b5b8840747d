import Support
import SystemPackage
import Testing

/// Where upstream is fetched from: what the user's own configuration makes of the manifest's url.
@Suite struct RewritingTests {
  private static let url = "https://git.example.com/acme/platform.git"
  private static let rule =
    "[url \"git@git.example.com:\"]\n\tinsteadOf = https://git.example.com/\n"

  /// A pair with an upstream that only a stand-in for ssh reaches.
  private func pair() throws -> EdgePair {
    let pair = try EdgePair(url: Self.url)
    try Program.writeScript(
      """
      #!/bin/sh
      case "$*" in *-G*) exit 0;; esac
      unset $(git rev-parse --local-env-vars)
      exec git-upload-pack '\(pair.folder.name)/platform'

      """, at: pair.folder.path.appending("ssh"))
    return pair
  }

  /// Places where the rewriting may stand: the user's file, the edge repo's own, one that is included for the edge
  /// repo alone, and variables.
  @Test(arguments: ["home", "edge", "remote", "folder", "variables"])
  func anotherProtocolIsTheUsersToChoose(_ place: String) throws {
    let pair = try pair()
    let ssh = "[core]\n\tsshCommand = \(pair.folder.name)/ssh\n"
    var variables: [String: String] = [:]
    switch place {
    case "home": try pair.folder.write(ssh + Self.rule, to: "home/.gitconfig")
    case "edge":
      try pair.edge.git.run("config", "core.sshCommand", pair.folder.name + "/ssh")
      try pair.edge.git.run(
        "config", "url.git@git.example.com:.insteadOf", "https://git.example.com/")
    case "remote", "folder":
      let condition =
        place == "remote"
        ? "hasconfig:remote.*.url:git@git.example.com:acme/**" : "gitdir:\(pair.folder.name)/edge/"
      try pair.edge.git.run("remote", "add", "origin", "git@git.example.com:acme/edge.git")
      try pair.folder.write(ssh + Self.rule, to: "home/work.inc")
      try pair.folder.write(
        "[includeIf \"\(condition)\"]\n\tpath = work.inc\n", to: "home/.gitconfig")
    default:
      variables = [
        "GIT_SSH_COMMAND": pair.folder.name + "/ssh", "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "url.ssh://git@git.example.com/.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://git.example.com/",
      ]
    }
    let outcome = try pair.edgesync.with(variables).run(["fetch"], in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try pair.run("log").status == 0)
    // The manifest says the same as ever, and so does the lock.
    #expect(pair.folder.text(of: "edge/edgesync.lock")?.contains(Self.url) == true)
  }

  @Test func aFolderOfTheUsersIsFetchedFrom() throws {
    let pair = try pair()
    try pair.folder.write(
      "[url \"\(pair.folder.name)/platform\"]\n\tinsteadOf = \(Self.url)\n", to: "home/.gitconfig")
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 0, "\(outcome.errorText)")
  }

  /// What CI puts into urls is used, and not shown.
  @Test(arguments: ["x-access-token:s3cr3t-t0ken", "s3cr3t-t0ken"])
  func aTokenInTheUrlIsUsedAndNotShown(_ credentials: String) throws {
    let pair = try pair()
    try pair.folder.write(
      "[url \"http://\(credentials)@127.0.0.1:1/\"]\n\tinsteadOf = https://git.example.com/\n",
      to: "home/.gitconfig")
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 5)
    #expect(outcome.errorText.contains("127.0.0.1"), "\(outcome.errorText)")
    #expect(!outcome.errorText.contains("s3cr3t"), "\(outcome.errorText)")
    #expect(!outcome.errorText.contains("plaintext"), "\(outcome.errorText)")
  }

  /// A helper that runs any command needs git's own permission, and nothing gives it but the user.
  @Test(arguments: [("", 5), ("[protocol \"ext\"]\n\tallow = always\n", 0)])
  func aHelperThatRunsCommandsNeedsGitsPermission(_ setting: String, _ status: Int32) throws {
    let pair = try pair()
    try pair.folder.write(
      "[url \"ext::\(pair.folder.name)/ssh %S\"]\n\tinsteadOf = \(Self.url)\n" + setting,
      to: "home/.gitconfig")
    let outcome = try pair.run("fetch")
    #expect(outcome.status == status, "\(outcome.errorText)")
  }

  /// What an upstream says of itself rewrites nothing.
  @Test func whatUpstreamSaysDoesNotCount() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    try pair.platform.git.run("config", "url.ext::false.insteadOf", "file://")
    #expect(try pair.run("fetch").status == 0)
  }

  /// Commits that `git log` reads are fetched, whatever they lack.
  @Test(arguments: [
    "author A a@b 1 +0000\ncommitter A a@b 1 +0000\n\nNo address\n",
    "author A <a@b\n> 1334833756 -0700\ncommitter A <a@b\n> 1334833756 -0700\n\nA line too many\n",
    "committer A <a@b> 1 +0000\n\nNo author\n", "author A <a@b> 1 +0000\n\nNo committer\n",
    "author A <a@b> 99999999999999999999 +0000\ncommitter A <a@b> 1 +99999\n\nNo date\n",
    "author  <> 1 +0000\ncommitter  <> 1 +0000\n\nNobody\n",
  ])
  func brokenCommitsAreFetchedAndReadOn(_ rest: String) throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let tree = try pair.platform.git.line("rev-parse", "main^{tree}")
    let parent = try pair.platform.git.line("rev-parse", "main")
    let id = try pair.platform.git.line(
      "hash-object", "-t", "commit", "-w", "--literally", "--stdin",
      input: Array("tree \(tree)\nparent \(parent)\n\(rest)".utf8))
    try pair.platform.point("main", at: id)
    try pair.advance(["app.py": .text("after it\n")], subject: "After it")
    let fetched = try pair.run("fetch")
    #expect(fetched.status == 0, "\(fetched.errorText)")
    for command in [["log", "--all"], ["status"], ["pin", "main", "--dry-run"]] {
      let outcome = try pair.edgesync.run(command, in: pair.edge.git.folder)
      #expect(outcome.status == 0, "\(command) \(outcome.errorText)")
    }
  }
}
