import Git
import Support
import Testing

@testable import Journal

/// The commits that a history of syncs is read from.
@Suite struct LockedCommitsTests {
  /// A line of commits, each with its number in the lock; every fifth has none.
  private func line(_ count: Int, in folder: TemporaryFolder) throws -> (
    Plumbing, Repository, ObjectID
  ) {
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--bare", "--template=", ".")
    var stream = ""
    for number in 1...count {
      stream += "commit refs/heads/main\nmark :\(number)\n"
      stream += "committer A <a@example.com> \(number) +0000\ndata 1\nx\n"
      let text = String(number)
      let change =
        number.isMultiple(of: 5)
        ? "D edgesync.lock\n" : "M 644 inline edgesync.lock\ndata \(text.count)\n\(text)\n"
      stream += change + "M 644 inline other\ndata \(text.count)\n\(text)\n"
    }
    try git.run(
      "-c", "fastimport.unpackLimit=\(count * 9)", "fast-import", "--quiet",
      input: Array(stream.utf8))
    let tip = try #require(ObjectID(hex: git.line("rev-parse", "main")))
    return (git, try Repository(at: folder.path), tip)
  }

  @Test func areThoseWithALock() throws {
    let folder = try TemporaryFolder()
    let (git, repository, tip) = try line(60, in: folder)
    var commits = try LockedCommits(repository, from: tip)
    var found: [String] = []
    while let (node, lock) = try commits.next() {
      found.append(node.id.hex)
      #expect(lock.id.hex == (try git.line("rev-parse", node.id.hex + ":edgesync.lock")))
    }
    let all = try git.outcome(["rev-list", "main"]).lines
    #expect(found == all.enumerated().filter { !(60 - $0.offset).isMultiple(of: 5) }.map(\.element))
  }

  /// What is looked at ahead may be missing, as in a clone without old trees: it counts only where it is reached.
  @Test(arguments: ["^{tree}", "^0"])
  func whatIsMissingFurtherBackCountsThere(_ object: String) throws {
    let folder = try TemporaryFolder()
    let (git, _, tip) = try line(30, in: folder)
    let id = try git.line("rev-parse", "main~6" + object)
    try #require(try git.shell("rm objects/\(id.prefix(2))/\(id.dropFirst(2))").status == 0)
    var commits = try LockedCommits(Repository(at: folder.path), from: tip)
    // Of the first six, two have no lock.
    for _ in 0..<4 { #expect(try commits.next() != nil) }
    #expect(throws: GitError.self) { try commits.next() }
  }
}
