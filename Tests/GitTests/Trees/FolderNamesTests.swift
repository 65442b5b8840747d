import Git
import Support
import SystemPackage
import Testing

/// One path after the other in large folders.
@Suite struct FolderNamesTests {
  /// A repository with one tree, written by the lines of `git mktree`.
  private static func tree(
    _ lines: (_ blob: String) -> [String]
  ) throws -> (TemporaryFolder, Repository, blob: ObjectID, tree: ObjectID) {
    let empty = try EmptyRepository()
    let (folder, git) = (empty.folder, empty.git)
    let blob = try git.line("hash-object", "-w", "--stdin", input: Array("x".utf8))
    let input = lines(blob).map { $0 + "\n" }.joined()
    let tree = try git.line("mktree", input: Array(input.utf8))
    return (
      folder, try Repository(at: folder.path), try #require(ObjectID(hex: blob.utf8)),
      try #require(ObjectID(hex: tree.utf8))
    )
  }

  /// With the square of the folder's size it takes many minutes.
  @Test(.timeLimit(.minutes(1))) func eachFileOfALargeFolderIsFoundInTime() throws {
    let count = 30_000
    let (folder, sut, blob, tree) = try Self.tree { blob in
      (0..<count).map { "100644 blob \(blob)\tf\($0)" }
    }
    defer { withExtendedLifetime(folder) {} }
    let file = TreeItem(mode: .file, id: blob)
    let found = try (0..<count).count { try sut.item(at: RepoPath("f\($0)"), in: tree) == file }
    #expect(found == count)
  }

  @Test(arguments: 1...3) func findsTheSameHoweverOftenAFolderIsLookedInto(looks: Int) throws {
    let (folder, sut, blob, tree) = try Self.tree { blob in
      ["100644 blob \(blob)\ta", "120000 blob \(blob)\ta.link", "100755 blob \(blob)\tz"]
    }
    defer { withExtendedLifetime(folder) {} }
    for _ in 1..<looks { _ = try sut.item(at: "a", in: tree) }
    #expect(try sut.item(at: "a", in: tree) == TreeItem(mode: .file, id: blob))
    #expect(try sut.item(at: "a.link", in: tree) == TreeItem(mode: .symlink, id: blob))
    #expect(try sut.item(at: "z", in: tree) == TreeItem(mode: .executable, id: blob))
    for none in ["b", "a/b", "A", "a.lin"] {
      #expect(try sut.item(at: RepoPath(none), in: tree) == nil)
    }
    #expect(try sut.item(at: .root, in: tree) == TreeItem(mode: .folder, id: tree))
  }

  @Test func nothingIsLookedForOnceNobodyWantsIt() throws {
    let (folder, sut, _, tree) = try Self.tree { ["100644 blob \($0)\ta"] }
    defer { withExtendedLifetime(folder) {} }
    for _ in 1...3 { _ = try sut.item(at: "a", in: tree) }
    sut.isWanted = { false }
    #expect(throws: GitError.self) { try sut.item(at: "a", in: tree) }
  }
}
