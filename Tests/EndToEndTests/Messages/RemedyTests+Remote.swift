import Foundation
import Support
import SystemPackage
import Testing

/// The same for what is pushed, and for what Git LFS keeps.
extension RemedyTests {
  @Test func aRemoteThatCantBeReached() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    try pair.addRemote()
    try pair.advanceAsUsual()
    try remedy.run("mv remote.git elsewhere.git", in: ".")
    let outcome = try pair.run("daily")
    #expect(outcome.status == 1)
    try remedy.follow("git ls-remote origin", of: outcome, succeeds: false)
    try remedy.run("mv elsewhere.git remote.git", in: ".")
    try remedy.follow("git ls-remote origin", of: outcome)
    try remedy.expectDone("daily")
  }

  /// A branch that goes to one of another name, on a remote whose name a shell would read.
  @Test func aBranchThatGoesElsewhere() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let remote = try pair.addRemote()
    try pair.advanceAsUsual()
    try remedy.run(
      """
      git remote rename origin 'o$(id);'; git branch -m 'it'\\''s;mine'
      git push -q 'o$(id);' "it's;mine:trunk" && git branch -q -u 'o$(id);/trunk'
      echo ours > README.md; git add README.md; git commit -qm Ours
      """)
    try remedy.follow("git push ", of: pair.run("daily"))
    #expect(try remote.line("rev-parse", "trunk") == pair.edge.git.line("rev-parse", "HEAD"))
    try remedy.run("git reset -q --hard HEAD^")
    try remedy.follow("git pull --ff-only ", of: pair.run("daily"))
    try remedy.expectDone("daily")
  }

  @Test func aBranchThatIsOutOfStep() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    try pair.addRemote()
    try pair.advanceAsUsual()
    try remedy.run("echo ours > README.md; git add README.md; git commit -qm Ours")
    try remedy.follow("git push origin main", of: pair.run("daily"))
    try remedy.expectDone("daily")
    try remedy.run("git reset -q --hard HEAD^")
    try remedy.follow("git pull --ff-only origin main", of: pair.run("daily"))
    try remedy.expectDone("daily")
  }

  @Test func aSyncThatWasNotPushed() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    try pair.folder.writeProgram(
      "#!/bin/sh\necho the branch is protected >&2\nexit 1\n",
      to: "remote.git/hooks/pre-receive")
    let outcome = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("the branch is protected"), "\(outcome.errorText)")
    #expect(outcome.errorText.contains("pre-receive hook declined"), "\(outcome.errorText)")
    try remedy.run("rm remote.git/hooks/pre-receive", in: ".")
    try remedy.follow("git push origin main", of: outcome)
    #expect(try remote.line("rev-parse", "main") == pair.edge.git.line("rev-parse", "main"))
  }

  @Test func aSyncThatIsYetToBePushed() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("pin", commits[3], "--yes")
    try remedy.follow("git push origin main", of: outcome)
    #expect(try remote.line("rev-parse", "main") == pair.edge.git.line("rev-parse", "main"))
  }

  @Test func aRemoteThatIsMissingOrWrong() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    let url = pair.folder.path.appending("remote.git").string
    try remedy.run("git init -q --bare -b main remote.git", in: ".")
    let missing = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(missing.status == 1)
    try remedy.follow("git remote add origin URL", of: missing, "URL", as: url)
    try remedy.run("git push -q origin main")
    try remedy.expectDone("emergency", commits[0], "--reason", "login")
    try remedy.run("git remote set-url origin 'ext::sh -c true'")
    let wrong = try pair.run("emergency", commits[1], "--reason", "login")
    #expect(wrong.status == 1, "\(wrong.errorText)")
    try remedy.follow("git remote set-url origin URL", of: wrong, "URL", as: url)
    // A name that git takes from its configuration, and gives no remote.
    try remedy.run(
      "sed -i 's/remote \"origin\"/remote \"our fork\"/' .git/config; git config branch.main.remote 'our fork'"
    )
    let misnamed = try pair.run("emergency", commits[3], "--reason", "login")
    #expect(
      misnamed.errorText.contains("the remote our fork can't be used: it isn't a remote's name"))
    try remedy.follow("git remote rename", of: misnamed, "NAME", as: "fork")
    try remedy.expectDone("emergency", commits[3], "--reason", "login")
  }

  static let hasLFS = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
    .split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/git-lfs") }

  /// New and changed files whose objects upstream alone has, as a path and as a url.
  @Test(
    .enabled(if: hasLFS, "git-lfs isn't installed"),
    arguments: ["../platform.git", "file://@FOLDER@/platform.git"])
  func filesOfGitLFS(_ url: String) throws {
    let pair = try EdgePair(url: url)
    let remedy = Remedy(pair: pair)
    try remedy.run(
      """
      git lfs install >/dev/null && git clone -q --bare platform platform.git && git clone -q file://$PWD/platform.git work
      cd work && git config user.name a && git config user.email a@example.com
      echo '*.bin filter=lfs diff=lfs merge=lfs -text' > services/api/.gitattributes
      head -c 900 /dev/urandom > services/api/m.bin && git add . && git commit -qm one && git push -q origin main
      """, in: ".")
    try remedy.run(
      "git init -q --bare -b main ../origin.git; git remote add origin file://$PWD/../origin.git")
    for name in ["m", "n"] {
      // At first a new file, then that one changed and another new.
      if name == "n" {
        try remedy.run(
          """
          head -c 900 /dev/urandom > services/api/m.bin; head -c 900 /dev/urandom > services/api/n.bin
          for number in $(seq 200); do echo "$number" > "services/api/n$number.bin"; done
          git add . && git commit -qm two && git push -q origin main
          """, in: "work")
      }
      try remedy.run("edgesync fetch")
      let outcome = try pair.run("pin", "main", "--yes")
      #expect(outcome.status == 0, "\(outcome.errorText)")
      // However many there are, one command is told, and has them all.
      #expect(outcome.text.matches(of: /lfs pull/).count == 1)
      try remedy.follow("git -c remote.edgesync.url=", of: outcome)
      try remedy.run("cmp services/api/m.bin ../work/services/api/m.bin")
      try remedy.run("cmp services/api/\(name).bin ../work/services/api/\(name).bin")
      try remedy.run("! grep -l '^version https://git-lfs' services/api/*.bin")
      #expect(try remedy.run("git status --short").text.isEmpty)
      try remedy.run("git push -q -u origin main")
      try remedy.expectDone("verify")
    }
  }
}
