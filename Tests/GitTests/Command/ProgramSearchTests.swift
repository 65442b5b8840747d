import Git
import Support
import SystemPackage
import Testing

/// Which programs of `PATH` are taken: none that a repository holds, by whatever way it is reached.
@Suite struct ProgramSearchTests {
  private func folder(_ script: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let made = try Program("/bin/sh").run(
      [
        "-c",
        """
        set -e; mkdir -p repo/bin good other; for name in repo/bin/git good/git; do
          printf '#!/bin/sh\\n' > $name; chmod +x $name; done
        \(script)
        """,
      ], in: folder.path)
    try #require(made.status == 0, "\(made.errorText)")
    return folder
  }

  @Test(arguments: [
    ("true", "@/repo/bin"), ("true", "@/good/../repo/bin"), ("true", ""), ("true", "."),
    ("true", "repo/bin"),
    ("ln -s repo/bin link", "@/link"), ("ln -s @/repo link", "@/link/bin"),
    ("ln -s one link; ln -s repo one", "@/link/bin"),
    ("ln -s ../repo/bin/git other/git", "@/other"),
    ("ln -s two other/git; ln -s @/repo/bin/git other/two", "@/other"),
    ("ln -s @/good repo/out", "@/repo/out"),
    ("ln -s @/repo/out other/git; ln -s @/good/git repo/out", "@/other"),
    ("mkdir other/git", "@/other"), ("printf x > other/git", "@/other"),
    ("ln -s nowhere other/git", "@/other"),
    ("ln -s git other/git", "@/other"), ("mkfifo other/git; chmod +x other/git", "@/other"),
  ])
  func whatARepositoryHoldsIsPassedOver(_ script: String, _ entry: String) throws {
    let name = { (text: String, folder: TemporaryFolder) in
      text.replacing("@", with: folder.path.string)
    }
    let folder = try folder(script.replacing("@", with: "$PWD"))
    let repo = folder.path.appending("repo")
    let good = folder.path.appending("good")
    let search = ProgramSearch(
      outside: [repo], in: name(entry, folder) + ":" + good.string + ":" + name(entry, folder))
    #expect(search.find("git") == good.appending("git"))
    #expect(!search.path.contains("repo"))
    // The repository may itself be reached by a link.
    let linked = folder.path.appending("linked")
    #expect(try Program("/bin/ln").run(["-s", "repo", linked.string]).status == 0)
    let other = ProgramSearch(outside: [linked], in: name(entry, folder) + ":" + good.string)
    #expect(other.find("git") == good.appending("git"))
  }

  /// What merely has a name that begins alike is another folder.
  @Test func aNeighbourIsTaken() throws {
    let folder = try folder("mkdir repo2; cp good/git repo2/git; ln -s $PWD/good/git other/git")
    let repo = folder.path.appending("repo")
    for name in ["repo2", "other"] {
      let place = folder.path.appending(name)
      #expect(
        ProgramSearch(outside: [repo], in: place.string).find("git") == place.appending("git"))
    }
  }
}
