import Git
import Support
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

  /// A thousand in a row, farther behind the pin than what is looked at in any case.
  @Test(arguments: [nil, 0, 5 * 365, 40 * 365])
  func aThousandWrongClocksDoNoHarm(_ days: Int?) throws {
    var random = SeededGenerator(seed: days ?? 1)
    let wrong = Dictionary(
      uniqueKeysWithValues: (400..<1400).map { number in
        (number, days.map { $0 == 0 ? 0 : random.below($0 * 86_400) } ?? number)
      })
    let (found, wanted) = try Self.range(length: 2500, wrong: wrong, fork: 300)
    #expect(found == wanted)
  }

  /// What clocks may tell in a history of which they tell nothing.
  enum Clock: CaseIterable {
    /// Any time in 40 years.
    case random
    /// Each commit a day before its parents.
    case backwards
    /// Days forward, and now and then years back.
    case saw
    /// Years of the right time, with other years between them.
    case alternating
    /// The same time always.
    case still

    func time(_ number: Int, _ random: inout SeededGenerator) -> Int {
      let (start, day) = (1_000_000_000, 86_400)
      return switch self {
      case .random: random.below(40 * 365 * day)
      case .backwards: start - number * day
      case .saw: start + (number % 211) * 20 * day
      case .alternating: start + (number / 97 % 2 == 0 ? number : 9000 - number) * day
      case .still: start
      }
    }
  }

  /// Without a commit-graph, in a history of thousands of commits with branches and merges.
  @Test(arguments: Clock.allCases)
  func clocksThatTellNothingDoNoHarm(_ clock: Clock) throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--bare", "--template=", ".")
    var random = SeededGenerator(seed: 3000)
    var parents: [[Int]] = []
    var stream = ""
    for number in 0..<3000 {
      var own =
        number == 0 ? [] : [max(0, number - 1 - (random.chance(15) ? random.below(400) : 0))]
      if number > 1, random.chance(20) {
        let other = max(0, number - 1 - random.below(600))
        if !own.contains(other) { own.append(other) }
      }
      parents.append(own)
      let time = clock.time(number, &random)
      stream += "commit refs/heads/main\nmark :\(number + 1)\n"
      stream +=
        "committer A <a@example.com> \(time) +0000\ndata \(String(number).count)\n\(number)\n"
      for (index, parent) in own.enumerated() {
        stream += "\(index == 0 ? "from" : "merge") :\(parent + 1)\n"
      }
    }
    try git.run(
      "fast-import", "--quiet", "--force", "--export-marks=marks", input: Array(stream.utf8))
    let marks = (folder.text(of: "marks") ?? "").split(separator: "\n").map {
      $0.dropFirst().split(separator: " ").map(String.init)
    }
    let ids = Dictionary(uniqueKeysWithValues: marks.map { ((Int($0[0]) ?? 0) - 1, $0[1]) })
    let repository = try Repository(at: folder.path)
    #expect(repository.commitGraph == nil)
    for pin in [2990, 2900, 2400, 1500, 700, 3] {
      let wanted = CommitRangeTests.reached(from: 2999, in: parents)
        .subtracting(CommitRangeTests.reached(from: pin, in: parents))
      let found = try CommitRangeTests.ids(
        of: repository, from: try #require(ids[2999]), notFrom: try #require(ids[pin]))
      #expect(Set(found) == Set(wanted.compactMap { ids[$0] }), "\(pin)")
      #expect(found.count == wanted.count, "\(pin)")
    }
  }
}
