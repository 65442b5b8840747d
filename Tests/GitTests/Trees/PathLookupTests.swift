import Git
import Support
import SystemPackage
import Testing

/// What stands at paths of trees, against `git ls-tree`.
@Suite struct PathLookupTests {
  private static let paths = [
    "", "lib", "lib/deep", "lib/deep/er", "lib/deep/er/file", "src", "src/none", "none",
    "none/at/all",
    "lib/a", "link", "link/below", "li", "library",
  ]

  @Test func findsWhatGitLists() throws {
    let empty = try EmptyRepository()
    let (folder, git) = (empty.folder, empty.git)
    var trees: [ObjectID] = []
    for commit in 0..<6 {
      try folder.write(Array("\(commit / 2)".utf8), to: "lib/deep/er/file")
      try folder.write(Array("\(commit / 3)".utf8), to: "lib/a")
      try folder.write(Array("\(commit)".utf8), to: "src/\(commit)")
      if commit == 3 { try folder.write(Array("a file now".utf8), to: "library") }
      if commit == 4 { try git.run("rm", "-r", "-f", "--quiet", "--cached", "lib/deep") }
      if commit == 5 {
        let blob = try git.line("hash-object", "-w", "lib/a")
        try git.run("update-index", "--add", "--cacheinfo", "120000,\(blob),link")
      }
      try git.run("add", "src", "lib/a")
      if commit != 4 { try git.run("add", "-A", "lib") }
      if commit == 3 { try git.run("add", "library") }
      trees.append(try #require(ObjectID(hex: git.line("write-tree"))))
    }
    let repository = try Repository(at: folder.path)
    let sut = PathLookup(Self.paths.map { RepoPath($0) }, in: repository)
    // Each tree twice, so that what is remembered is asked for as well.
    for tree in trees + trees.reversed() {
      let found = try sut.items(in: tree)
      for (path, item) in zip(Self.paths, found) {
        let listed =
          path.isEmpty
          ? "040000 tree \(tree.hex)"
          : try git.run("ls-tree", "--full-tree", tree.hex, path).lines.first.map {
            String($0.prefix { $0 != "\t" })
          }
        let told = item.map { item in
          let kind = item.mode == .folder ? "tree" : "blob"
          return "\(item.mode.sixDigits) \(kind) \(item.id.hex)"
        }
        #expect(told == listed, "\(path) in \(tree)")
      }
    }
  }
}
