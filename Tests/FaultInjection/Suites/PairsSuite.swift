import Dispatch
import Locks
import Properties

/// Made-up upstreams, manifests and edge repos, synced from commit to commit.
struct PairsSuite: FaultSuite {
  let name = "pairs"
  let unit = "random pairs"
  let share = 7

  func open(_ setting: Setting) throws -> any Sweep { PairsSweep(seed: setting.seed) }
}

private final class PairsSweep: Sweep {
  private let seed: UInt64
  /// Batches under way: the newest few.
  private let batches = Mutex<[(first: UInt64, property: PairProperty)]>([])

  init(seed: UInt64) {
    self.seed = seed
  }

  func name(at index: Int) -> String? { String(index) }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    guard let index = UInt64(name) else { return CaseOutcome(.skipped("there is no such case")) }
    let size = UInt64(PairProperty.batch)
    let property = try batch(from: index / size * size)
    let tally = try waiting { try await property.run(Int(index % size), programShare: 12) }
    if tally.pairs == 0 {
      return CaseOutcome(
        .skipped("no commit that the edge repo can start from, or patterns on which git crashes"))
    }
    return .of(tally.violations)
  }

  /// The pairs that are made together, from a case on.
  private func batch(from first: UInt64) throws -> PairProperty {
    try batches.withLock { batches in
      if let known = batches.first(where: { $0.first == first }) { return known.property }
      let seeds = (0..<UInt64(PairProperty.batch)).map {
        Int(truncatingIfNeeded: seed &* 10_000_000 &+ first &+ $0) & Int.max
      }
      let property = try PairProperty(seeds: seeds)
      batches = batches.suffix(2) + [(first, property)]
      return property
    }
  }

  /// Runs asynchronous work to its end on a worker's thread.
  private func waiting<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    let done = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Value, any Error>?>(nil)
    Task {
      let ended: Result<Value, any Error>
      do { ended = .success(try await work()) } catch { ended = .failure(error) }
      result.withLock { $0 = ended }
      done.signal()
    }
    done.wait()
    guard let ended = result.withLock({ $0 }) else { throw CancellationError() }
    return try ended.get()
  }
}
