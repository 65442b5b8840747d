import Rules

/// Which checks may run: each after those it needs, `post` after `pre`, a benchmark with no other beside it.
struct CheckGraph {
  /// What is to be done next.
  enum Step: Equatable {
    /// Run a check.
    case run(Int)
    /// Don't run it, and why.
    case skip(Int, reason: String)
    /// Wait for one that runs.
    case wait
    /// Nothing is left.
    case done
  }

  private enum Place { case waiting, running, ended(isPassed: Bool) }

  /// The checks, in the order in which they are begun where nothing is in the way.
  let checks: [CheckDefinition]
  private var places: [Place]
  private let jobs: Int

  /// A graph of checks.
  ///
  /// - Parameter jobs: How many run side by side at the most, from 1.
  init(_ checks: [CheckDefinition], jobs: Int) {
    self.checks = Self.ordered(checks)
    self.jobs = max(1, jobs)
    places = checks.map { _ in .waiting }
  }

  /// What is to be done next; a check that is to run counts as running from then on, and one that is to be
  /// skipped as ended.
  mutating func next() -> Step {
    var running: [Int] = []
    var waiting: [Int] = []
    for index in checks.indices {
      switch places[index] {
      case .running: running.append(index)
      case .waiting: waiting.append(index)
      case .ended: break
      }
    }
    for index in waiting {
      let failed = checks[index].needs.filter { need in
        checks.indices.contains {
          guard checks[$0].name == need, case .ended(let isPassed) = places[$0] else {
            return false
          }
          return !isPassed
        }
      }
      guard failed.isEmpty else {
        places[index] = .ended(isPassed: false)
        return .skip(index, reason: Self.reason(failed))
      }
    }
    guard let first = waiting.first else { return running.isEmpty ? .done : .wait }
    guard running.count < jobs, !running.contains(where: { checks[$0].benchmark != nil }) else {
      return .wait
    }
    let isPre = checks[first].stage == .pre || running.contains { checks[$0].stage == .pre }
    for index in waiting where isReady(index) {
      if isPre, checks[index].stage == .post { continue }
      if checks[index].benchmark != nil, !running.isEmpty { continue }
      places[index] = .running
      return .run(index)
    }
    return .wait
  }

  /// Says that a check has ended.
  mutating func end(_ index: Int, isPassed: Bool) { places[index] = .ended(isPassed: isPassed) }

  /// Checks that haven't been begun.
  var waiting: [Int] {
    checks.indices.filter { if case .waiting = places[$0] { true } else { false } }
  }

  /// Whether all that a check needs has passed; names that aren't among the checks were left out on purpose
  /// and hold nobody up.
  private func isReady(_ index: Int) -> Bool {
    checks[index].needs.allSatisfy { need in
      guard let other = checks.firstIndex(where: { $0.name == need }) else { return true }
      if case .ended(isPassed: true) = places[other] { return true }
      return false
    }
  }

  /// Why a check is skipped that needs some that didn't pass.
  static func reason(_ failed: [String]) -> String {
    "it needs \(failed.joined(separator: ", "))"
  }

  /// `pre` before `post`, each check after those it needs, else in the manifest's order.
  static func ordered(_ checks: [CheckDefinition]) -> [CheckDefinition] {
    var waiting = checks.filter { $0.stage == .pre } + checks.filter { $0.stage == .post }
    var ordered: [CheckDefinition] = []
    while !waiting.isEmpty {
      let names = Set(waiting.map(\.name))
      let index = waiting.firstIndex { $0.needs.allSatisfy { !names.contains($0) } } ?? 0
      ordered.append(waiting.remove(at: index))
    }
    return ordered
  }
}
