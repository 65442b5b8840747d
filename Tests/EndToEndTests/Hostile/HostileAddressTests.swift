import Support
import Testing

/// Addresses and names of commits that are options, programs or secrets.
@Suite struct HostileAddressTests {
  @Test(arguments: [
    "--upload-pack=touch @FOLDER@/canary", "-u@FOLDER@/program",
    "ext::sh -c touch% @FOLDER@/canary",
    "ext::@FOLDER@/program", "fd::17", "foo::bar", "gopher://example.com/x", "EXT::x",
    "https://user:hunter2@127.0.0.1/x", "https://user:hunter2@127.0.0.1:1/x?y=@z",
    "ssh://user:hunter2@127.0.0.1/x", "http://hunter2hunter2hunter2hunter2@127.0.0.1/x",
    "https://127.0.0.1/x\\nprotocol=https", "https://127.0.0.1/x\\u001b[31m",
    "https://127.0.0.1\\r/x", "file://user:hunter2@/x",
    "https://hunter2@127.0.0.1:1/x", "https://user:hun/ter2hunter2@127.0.0.1:1/x",
    "https://user%3Ahunter2@127.0.0.1:1/x", "ssh://user%3Ahunter2@127.0.0.1:1/x",
    "user:hunter2@127.0.0.1:x", "https://127.0.0.1:1/x?access_token=hunter2",
    "https://127.0.0.1:1/x;jsessionid=hunter2", "http://127.0.0.1:1/x#token=hunter2",
    "https://127.0.0.1:1/glpat-hunter2hunter2/x",
  ])
  func areRefusedBeforeAnythingRuns(_ url: String) throws {
    let pair = try EdgePair(url: url)
    _ = try pair.canaryProgram()
    try pair.edge.git.run("config", "protocol.allow", "always")
    let hostile = pair.edgesync.with([
      "GIT_ALLOW_PROTOCOL": "ext:fd:foo", "GIT_PROTOCOL_FROM_USER": "1",
    ])
    for command in ["fetch", "log", "status", "verify"] {
      let outcome = try hostile.run([command], in: pair.edge.git.folder)
      #expect(outcome.status == 78, "\(outcome.errorText)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(outcome.unsafeText.isEmpty)
      #expect(!outcome.errorText.contains("hunter2"))
    }
    let plain = url.replacing("\\n", with: "\n").replacing("\\r", with: "\r").replacing(
      "\\u001b", with: "\u{1B}"
    ).replacing("@FOLDER@", with: pair.folder.name)
    #expect(try pair.edge.git.shell("git rm -q edgesync.yml edgesync.lock").status == 0)
    let adopt = try hostile.run(
      ["init", "--upstream=\(plain)", "--map", "services/api:services/api", "--yes"],
      in: pair.edge.git.folder)
    // A path that starts with a dash is read in place, and nothing is there.
    #expect(adopt.status == (url.hasPrefix("-") ? 5 : 64), "\(adopt.errorText)")
    #expect(adopt.output.isEmpty)
    #expect(adopt.unsafeText.isEmpty)
    #expect(!adopt.errorText.contains("hunter2"))
    #expect(pair.folder.text(of: "edge/edgesync.yml") == nil)
    #expect(try pair.canaries().isEmpty)
  }

  /// In a check's url as in upstream's, and never repeated.
  @Test(arguments: [
    "http://hunter2@127.0.0.1:1/x", "http://user:hunter2@127.0.0.1:1/x",
    "http://127.0.0.1:1/health?access_token=hunter2",
    "http://127.0.0.1:1/health;jsessionid=hunter2",
    "http://127.0.0.1:1/health?x=1&api%5Fkey=hunter2", "ftp://user:hunter2@127.0.0.1/x",
  ])
  func secretsInAProbesAddressAreRefused(_ url: String) throws {
    let pair = try EdgePair(
      manifest: "checks: [{ name: api, stage: post, http: [{ get: \"\(url)\" }] }]")
    for command in ["check", "log", "status"] {
      let outcome = try pair.run(command)
      #expect(outcome.status == 78, "\(outcome.errorText)")
      #expect(outcome.errorText.contains("edgesync.yml:"))
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(!(outcome.errorText + outcome.text).contains("hunter2"))
    }
  }

  /// A lock of before, a remote's url and git's own words show none.
  @Test func secretsAreMaskedWhereTheyStand() throws {
    let pair = try EdgePair()
    let lock = pair.folder.text(of: "edge/edgesync.lock") ?? ""
    try pair.write(
      lock.replacing("\"../platform\"", with: "\"https://hunter2@127.0.0.1:1/x?token=hunter2\""),
      to: "edgesync.lock")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "An old lock")
    for (arguments, outcome) in try pair.look() {
      #expect(!(outcome.text + outcome.errorText).contains("hunter2"), "\(arguments)")
    }
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.write(manifest + "land: { daily: pull-request, via: gh }\n", to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Configure")
    try pair.advanceAsUsual()
    for url in [
      "ssh://user:hunter2@127.0.0.1:1/x", "http://127.0.0.1:1/x?private_token=hunter2",
      "user:hunter2@127.0.0.1:x", "http://user:hun/hunter2@127.0.0.1:1/x",
      "http://user:hunter2@127.0.0.1:1/x",
    ] {
      try pair.edge.git.run("config", "remote.origin.url", url)
      let outcome = try pair.run("daily")
      #expect(outcome.status != 0)
      #expect(!(outcome.text + outcome.errorText).contains("hunter2"), "\(outcome.errorText)")
      let status = try pair.run("status", "--json")
      #expect(!(status.text + status.errorText).contains("hunter2"))
    }
  }

  @Test(arguments: [
    "ssh://-oProxyCommand=touch% @FOLDER@/canary/x", "-oProxyCommand=x:y",
    "ssh://127.0.0.1:1/--upload-pack=x", "git://-x/y", "file:///-x",
  ])
  func strangeHostsRunNothing(_ url: String) throws {
    let pair = try EdgePair(url: url)
    let outcome = try pair.run("fetch")
    #expect([5, 78].contains(outcome.status), "\(outcome.errorText)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.unsafeText.isEmpty)
    #expect(try pair.canaries().isEmpty)
  }

  @Test func aRewrittenAddressKeepsToItsProtocol() throws {
    let pair = try EdgePair(url: "https://good.example/platform.git")
    let program = try pair.canaryProgram()
    try pair.folder.write(
      "[url \"ext::\(program) \"]\n\tinsteadOf = https://good.example/\n[protocol]\n\tallow = always\n",
      to: "home/.gitconfig")
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 5, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("not allowed"), "\(outcome.errorText)")
    #expect(try pair.canaries().isEmpty)
  }

  @Test(arguments: [
    "-x", "--upload-pack=x", "a b", "a..b", "a^", "a~1", "@{-1}", "a.lock", ".a", "a/", "a//b",
    "a\\u001b[31m", "a:b", "a*", "", "refs/heads/../../x",
  ])
  func branchesThatAreNoneAreRefused(_ name: String) throws {
    let pair = try EdgePair()
    let manifest = pair.folder.text(of: "edge/edgesync.yml") ?? ""
    try pair.write(
      manifest.replacing("branch: main", with: "branch: \"\(name)\""), to: "edgesync.yml")
    let outcome = try pair.run("log")
    #expect(outcome.status == 78, "\(outcome.errorText)")
    #expect(outcome.isOneSentence, "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty)
  }

  @Test(arguments: [
    "--upload-pack=touch canary", "-x", "--", "main:README.md", "main^{tree}", ":/Start", "main\n",
    "\u{1B}[31mmain", "refs/heads/../../../etc/passwd", "$(touch canary)", "`touch canary`",
  ])
  func candidatesThatAreNoCommitsAreRefused(_ name: String) throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let state = try pair.state()
    for command in [["pin", "--yes"], ["check"], ["diff"]] {
      let outcome = try pair.edgesync.run(
        command + ["--", name], in: pair.edge.git.folder)
      if name == ":/Start" || name == "--" { continue }
      #expect(outcome.status == 64, "\(command) \(outcome.errorText)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      #expect(outcome.unsafeText.isEmpty)
    }
    #expect(try pair.state() == state)
    #expect(try pair.canaries().isEmpty)
  }

  @Test(arguments: ["../platform", "file://@FOLDER@/platform"])
  func replacedObjectsDontChangeWhatIsRead(_ url: String) throws {
    let pair = try EdgePair(url: url)
    let good = try pair.advance(["app.py": .text("good\n")], subject: "Good")
    let evil = try pair.platform.commit(
      tree: pair.platform.tree(EdgePair.root(.folder(["app.py": .text("evil\n")]))),
      parents: [pair.pin], message: Array("Evil".utf8))
    try pair.platform.git.run("replace", good, evil)
    try pair.platform.git.run(
      "replace", try pair.platform.blob(Array("good\n".utf8)),
      try pair.platform.blob(Array("evil\n".utf8)))
    #expect(try pair.platform.git.line("show", "main:services/api/app.py") == "evil")
    #expect(try pair.run("fetch").status == 0)
    #expect(try pair.run("log").text.hasSuffix("Good"))
    #expect(try pair.run("diff", "--patch").text.contains("+good"))
    #expect(try pair.run("pin", good, "--yes").status == 0)
    #expect(pair.folder.text(of: "edge/services/api/app.py") == "good\n")
    #expect(try pair.run("verify").status == 0)
    // Nor do replacements in the edge repo.
    try pair.edge.git.run(
      "replace", try pair.edge.blob(Array("good\n".utf8)),
      try pair.edge.blob(Array("evil\n".utf8)))
    #expect(try pair.run("verify").status == 0)
    #expect(try pair.run("check").status == 0)
    let mirror = Plumbing(
      pair.edge.git.folder, variables: ["GIT_DIR": ".git/edgesync/mirror.git"])
    if url != "../platform" {
      #expect(
        try mirror.outcome(["for-each-ref", "--format=%(refname)"]).lines == ["refs/heads/main"])
    }
  }
}
