import Foundation
import Support
import SystemPackage
import Testing
import Text

@testable import Git

/// What settings say by themselves, against `git config`.
@Suite struct GitConfigFileTests {
  static let texts = [
    "", "\n\n", "# only\n; remarks", "[core]\n\tbare = false\n", "[core] bare\n", "[Core]BARE=no",
    "[core]\r\n\tbare = yes\r\n\tb\r\n", "[a.b]\nc = 1\n", "[a \"B c\"]\nD-e = \"x # y\" ; z\n",
    "[a \"x\\\"y\\\\\"]\nk = v", "[a]\nk = one\\\ntwo\n", "[a]\nk = \" b \"  c  \n",
    "[a]\nk = \\t\\n\\\"\\\\\n",
    "[a]\nk = \n", "[a]\nk=1\nk=2\n", "\u{FEFF}[a]\nk = v\n", "[extensions]\nthing = true\n",
    // What git stops at.
    "[core", "[core\n", "k = v\n", "[a]\n1k = v\n", "[a]\nk = \"open\n", "[a]\nk = \\q\n",
    "[a b]\nk = v\n", "[a \"b\nc\"]\nk = v\n", "[a]\nk v\n", "[a]\n= v\n", "[a] x] y\n",
    "[a \"b\" ]\nk = v\n", "\u{FEFF}\u{FEFF}[a]\nk = v\n",
  ]

  @Test(arguments: texts) func saysWhatGitSays(_ text: String) throws {
    let folder = try TemporaryFolder()
    let file = folder.path.appending("config")
    try Data(text.utf8).write(to: URL(fileURLWithPath: file.string))
    let told = try Program("/usr/bin/git").run(
      ["config", "--file", file.string, "--no-includes", "--null", "--list"], in: folder.path)
    let ours = GitConfigFile(parsing: Array(text.utf8)).map { file in
      file.settings.map { $0.name + ($0.value.map { "\n" + $0 } ?? "") }
    }
    let theirs = told.text.split(separator: "\0").map(String.init)
    #expect(ours == (told.status == 0 ? theirs : nil))
  }

  /// A repository in a form that git doesn't know isn't read.
  @Test(arguments: [
    (["core.repositoryFormatVersion=1"], nil),
    (["core.repositoryFormatVersion=99"], "versions 0 and 1"),
    (["core.repositoryFormatVersion=x"], "versions 0 and 1"), (["extensions.thing=1"], nil),
    (["core.repositoryFormatVersion=1", "extensions.thing=1"], "the extension thing"),
    (["core.repositoryFormatVersion=1", "extensions.preciousObjects=1"], nil),
    (["core.repositoryFormatVersion=1", "extensions.objectFormat=sha256"], "SHA-256"),
    (["core.repositoryFormatVersion=1", "extensions.objectFormat=sha1"], nil),
  ])
  func unknownFormsAreRefused(_ settings: [String], _ reason: String?) throws {
    let folder = try TemporaryFolder()
    let raw = try RawRepository(makingAt: folder.path.appending("repo"))
    for setting in settings {
      let parts = setting.split(separator: "=").map(String.init)
      _ = try Program("/usr/bin/git").run(
        ["config", "--file", ".git/config", parts[0], parts[1]], in: raw.git.folder)
    }
    do throws(GitError) {
      _ = try Repository(reading: raw.git.folder)
      #expect(reason == nil)
    } catch {
      #expect(reason.map { error.message.string.contains($0) } == true, "\(error.message)")
    }
    // As git does.
    #expect(
      (try raw.git.outcome(["rev-parse", "--git-dir"]).status == 0) == (reason == nil)
        || reason == "SHA-256")
  }
}
