import Support
import SystemPackage
import Testing

/// git's words are read, so git has to speak English; the user's hooks speak the user's language.
@Suite struct LanguageTests {
  @Test func gitSpeaksEnglishAndHooksTheUsersLanguage() throws {
    let pair = try EdgePair(manifest: "land: { weekly: commit }")
    let commits = try pair.advanceAsUsual()
    let git = try pair.edge.git.shell("command -v git").text
    let script = """
      mkdir ../bin
      printf '#!/bin/sh\\necho "$LC_ALL" >> ../git.said\\nexec \(git) "$@"\\n' > ../bin/git
      printf '#!/bin/sh\\necho "$LC_ALL" > \"\(pair.folder.name)/hook.said\"\\n' > .git/hooks/pre-commit
      chmod +x ../bin/git .git/hooks/pre-commit
      git config commit.gpgSign true
      git config gpg.program ../bin/sign
      printf '#!/bin/sh\\ncat > /dev/null; echo signature; echo "[GNUPG:] SIG_CREATED " >&2\\n' > ../bin/sign
      chmod +x ../bin/sign
      """
    try #require(try pair.edge.git.shell("mkdir -p .git/hooks; " + script).status == 0)
    let program = pair.edgesync.with([
      "PATH": "\(pair.folder.path.appending("bin").string):/usr/bin:/bin",
      "LC_ALL": "de_DE.UTF-8",
    ])
    let outcome = try program.run(["pin", commits[0], "--yes"], in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let said = Set(pair.folder.text(of: "git.said")?.split(separator: "\n") ?? [])
    #expect(said == ["C"])
    #expect(pair.folder.text(of: "hook.said") == "de_DE.UTF-8\n")
  }
}
