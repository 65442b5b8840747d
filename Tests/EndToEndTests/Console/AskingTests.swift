import Support
import SystemPackage
import Testing

/// The console steps aside where git has to ask at the terminal, and comes back whole.
@Suite struct AskingTests {
  private static let passphrase = "open sesame"

  @Test func aPassphraseIsAskedForAndTheScreenIsWholeAgain() throws {
    let pair = try EdgePair()
    let key = pair.folder.name + "/key"
    let made = try Program("/usr/bin/ssh-keygen").run(
      ["-q", "-t", "ed25519", "-N", Self.passphrase, "-C", "robin", "-f", key])
    try #require(made.status == 0, "\(made.errorText)")
    for (name, value) in [
      ("gpg.format", "ssh"), ("user.signingKey", key), ("commit.gpgSign", "true"),
    ] {
      try pair.edge.git.run("config", name, value)
    }
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("p", "v")
    try session.waits(for: "Checks of this exact tree:  ✓ 3 passed")
    // An answer that is wrong leads back, too.
    try session.pressWithoutWaiting("p")
    try session.waits(for: "Enter passphrase")
    try session.answer("wrong")
    try session.waits(for: "couldn't sign the commit")
    try session.waits(for: "│")
    try session.press("Escape", "Escape")
    try session.press("p")
    try session.pressWithoutWaiting("p")
    // What was asked before stands there still; an answer that comes before the question is thrown away.
    try session.waits(for: "a second question") { rows in
      rows.count { $0.contains("Enter passphrase") } == 2
    }
    try session.answer(Self.passphrase)
    let rows = try session.waits(for: "✓ Landed")
    #expect(!rows.contains { $0.contains("passphrase") })
    #expect(try pair.edge.git.outcome(["cat-file", "-p", "HEAD"]).text.contains("SSH SIGNATURE"))
    try session.press("Enter")
    try session.waits(for: "Commits")
  }

  @Test func aPasswordForAFetchIsAskedFor() throws {
    let pair = try EdgePair(url: "ssh://git.example.com/acme/platform.git")
    try Program.writeScript(
      """
      #!/bin/sh
      case "$*" in *-G*) exit 0;; esac
      if [ ! -e '\(pair.folder.name)/known' ]; then
        if ! (exec 3<>/dev/tty) 2>/dev/null; then
          echo 'git@git.example.com: Permission denied (publickey,password).' >&2
          exit 255
        fi
        printf 'Password of git: ' >/dev/tty
        read -r answer </dev/tty
        [ "$answer" = sesame ] || exit 255
        : >'\(pair.folder.name)/known'
      fi
      exec git-upload-pack '\(pair.folder.name)/platform'

      """, at: pair.folder.path.appending("ssh"))
    try pair.edge.git.run("config", "core.sshCommand", pair.folder.name + "/ssh")
    try pair.folder.write("", to: "known")
    #expect(try pair.run("fetch").status == 0)
    _ = try Program("/bin/rm").run([pair.folder.name + "/known"])
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.pressWithoutWaiting("f")
    try session.waits(for: "Password of git:")
    try session.answer("sesame")
    let rows = try session.waits(for: "Change the app")
    #expect(!rows.contains { $0.contains("Password") })
    // Unattended it fails, and doesn't wait.
    _ = try Program("/bin/rm").run([pair.folder.name + "/known"])
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 5)
    #expect(outcome.errorText.contains("Permission denied"))
  }
}
