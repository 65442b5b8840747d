import Foundation
import Git
import Support
import SystemPackage
import Testing

/// A commit's files in a repository of their own, wherever the two repositories are.
@Suite struct ExportTests {
  /// A folder on another file system than the tests' own; nil where the machine has none to write to.
  private static let otherFileSystem: String? = {
    func device(_ path: String) -> dev_t? {
      var status = stat()
      return stat(path, &status) == 0 && access(path, W_OK) == 0 ? status.st_dev : nil
    }
    return ["/tmp", "/var/tmp", "/dev/shm"].first { place in
      device(place).map { $0 != device(TemporaryFolder.base) } ?? false
    }
  }()

  /// Exports a commit from a repository at a path.
  private func export(from path: FilePath, to folder: TemporaryFolder) async throws -> String? {
    let source = try RawRepository(makingAt: path)
    let id = try source.commit(
      tree: source.tree([(Array("file".utf8), .text("text\n"))]), message: Array("Start".utf8))
    let commit = try #require(ObjectID(hex: id))
    try await Repository(at: path).export(
      commit, to: folder.path.appending("files"), by: GitCommand(outside: []), home: folder.path)
    let files = folder.git(in: "files")
    #expect(try files.line("rev-parse", "HEAD") == id)
    #expect(try files.run("fsck", "--strict").error.isEmpty)
    return folder.text(of: "files/file")
  }

  @Test(arguments: ["plain", "co:lon", "quo\"te", "\"quoted\"", "back\\slash", "caf\u{e9}"])
  func theFoldersNameDoesNotMatter(_ name: String) async throws {
    let folder = try TemporaryFolder()
    #expect(try await export(from: folder.path.appending(name), to: folder) == "text\n")
  }

  @Test(.enabled(if: otherFileSystem != nil, "there is one file system"))
  func mayBeOnAnotherFileSystem() async throws {
    let source = try TemporaryFolder()
    let target = try TemporaryFolder(in: #require(Self.otherFileSystem))
    #expect(try await export(from: source.path.appending("edge"), to: target) == "text\n")
  }
}
