import Support
import Testing

/// The user's own settings: modes, signing, hooks.
@Suite struct SettingEdgeCases {
  private let app: RawRepository.Entry = .text("one\ntwo\nthree\n")

  /// A file system that keeps no executable bit shows every file without one, or with.
  @Test func anExecutableBitThatIsntKeptIsNoDrift() throws {
    let pair = try EdgePair()
    try pair.edge.git.run("config", "core.fileMode", "false")
    _ = try pair.edge.git.shell("chmod +x services/api/app.py; chmod -x services/api/run.sh")
    #expect(try pair.run("verify").status == 0)
    let tip = try pair.advance(
      [
        "app.py": .text("changed\n"),
        "new.sh": .file(Array("#!/bin/sh\n".utf8), isExecutable: true),
        "run.sh": .file(Array("#!/bin/sh\n".utf8)),
      ], subject: "Change modes")
    #expect(try pair.run("pin", tip, "--yes").status == 0)
    for name in ["app.py", "new.sh", "run.sh"] {
      let path = "services/api/" + name
      #expect(
        try pair.edge.git.line("ls-tree", "HEAD", path)
          == pair.platform.git.line("ls-tree", "main", path))
    }
    #expect(try pair.edge.git.outcome(["status", "--porcelain"]).output.isEmpty)
    #expect(try pair.run("verify").status == 0)
  }

  /// A key of the test's own that git signs with.
  private func setUpSigning(_ pair: EdgePair, key: String = "key") throws {
    let made = try Program("/usr/bin/ssh-keygen").run(
      ["-q", "-t", "ed25519", "-N", "", "-C", "robin", "-f", pair.folder.name + "/key"])
    try #require(made.status == 0, "\(made.errorText)")
    let signers = "robin@edge.example " + (pair.folder.text(of: "key.pub") ?? "")
    try pair.folder.write(signers, to: "signers")
    for (name, value) in [
      ("gpg.format", "ssh"), ("user.signingKey", pair.folder.name + "/" + key),
      ("gpg.ssh.allowedSignersFile", pair.folder.name + "/signers"), ("commit.gpgSign", "true"),
    ] {
      try pair.edge.git.run("config", name, value)
    }
  }

  @Test func commitsAreSignedWhereTheUserSignsTheirs() throws {
    let pair = try EdgePair()
    try setUpSigning(pair)
    try CheckedPair(pair).sync(["app.py": .text("signed\n")])
    let proof = try pair.edge.git.outcome(["verify-commit", "HEAD"])
    #expect(proof.status == 0, "\(proof.errorText)")
    #expect(proof.errorText.contains("Good \"git\" signature for robin@edge.example"))
    #expect(try pair.run("changelog").text.contains("weekly"))
  }

  @Test func nothingLandsWhereSigningFails() throws {
    let pair = try EdgePair()
    try setUpSigning(pair, key: "no-key")
    try pair.advance(["app.py": .text("unsigned\n")], subject: "Change the app")
    let before = try pair.state()
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1, "\(outcome.errorText)")
    #expect(outcome.errorText.contains("no-key"), "\(outcome.errorText)")
    #expect(outcome.unsafeText.isEmpty)
    #expect(try pair.state() == before)
  }

  private func hook(_ name: String, _ script: String, _ pair: EdgePair) throws {
    try pair.write("#!/bin/sh\n\(script)\n", to: ".git/hooks/\(name)")
    _ = try Program("/bin/chmod").run(
      ["+x", pair.folder.name + "/edge/.git/hooks/\(name)"])
  }

  @Test(arguments: [
    (
      "pre-commit", "echo no, not today; exit 1",
      "the hook pre-commit refused the sync: no, not today"
    ),
    (
      "commit-msg", "echo no reason given >&2; exit 1",
      "the hook commit-msg refused the sync: no reason"
    ),
    ("prepare-commit-msg", "exit 3", "the hook prepare-commit-msg refused the sync"),
    (
      "pre-commit", "echo x > services/api/app.py; git add services/api/app.py",
      "the hook pre-commit changed files"
    ),
    (
      "pre-commit", "git rm -q -f --cached services/api/app.py", "the hook pre-commit changed files"
    ),
  ])
  func aHookThatRefusesOrChangesFilesStopsTheLanding(
    _ name: String, _ script: String, _ words: String
  ) throws {
    let pair = try EdgePair()
    try hook(name, script, pair)
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    let before = try pair.edge.git.outcome(["for-each-ref"]).text
    let index = try pair.edge.git.outcome(["ls-files", "-s"]).text
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1, "\(outcome.errorText)")
    #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
    #expect(try pair.edge.git.outcome(["for-each-ref"]).text == before)
    #expect(try pair.edge.git.outcome(["ls-files", "-s"]).text == index)
  }

  @Test func hooksSeeWhatLandsAndMayWriteTheMessage() throws {
    let pair = try EdgePair()
    try hook("pre-commit", "git diff --cached --raw HEAD > '\(pair.folder.name)/seen'", pair)
    try hook("commit-msg", "echo 'Ticket: 42' >> \"$1\"", pair)
    try hook("post-commit", "git rev-parse HEAD > ../landed; exit 1", pair)
    try CheckedPair(pair).sync(["app.py": .text("changed\n")])
    let raw = try pair.edge.git.line("diff", "--raw", "HEAD^", "HEAD")
    #expect(pair.folder.text(of: "seen") == raw + "\n")
    #expect(pair.folder.text(of: "landed") == (try pair.edge.git.line("rev-parse", "HEAD")) + "\n")
    let message = try pair.edge.git.outcome(["log", "-1", "--format=%B"]).output
    let trailers = try pair.edge.git.outcome(["interpret-trailers", "--parse"], input: message)
    #expect(trailers.lines.contains("Ticket: 42"))
    #expect(trailers.lines.contains("Edgesync-Kind: weekly"))
  }

  /// Files and index are what would land: nothing else is there, and what git compares is the same.
  @Test func hooksRunWhereTheFilesAreWhatLands() throws {
    let pair = try EdgePair()
    try pair.write("*.log\nnode_modules/\n", to: ".gitignore")
    _ = try pair.edge.git.shell("git add .gitignore; git commit -qm Ignore")
    for name in ["stray.txt", "debug.log", "node_modules/tool"] { try pair.write("x\n", to: name) }
    let look = """
      find . -type f | cut -c3- | sort > '\(pair.folder.name)/files'
      git ls-files | sort > '\(pair.folder.name)/index'
      git diff-files --name-only >> '\(pair.folder.name)/differing'
      cat services/api/f*.py services/api/app.py > '\(pair.folder.name)/read' || exit 1
      cat node_modules/tool >> '\(pair.folder.name)/read' || exit 1
      git rev-parse --show-toplevel > '\(pair.folder.name)/top'; pwd >> '\(pair.folder.name)/top'
      echo scribbled > services/api/app.py; echo more > made.txt
      """
    try hook("pre-commit", look, pair)
    let staged = "git diff --cached --name-only | grep -q fresh || exit 1"
    for name in ["prepare-commit-msg", "commit-msg"] { try hook(name, staged, pair) }
    try pair.advance(
      ["app.py": .text("changed\n"), "fresh.py": .text("fresh\n")], subject: "Add a file")
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let landed = try pair.edge.git.outcome(["ls-tree", "-r", "--name-only", "HEAD"]).lines.sorted()
    let text = { (name: String) in pair.folder.text(of: name) ?? "" }
    #expect(text("files").split(separator: "\n").map(String.init) == landed)
    #expect(text("index").split(separator: "\n").map(String.init) == landed)
    #expect(text("differing").isEmpty)
    #expect(text("read") == "fresh\nchanged\nx\n")
    let places = Set(text("top").split(separator: "\n"))
    #expect(places.count == 1 && !places.contains { $0.hasPrefix(pair.folder.name + "/edge") })
    // What a hook does to its files is gone with them.
    #expect(pair.folder.text(of: "edge/services/api/app.py") == "changed\n")
    #expect(pair.folder.text(of: "edge/made.txt") == nil)
    #expect(try Program("/bin/ls").run([pair.folder.name + "/tmp"]).text.isEmpty)
  }

  /// A hook that would refuse what lands does, whatever stands in the work tree.
  @Test(arguments: [
    "! grep -q BROKEN services/api/app.py", "! grep -rq BROKEN .",
    "! git grep -q BROKEN", "! git show :services/api/app.py | grep -q BROKEN",
  ])
  func aHookThatReadsFilesRefusesWhatItWould(_ script: String) throws {
    let pair = try EdgePair()
    try hook("pre-commit", script, pair)
    try pair.advance(["app.py": .text("BROKEN\n")], subject: "Break it")
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("the hook pre-commit refused the sync"))
    #expect(try Program("/bin/ls").run([pair.folder.name + "/tmp"]).text.isEmpty)
    try pair.advance(["app.py": .text("fixed\n")], subject: "Fix it")
    let again = try pair.run("pin", "main", "--yes")
    #expect(again.status == 0, "\(again.errorText)")
  }
}
