import Properties

/// Many processes of edgesync, git and editors at work on one edge repo at once.
struct ConcurrencySuite: FaultSuite {
  let name = "concurrency"
  let unit = "concurrency stresses"

  func open(_ setting: Setting) throws -> any Sweep {
    ConcurrencySweep(seed: Int(truncatingIfNeeded: setting.seed))
  }
}

private struct ConcurrencySweep: Sweep {
  let seed: Int

  func name(at index: Int) -> String? { String(index) }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    guard let index = Int(name) else { return CaseOutcome(.skipped("there is no such case")) }
    let plan = StressPlan(seed: seed &* 1_000_000 &+ index)
    return .of(try ConcurrencyStress(plan).run())
  }
}
