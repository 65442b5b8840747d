import Foundation
import Rules
import Support
import Testing
import Upstream

@testable import Git

/// Candidates told apart in batches on several threads, against `git rev-list` with paths.
@Suite struct CandidateStreamTests {
  /// Commits that touch a folder of three by turns, and now and then nothing.
  private static let history = RandomHistory(
    (0..<2500).map { number in
      var files = ["own": HistoryFile(kind: .file, content: [UInt8](repeating: 0x61, count: 9))]
      for (index, name) in ["svc/app", "lib/deep/er/file", "other/file"].enumerated() {
        let last = number - (number % 7 + 7 - 2 * index) % 7
        files[name] = HistoryFile(kind: .file, content: Array("\(max(0, last))\n".utf8))
      }
      return files
    })

  @Test(arguments: HistoryRepo.Graph.allCases)
  func candidatesAreThoseOfRevList(_ graph: HistoryRepo.Graph) throws {
    let folder = try TemporaryFolder()
    let repo = try HistoryRepo([Self.history], at: folder.path.appending("upstream"))
    try repo.write(graph)
    let manifest = try Manifest(
      parsing: Array(
        """
        version: 1
        upstream: { url: ../upstream, branch: h0 }
        mappings:
          - { name: svc, from: svc, to: svc }
          - { name: file, from: lib/deep/er/file, to: file }
        """.utf8))
    let (tip, pin) = (repo.ids[0][2499], repo.ids[0][3])
    let history = try History(Repository(at: repo.folder), Classifier(manifest))
    func candidates(
      all: Bool = false, _ each: @escaping (CommitNode) -> Void = { _ in }
    ) throws -> CandidateStream {
      try history.candidates(
        from: #require(ObjectID(hex: tip)), notFrom: #require(ObjectID(hex: pin)), all: all,
        each: each)
    }
    /// Without the commit-graph: git believes a corrupt one.
    func revList(_ paths: String...) throws -> [String] {
      let words = ["-c", "core.commitGraph=false", "rev-list", "\(pin)..\(tip)", "--"] + paths
      return try repo.git.outcome(words).lines
    }
    let wanted = try revList("svc", "lib/deep/er/file")
    #expect(wanted.count > 500)
    var seen: [String] = []
    let sut = try candidates { seen.append($0.id.hex) }
    var found: [String] = []
    while let batch = try sut.next() { found += batch.map(\.id.hex) }
    #expect(found == wanted)
    #expect(try seen == revList())
    let all = try candidates(all: true)
    #expect(try all.next()?.first?.id.hex == tip)
    #expect(try candidates().count() == wanted.count)
  }

  /// A console that looked at upstream again and again held all that it had ever read of it.
  @Test(.enabled(if: ProcessInfo.processInfo.activeProcessorCount > 1))
  func whatThreadsOpenedGoesWithTheHistory() throws {
    let folder = try TemporaryFolder()
    let repo = try HistoryRepo([Self.history], at: folder.path.appending("upstream"))
    let manifest = try Manifest(
      parsing: Array(
        """
        version: 1
        upstream: { url: ../upstream, branch: h0 }
        mappings: [{ name: svc, from: svc, to: svc }]
        """.utf8))
    struct Opened { weak var repository: Repository? }
    var opened: [Opened] = []
    // Other tests may have all threads that there are; and a thread may hold on for a moment to what it had.
    for _ in 0..<200 where opened.count < 5 {
      let upstream = try Repository(at: repo.folder)
      let stream = try History(upstream, Classifier(manifest)).candidates(
        from: #require(ObjectID(hex: repo.ids[0][2499])),
        notFrom: #require(ObjectID(hex: repo.ids[0][3])))
      while try stream.next() != nil {}
      if let helper = upstream.helpers.first { opened.append(Opened(repository: helper)) }
    }
    #expect(opened.contains { $0.repository == nil })
  }
}
