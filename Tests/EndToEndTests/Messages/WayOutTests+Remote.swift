import Fixtures
import Foundation
import SystemPackage
import Testing

/// The same for what is pushed, and for what Git LFS keeps.
extension WayOutTests {
  @Test func aRemoteThatCantBeReached() throws {
    let pair = try EdgePair()
    let way = WayOut(pair: pair)
    try pair.addRemote()
    try pair.advanceAsUsual()
    try way.run("mv remote.git elsewhere.git", in: ".")
    let outcome = try pair.run("daily")
    #expect(outcome.status == 1)
    try way.follow("git ls-remote origin", of: outcome, succeeds: false)
    try way.run("mv elsewhere.git remote.git", in: ".")
    try way.follow("git ls-remote origin", of: outcome)
    try way.expectDone("daily")
  }

  @Test func aBranchThatIsOutOfStep() throws {
    let pair = try EdgePair()
    let way = WayOut(pair: pair)
    try pair.addRemote()
    try pair.advanceAsUsual()
    try way.run("echo ours > README.md; git add README.md; git commit -qm Ours")
    try way.follow("git push", of: pair.run("daily"))
    try way.expectDone("daily")
    try way.run("git reset -q --hard HEAD^")
    try way.follow("git pull --ff-only", of: pair.run("daily"))
    try way.expectDone("daily")
  }

  @Test func aSyncThatWasNotPushed() throws {
    let pair = try EdgePair()
    let way = WayOut(pair: pair)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    try pair.folder.writeProgram(
      "#!/bin/sh\necho the branch is protected >&2\nexit 1\n",
      to: "remote.git/hooks/pre-receive")
    let outcome = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("the branch is protected"), "\(outcome.errorText)")
    #expect(outcome.errorText.contains("pre-receive hook declined"), "\(outcome.errorText)")
    try way.run("rm remote.git/hooks/pre-receive", in: ".")
    try way.follow("git push origin main", of: outcome)
    #expect(try remote.line("rev-parse", "main") == pair.edge.git.line("rev-parse", "main"))
  }

  @Test func aRemoteThatIsMissingOrWrong() throws {
    let pair = try EdgePair()
    let way = WayOut(pair: pair)
    let commits = try pair.advanceAsUsual()
    let url = pair.folder.path.appending("remote.git").string
    try way.run("git init -q --bare -b main remote.git", in: ".")
    let missing = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(missing.status == 1)
    try way.follow("git remote add origin URL", of: missing, "URL", as: url)
    try way.run("git push -q origin main")
    try way.expectDone("emergency", commits[0], "--reason", "login")
    try way.run("git remote set-url origin 'ext::sh -c true'")
    let wrong = try pair.run("emergency", commits[1], "--reason", "login")
    #expect(wrong.status == 1, "\(wrong.errorText)")
    try way.follow("git remote set-url origin URL", of: wrong, "URL", as: url)
    try way.expectDone("emergency", commits[3], "--reason", "login")
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
    let way = WayOut(pair: pair)
    try way.run(
      """
      git lfs install >/dev/null && git clone -q --bare platform platform.git && git clone -q file://$PWD/platform.git work
      cd work && git config user.name a && git config user.email a@example.com
      echo '*.bin filter=lfs diff=lfs merge=lfs -text' > services/api/.gitattributes
      head -c 900 /dev/urandom > services/api/m.bin && git add . && git commit -qm one && git push -q origin main
      """, in: ".")
    try way.run(
      "git init -q --bare -b main ../origin.git; git remote add origin file://$PWD/../origin.git")
    for name in ["m", "n"] {
      // At first a new file, then that one changed and another new.
      if name == "n" {
        try way.run(
          """
          head -c 900 /dev/urandom > services/api/m.bin; head -c 900 /dev/urandom > services/api/n.bin
          git add . && git commit -qm two && git push -q origin main
          """, in: "work")
      }
      try way.run("edgesync fetch")
      let outcome = try pair.run("pin", "main", "--yes")
      #expect(outcome.status == 0, "\(outcome.errorText)")
      try way.follow("git -c remote.edgesync.url=", of: outcome)
      try way.run("cmp services/api/m.bin ../work/services/api/m.bin")
      try way.run("cmp services/api/\(name).bin ../work/services/api/\(name).bin")
      #expect(try way.run("git status --short").text.isEmpty)
      try way.run("git push -q -u origin main")
      try way.expectDone("verify")
    }
  }
}
