import CSanitizers
import Support

/// Each command on each hostile repository, in an order that the seed gives.
struct HostileSweep: Sweep {
  private let cases: [HostileCase]
  private let byName: [String: HostileCase]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    cases = HostileCase.all.shuffled(using: &random)
    byName = Dictionary(
      HostileCase.all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func name(at index: Int) -> String? { cases.indices.contains(index) ? cases[index].name : nil }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    guard let hostile = byName[name] else {
      return CaseOutcome(.violation("there is no case \(name)"))
    }
    let pair = try hostile.make()
    let checker = try HostileChecker(hostile, pair)
    if hostile.position == .fetched {
      let fetched = try Self.run(["fetch"], on: pair)
      if [152, 134, 139, 132, 133].contains(fetched.status) {
        return CaseOutcome(.violation("fetch: exit status \(fetched.status)"))
      }
    }
    let outcome = try Self.run(
      hostile.command.arguments, on: pair, makesFiles: hostile.command == .pin)
    let faults = try checker.faults(outcome)
    // git itself may run what the platform's settings name, and comes after the checker for that.
    let points = hostile.command == .log ? try Self.faultsByGit(of: pair) : []
    return .of(faults, points: points)
  }

  /// Seconds of the processor and kilobytes of memory of its own that a command may take, as `ulimit` has them;
  /// a build for debugging is slower, and what a sanitizer takes has no bounds.
  private static let limits: (seconds: Int, memory: String) = {
    if edgesync_is_sanitized() != 0 { return (60, "unlimited") }
    #if DEBUG
      return (10, MemoryLimit.megabytes(400))
    #else
      return (6, MemoryLimit.megabytes(200))
    #endif
  }()

  /// Runs a command under limits; going over one ends it by a signal.
  ///
  /// - Parameter makesFiles: Whether it lands: the kernel's time for 20,000 new files counts as well, which can be
  ///   more than the command's own where as many have just been deleted.
  private static func run(
    _ arguments: [String], on pair: EdgePair, makesFiles: Bool = false
  ) throws -> Program.Outcome {
    let seconds = limits.seconds * (makesFiles ? 5 : 1)
    return try Program("/bin/sh", variables: pair.edgesync.variables).run(
      [
        "-c", "ulimit -t \(seconds); ulimit -d \(limits.memory); exec \"$@\"", "sh",
        EdgesyncProgram.name,
      ] + arguments, in: pair.edge.git.folder)
  }

  /// git's own names of what is wrong with the platform's objects (fsck-msgids.txt).
  private static func faultsByGit(of pair: EdgePair) throws -> [String] {
    let outcome = try pair.platform.git.outcome(["fsck", "--no-dangling", "--no-progress"])
    return outcome.errorText.matches(of: /(?:error|warning) in \w+ [0-9a-f]+: (\w+):/)
      .map { "fsck:\($0.1)" }
  }
}
