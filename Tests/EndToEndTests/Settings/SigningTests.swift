import Foundation
import Support
import SystemPackage
import Testing

/// Commits are signed as git signs the user's: it asks at a terminal, and elsewhere nobody waits.
@Suite struct SigningTests {
  private static let passphrase = "open sesame"

  /// A pair whose commits are signed by a key with a passphrase, and a commit upstream to take.
  private func pair(settingIn file: String? = nil) throws -> EdgePair {
    let pair = try EdgePair()
    let made = try Program("/usr/bin/ssh-keygen").run([
      "-q", "-t", "ed25519", "-N", Self.passphrase, "-C", "robin", "-f", pair.folder.name + "/key",
    ])
    try #require(made.status == 0, "\(made.errorText)")
    let place = file.map { ["--file", pair.folder.name + "/" + $0] } ?? []
    for (name, value) in [
      ("gpg.format", "ssh"), ("user.signingKey", pair.folder.name + "/key"),
      ("commit.gpgSign", "yes"),
    ] {
      #expect(try pair.edge.git.outcome(["config"] + place + [name, value]).status == 0)
    }
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    return pair
  }

  private func isSigned(_ pair: EdgePair) throws -> Bool {
    try pair.edge.git.outcome(["cat-file", "-p", "HEAD"]).text.contains("SSH SIGNATURE")
  }

  @Test(arguments: [["pin", "main", "--yes"], ["hold", "main", "--reason", "later"]])
  func gitAsksForThePassphraseAtATerminal(_ arguments: [String]) throws {
    let pair = try pair()
    let session = try TerminalSession(
      arguments, in: pair.edge.git.folder, columns: 140, waits: false)
    try session.waits(for: "Enter passphrase")
    try session.answer(Self.passphrase)
    #expect(try session.waitsForEnd() == 0)
    #expect(try isSigned(pair))
  }

  /// Without a terminal it is refused at once, and the command that it names helps.
  @Test(arguments: [
    [:], ["DISPLAY": ":7", "SSH_ASKPASS": "/bin/false"], ["GPG_TTY": "/dev/tty"],
  ])
  func whereNobodyIsThereItIsRefused(_ variables: [String: String]) throws {
    let pair = try pair()
    let program = pair.edgesync.with(variables)
    let begun = ContinuousClock.now
    let outcome = try program.run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(ContinuousClock.now - begun < .seconds(20))
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("nothing landed: git couldn't sign the commit"))
    #expect(try pair.edge.git.line("log", "-1", "--format=%s") == "Adopt edgesync")
    let command = String(try #require(outcome.errorText.firstMatch(of: /Run `([^`]+)`/)).1)
    #expect(command.hasPrefix("ssh-add "))
    try Program.writeScript(
      "#!/bin/sh\necho '\(Self.passphrase)'\n", at: pair.folder.path.appending("answer"))
    let script = """
      eval "$(ssh-agent -s)" >/dev/null
      trap 'kill "$SSH_AGENT_PID"' EXIT
      SSH_ASKPASS="$1" SSH_ASKPASS_REQUIRE=force DISPLAY=:7 \(command) </dev/null &&
      "$2" pin main --yes
      """
    let again = try Program("/bin/sh", variables: program.variables).run(
      [
        "-c", script, "sh", pair.folder.path.appending("answer").string, EdgesyncProgram.name,
      ], in: pair.edge.git.folder)
    #expect(again.status == 0, "\(again.errorText)")
    #expect(try isSigned(pair))
  }

  private static let hasGnuPG =
    (try? Program("/bin/sh").run(
      ["-c", "command -v gpg && command -v gpgconf && command -v script"]
    ).status) == 0

  /// An agent of GnuPG's that nobody told of a terminal is given the passphrase as told.
  @Test(.enabled(if: hasGnuPG, "gpg or script isn't installed"))
  func anAgentAsksAtATerminalAsTold() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    // A pinentry that asks at the terminal that it is told of, and nowhere else.
    try pair.folder.writeProgram(
      """
      #!/bin/sh
      echo OK
      while read -r word rest; do
        case "$word $rest" in
          "OPTION ttyname="*) tty=${rest#ttyname=}; echo OK ;;
          "GETPIN "*) if [ -n "$tty" ] && read -r answer < "$tty"; then echo "D $answer"; echo OK
            else echo "ERR 83918950 Inappropriate ioctl for device"; fi ;;
          "BYE "*) echo OK; exit ;;
          *) echo OK ;;
        esac
      done

      """, to: "pinentry")
    try remedy.run(
      """
      mkdir -m 700 "$HOME/.gnupg"; echo "pinentry-program $PWD/pinentry" > "$HOME/.gnupg/gpg-agent.conf"
      gpg --batch --pinentry-mode loopback --passphrase '\(Self.passphrase)' \
        --quick-gen-key 'Robin Reiter <robin@edge.example>' ed25519 sign never
      gpgconf --kill gpg-agent; git -C edge config commit.gpgSign true; echo '\(Self.passphrase)' > answer
      """, in: ".")
    defer { _ = try? remedy.run("gpgconf --kill gpg-agent") }
    let outcome = try pair.run("pin", "main", "--yes")
    #expect(outcome.status == 1, "\(outcome.errorText)")
    let command = try remedy.command("export GPG_TTY=", of: outcome)
    try remedy.run("SHELL=/bin/sh script -qec '\(command)' /dev/null < ../answer")
    try remedy.expectDone("pin", "main", "--yes")
    #expect(try pair.edge.git.outcome(["cat-file", "-p", "HEAD"]).text.contains("PGP SIGNATURE"))
  }

  /// At a terminal, where git could have asked and couldn't sign.
  @Test func whatIsMissingIsSeenAsTold() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    try pair.advance(["app.py": .text("changed\n")], subject: "Change the app")
    try remedy.run(
      "git config gpg.format ssh; git config commit.gpgSign yes; ssh-keygen -q -t ed25519 -N '' -f ../key"
    )
    let session = try TerminalSession(
      ["pin", "main", "--yes"], in: pair.edge.git.folder, columns: 240, waits: false)
    #expect(try session.waitsForEnd() == 1)
    let command = try remedy.command("git commit-tree ", in: session.screen.joined())
    let seen = try remedy.run(command, succeeds: false).errorText
    #expect(seen.contains("user.signingkey"), "\(seen)")
    try remedy.run("git config user.signingKey \(pair.folder.name)/key")
    try remedy.run(command)
    try remedy.expectDone("pin", "main", "--yes")
  }

  /// An unattended sync is refused at a terminal too.
  @Test func aDailySyncNeverAsks() throws {
    let pair = try pair()
    try pair.write("land: { daily: branch }\n", to: "more")
    _ = try pair.edge.git.shell(
      "cat more >> edgesync.yml; rm more; git -c commit.gpgSign=false commit -qam Land")
    let session = try TerminalSession(
      ["daily"], in: pair.edge.git.folder, columns: 140, waits: false)
    #expect(try session.waitsForEnd() == 1)
    try session.waits(for: "couldn't sign the commit")
  }

  /// That commits are signed may stand wherever git reads it.
  @Test func thatCommitsAreSignedIsGitsAnswer() throws {
    let pair = try pair(settingIn: "home/signing.inc")
    try pair.folder.write(
      "[includeIf \"hasconfig:remote.*.url:https://git.example.com/**\"]\n\tpath = signing.inc\n",
      to: "home/.gitconfig")
    try pair.edge.git.run("remote", "add", "origin", "https://git.example.com/acme/edge.git")
    let outcome = try pair.edgesync.run(["pin", "main", "--yes"], in: pair.edge.git.folder)
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("couldn't sign"))
    let unsigned = pair.edgesync.with([
      "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "commit.gpgSign", "GIT_CONFIG_VALUE_0": "off",
    ])
    #expect(try unsigned.run(["pin", "main", "--yes"], in: pair.edge.git.folder).status == 0)
    #expect(try !isSigned(pair))
  }
}
