import Git
import Support
import Testing
import Upstream

/// Commits found ahead, against the range that finds them one by one.
@Suite struct CommitStreamTests {
  @Test(arguments: [HistoryRepo.Graph.none, .whole])
  func theCommitsAreThoseOfTheRange(_ graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let histories = (0..<40).map { RandomHistory(seed: 700 + $0) }
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    try repo.write(graph)
    let upstream = try Repository(at: repo.folder)
    for ids in repo.ids {
      let (tip, pin) = (ids[ids.count - 1], ids[ids.count / 2])
      let wanted = try CommitRangeTests.ids(of: upstream, from: tip, notFrom: pin)
      let sut = try Self.stream(upstream, from: tip, notFrom: pin)
      var found: [String] = []
      while let node = try sut.next() {
        found.append(node.id.hex)
        let trees = try node.parents.map { try upstream.commitTree($0) }
        #expect(node.parentTrees ?? trees == trees)
      }
      #expect(found == wanted)
    }
  }

  @Test func whatCannotBeReadIsToldAfterWhatCan() throws {
    let folder = try TemporaryFolder()
    let histories = [
      RandomHistory((0..<30).map { ["file": HistoryFile(kind: .file, content: [UInt8($0)])] })
    ]
    let repo = try HistoryRepo(histories, at: folder.path.appending("upstream"))
    let gone = repo.ids[0][10]
    // An object a file, so that one can go.
    let outcome = try repo.git.shell(
      """
      mv objects/pack/*.pack pack && rm objects/pack/* && git unpack-objects -q <pack
      rm objects/\(gone.prefix(2))/\(gone.dropFirst(2))
      """)
    #expect(outcome.status == 0)
    let sut = try Self.stream(
      Repository(at: repo.folder), from: repo.ids[0][29], notFrom: repo.ids[0][0])
    var found = 0
    #expect(throws: GitError.self) {
      while try sut.next() != nil { found += 1 }
    }
    #expect(found == 18)
  }

  /// A stream that is dropped while its thread has more to give.
  @Test func endsWithItsReader() throws {
    let folder = try TemporaryFolder()
    let trees = (0..<6000).map { ["f": HistoryFile(kind: .file, content: Array("\($0)".utf8))] }
    let repo = try HistoryRepo([RandomHistory(trees)], at: folder.path.appending("upstream"))
    for _ in 0..<20 {
      let sut = try Self.stream(
        Repository(at: repo.folder), from: repo.ids[0][5999], notFrom: repo.ids[0][0])
      #expect(try sut.next()?.id.hex == repo.ids[0][5999])
    }
  }

  private static func stream(
    _ upstream: Repository, from tip: String, notFrom pin: String
  ) throws -> CommitStream {
    CommitStream(
      upstream, from: try #require(ObjectID(hex: tip)), notFrom: [try #require(ObjectID(hex: pin))])
  }
}
