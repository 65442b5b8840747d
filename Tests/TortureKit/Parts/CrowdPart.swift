import Trials

/// Crowds of edgesync, git and editors at work on one edge repo.
struct CrowdPart: Part {
  let name = "concurrency"
  let unit = "crowds"

  func open(_ setting: Setting) throws -> any Sweep {
    CrowdSweep(seed: Int(truncatingIfNeeded: setting.seed))
  }
}

private struct CrowdSweep: Sweep {
  let seed: Int

  func name(at index: Int) -> String? { String(index) }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    guard let index = Int(name) else { return CaseOutcome(.skipped("there is no such case")) }
    let crowd = Crowd(seed: seed &* 1_000_000 &+ index)
    return .of(try CrowdTrial(crowd).run())
  }
}
