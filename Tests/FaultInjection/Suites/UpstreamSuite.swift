import Locks
import Properties

/// Upstreams that aren't what they were, and lines to them that break.
struct UpstreamSuite: FaultSuite {
  let name = "upstream"
  let unit = "faulty fetches"

  func open(_ setting: Setting) throws -> any Sweep {
    UpstreamSweep(seed: Int(truncatingIfNeeded: setting.seed))
  }
}

private final class UpstreamSweep: Sweep {
  /// Bytes that a fetch brings, and from one cut to the next.
  private static let size = 96 << 10
  private static let stride = 1 << 10

  private let seed: Int
  private let cases: [UpstreamCase]
  /// Properties that no worker uses.
  private let idle = Mutex<[UpstreamProperty]>([])

  init(seed: Int) {
    self.seed = seed
    cases = UpstreamCase.all(size: Self.size, stride: Self.stride)
  }

  var pointCount: Int? { cases.count }

  func name(at index: Int) -> String? {
    cases.indices.contains(index) ? cases[index].description : nil
  }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    guard let trouble = cases.first(where: { $0.description == name }) else {
      return CaseOutcome(.skipped("there is no such case"))
    }
    let property =
      try idle.withLock { $0.popLast() } ?? UpstreamProperty(size: Self.size, seed: seed)
    let violations = try property.run(trouble)
    // What a violation left is nothing to start the next case from.
    if violations.isEmpty { idle.withLock { $0.append(property) } }
    return .of(violations, points: [name])
  }
}
