import Foundation
import Git
import Journal
import Support
import SystemPackage
import Testing

@testable import Checks

@Suite struct CheckFolderTests {
  @Test func holdsTheCommitsFilesAndNothingElse() async throws {
    let bench = try CheckBench(files: [
      "app.py": .text("one\r\ntwo\n"),
      "run.sh": .file(Array("#!/bin/sh\necho ran\n".utf8), isExecutable: true),
      "link": .link(to: "app.py"), "empty": .text(""),
      "sub": .folder(["größe.txt": .text("x"), "deep": .folder(["file": .text("y")])]),
      "module": .gitlink("1111111111111111111111111111111111111111"),
    ])
    try Plumbing(bench.repository.git.folder).run("read-tree", "HEAD")
    let result = try await bench.run(
      """
      sh run.sh; readlink link; cat app.py | od -c | head -2
      find . -path ./.git -prune -o ! -type d -printf '%m %p\\n' | LC_ALL=C sort
      git ls-tree -r HEAD; git status --porcelain
      """)
    #expect(result.state == .passed)
    let tree = try bench.repository.git.outcome(["ls-tree", "-r", "HEAD"]).text
    #expect(
      result.text
        == """
        ran
        app.py
        0000000   o   n   e  \\r  \\n   t   w   o  \\n
        0000011
        644 ./app.py
        644 ./empty
        644 ./sub/deep/file
        644 ./sub/größe.txt
        755 ./run.sh
        777 ./link
        \(tree)

        """)
  }

  @Test func hasAGitFolderOfItsOwn() async throws {
    let bench = try CheckBench()
    let git = bench.repository.git
    try git.run("config", "secret.value", "canary")
    try git.run("branch", "private")
    try git.run("tag", "v1")
    let parent = try git.line("rev-parse", "HEAD~")
    let head = try git.line("rev-parse", "HEAD")
    _ = try git.shell("mkdir -p .git/hooks; echo 'touch canary' > .git/hooks/post-checkout")
    let result = try await bench.run(
      """
      [ "$(git rev-parse --show-toplevel)" = "$(pwd -P)" ] || echo top
      [ "$(git rev-parse --absolute-git-dir)" = "$(pwd -P)/.git" ] || echo dir
      [ "$(git rev-parse --git-common-dir)" = .git ] || echo common
      git for-each-ref
      git config secret.value
      [ -e .git/objects/info/alternates ] && echo alternates
      [ -e .git/commondir ] && echo commondir
      ls .git/hooks 2> /dev/null | grep -v sample
      git cat-file -e \(parent) 2> /dev/null && echo parent
      grep -rqsF '\(git.folder)' .git && echo path
      git rev-list HEAD
      git config user.name mine; git update-ref refs/heads/forged HEAD; git tag forged
      git commit -q --allow-empty -m forged 2> /dev/null
      true
      """)
    #expect(result.state == .passed)
    #expect(result.text == head + "\n")
    #expect(
      try git.outcome(["for-each-ref", "--format=%(refname)"]).lines
        == ["refs/heads/main", "refs/heads/private", "refs/tags/v1"])
    #expect(try git.outcome(["config", "user.name"]).status == 1)
    #expect(try git.line("rev-parse", "HEAD") == head)
  }

  @Test(arguments: [
    "rm -rf .git", "cd ..", "cd \"$HOME\"", "cd \"$TMPDIR\"", "cd sub; rm -rf ../.git",
  ])
  func leadsToNoRepositoryAboveIt(_ way: String) async throws {
    let bench = try CheckBench(files: ["sub": .folder(["file": .text("x")])])
    let edge = bench.repository.git.folder
    _ = try Program("/bin/mkdir").run([edge.appending("tmp").string])
    // The user keeps temporary files in the repo's own work tree.
    let folder = try await CheckFolder(bench.subject, in: edge.appending("tmp"))
    let check = try CheckBench.check("true")
    let variables = CheckEnvironment(["PATH": "/usr/bin:/bin"]).variables(
      for: check, on: bench.subject, in: folder)
    let outcome = try Program("/bin/sh", variables: variables).run(
      ["-c", "\(way); git rev-parse --git-dir; git config --get core.bare"], in: folder.files)
    #expect(outcome.output.isEmpty, "\(outcome.text)")
    #expect(outcome.errorText.contains("not a git repository"))
  }

  @Test func eachCheckGetsFilesOfItsOwn() async throws {
    let bench = try CheckBench()
    let checks = try CheckBench.checks(
      """
        - { name: first, run: "echo changed > app.py; echo new > new; git add -A" }
        - { name: second, run: "cat app.py; ls" }
      """)
    let results = try await bench.run(checks)
    #expect(results[1].text == "one\napp.py\n")
    #expect(try bench.repository.git.outcome(["show", "HEAD:app.py"]).text == "one")
  }

  @Test(arguments: [
    "mkdir -p a/b; touch a/b/c; chmod 000 a/b a",
    "mkdir \"$(printf 'caf\\351')\"; touch \"$(printf 'caf\\351/x\\377')\"",
    "mkdir \"$(printf 'caf\\351')\"; touch \"$(printf 'caf\\351/x')\"; chmod 000 caf*; chmod 500 .",
    "for i in $(seq 400); do mkdir dddddddddd; cd dddddddddd; done; touch file",
    "ln -s @FOLDER@/outside link; ln -s . self; ln -s loop loop; mkfifo pipe",
    "chmod 000 \"$HOME\" \"$TMPDIR\" . ..", "rm -rf \"$(pwd)\"",
  ])
  func isRemovedWhateverACheckLeaves(_ command: String) async throws {
    let bench = try CheckBench()
    _ = try Program("/bin/mkdir").run([bench.folder.path.appending("outside").string])
    try bench.folder.write("mine", to: "outside/file")
    let result = try await bench.run(
      "echo $HOME; " + command.replacing("@FOLDER@", with: bench.folder.name))
    #expect(result.state == .passed)
    let home = result.text.split(separator: "\n").first.map(String.init) ?? ""
    try #require(home.contains("/edgesync-check-"))
    let root = String(home.prefix { _ in true }.dropLast("/home".count))
    #expect(!FileManager.default.fileExists(atPath: root))
    #expect(bench.folder.text(of: "outside/file") == "mine")
  }

  @Test func isRemovedWhereItCantBeFilled() async throws {
    let bench = try CheckBench()
    let missing = try bench.repository.commit(
      tree: bench.repository.tree([
        (
          Array("gone".utf8),
          .object(mode: "100644", id: "1234567890123456789012345678901234567890")
        )
      ]), message: Array("A blob is missing".utf8))
    let subject = try CheckBench.subject(missing, in: bench.repository)
    await #expect(throws: GitError.self) {
      try await CheckFolder(subject, in: bench.folder.path)
    }
    #expect(
      try Program("/bin/ls").run([bench.folder.name]).lines.filter { $0.contains("check") }.isEmpty)
  }
}
