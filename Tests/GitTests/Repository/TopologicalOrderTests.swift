import Git
import Support
import Testing

/// A history's commits, children before parents, whatever their clocks say.
@Suite struct TopologicalOrderTests {
  /// Random histories of several branches with random dates, in git's own order.
  @Test(arguments: 0..<24)
  func isThatOfRevList(_ seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--bare", "--template=", ".")
    var stream = ""
    // Of some, branches come together again soon; of others only at the end.
    let reach = seed % 3 == 0 ? 60 : 4
    var tips: Set<Int> = [1]
    for number in 1...80 {
      // Each at a time of its own, so that there is one order.
      let time = random.below(2_000_000) * 1000 + number
      stream += "commit refs/heads/main\nmark :\(number)\n"
      stream += "committer A <a@example.com> \(time) +0000\ndata 1\nx\n"
      guard number > 1 else { continue }
      var parents: Set<Int> = [number - 1 - random.below(min(reach, number - 1))]
      if random.below(2) == 0 { parents.insert(number - 1 - random.below(min(reach, number - 1))) }
      // Now and then, and before the last ones, all come together.
      if number == 76 || (number % 20 == 0 && reach == 4) { parents.formUnion(tips) }
      if number > 76 { parents = [number - 1] }
      let sorted = parents.sorted()
      stream += "from :\(sorted[0])\n" + sorted.dropFirst().map { "merge :\($0)\n" }.joined()
      tips.subtract(parents)
      tips.insert(number)
    }
    try git.run("fast-import", "--quiet", "--force", input: Array(stream.utf8))
    let repository = try Repository(at: folder.path)
    let tip = try git.line("rev-parse", "main")
    var order = try TopologicalOrder(repository, from: #require(ObjectID(hex: tip)))
    var found: [String] = []
    while let node = try order.next() { found.append(node.id.hex) }
    #expect(found == (try git.outcome(["rev-list", "--date-order", "main"]).lines))
  }
}
