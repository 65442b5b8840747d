import Fixtures
import Git
import Testing

/// A history's commits, children before parents, whatever their clocks say.
@Suite struct TopologicalOrderTests {
  /// Random histories with random dates, in git's own order.
  @Test(arguments: 0..<12)
  func isThatOfRevList(_ seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--bare", "--template=", ".")
    var stream = ""
    let count = 60
    for number in 1...count {
      // Each at a time of its own, so that there is one order.
      let time = random.below(2_000_000) * 1000 + number
      stream += "commit refs/heads/main\nmark :\(number)\n"
      stream += "committer A <a@example.com> \(time) +0000\ndata 1\nx\n"
      guard number > 1 else { continue }
      stream += "from :\(number - 1)\n"
      // A line first, and merges behind it.
      guard number < 50 else { continue }
      for other in Set((0..<random.below(3)).map { _ in 1 + random.below(number - 1) }).sorted()
      where other != number - 1 {
        stream += "merge :\(other)\n"
      }
    }
    try git.run("fast-import", "--quiet", input: Array(stream.utf8))
    let repository = try Repository(at: folder.path)
    let tip = try git.line("rev-parse", "main")
    var order = try TopologicalOrder(repository, from: #require(ObjectID(hex: tip)))
    var found: [String] = []
    while let commit = try order.next() { found.append(commit.id.hex) }
    #expect(found == (try git.outcome(["rev-list", "--date-order", "main"]).lines))
  }
}
