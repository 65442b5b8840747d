import Fixtures
import Git
import Testing

/// Ranges in histories that are longer than what is looked at in any case, with clocks that are wrong.
@Suite struct WrongClockTests {
  /// A line of commits with a branch that leaves it at the start and is merged at its end.
  ///
  /// - Parameters:
  ///   - wrong: Commits of the line, counted from the start, whose clock tells another time.
  ///   - fork: The commit of the line that the branch leaves; a quarter of its length where nil.
  private static func range(
    length: Int, wrong: [Int: Int], fork: Int? = nil
  ) throws -> (found: Set<String>, wanted: Set<String>) {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--bare", "--template=", ".")
    var stream = ""
    func add(_ mark: Int, on branch: String, time: Int, from parents: [Int]) {
      stream += "commit refs/heads/\(branch)\nmark :\(mark)\n"
      stream += "committer A <a@example.com> \(time) +0000\ndata \(branch.count)\n\(branch)\n"
      for (index, parent) in parents.enumerated() {
        stream += "\(index == 0 ? "from" : "merge") :\(parent)\n"
      }
    }
    let start = 1_500_000_000
    let day = 86_400
    for number in 1...length {
      add(
        number, on: "main", time: wrong[number] ?? start + number * day,
        from: number == 1 ? [] : [number - 1])
    }
    // From halfway, merged after the pin: its ancestors aren't to be listed.
    let fork = fork ?? length / 4
    add(length + 1, on: "side", time: start + (fork + 1) * day, from: [fork])
    add(length + 2, on: "main", time: start + (length + 1) * day, from: [length, length + 1])
    try git.run("fast-import", "--quiet", input: Array(stream.utf8))
    let tip = try git.line("rev-parse", "refs/heads/main")
    let pin = try git.line("rev-parse", "refs/heads/main^1")
    let found = try CommitRangeTests.ids(of: Repository(at: folder.path), from: tip, notFrom: pin)
    return (Set(found), Set([tip, try git.line("rev-parse", "refs/heads/side")]))
  }

  @Test func aLongRangeEndsWhereItShould() throws {
    let (found, wanted) = try Self.range(length: 2500, wrong: [:])
    #expect(found == wanted)
  }

  @Test(arguments: [0, 5, 1_600_000_000, 4_000_000_000])
  func aWrongClockBehindThePinDoesNoHarm(_ time: Int) throws {
    // Farther behind the pin than what is looked at in any case, and before the branch leaves.
    let (found, wanted) = try Self.range(length: 2500, wrong: [1100: time])
    #expect(found == wanted)
  }

  @Test(arguments: [0, 4_000_000_000])
  func aWrongClockWhereTheBranchLeavesDoesNoHarm(_ time: Int) throws {
    let (found, wanted) = try Self.range(length: 2500, wrong: [625: time], fork: 625)
    #expect(found == wanted)
  }

  @Test func aRunOfWrongClocksDoesNoHarm() throws {
    let wrong = Dictionary(uniqueKeysWithValues: (1000..<1060).map { ($0, $0 - 1000) })
    let (found, wanted) = try Self.range(length: 2500, wrong: wrong)
    #expect(found == wanted)
  }
}
