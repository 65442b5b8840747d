/// Finds the newest of many candidates that passes and the oldest after it that fails, if what failed once
/// fails from then on, by trying about log2 of them.
///
/// Candidates are numbered from the oldest, 0; -1 is what stands now. The newest is tried first, for mostly
/// it passes. What stands now counts as passing until every candidate fails, and is tried then. One that
/// can't be tried is passed over for the nearest that can.
package struct Bisection: Sendable {
  /// What was found out about a candidate.
  package enum Verdict: Sendable {
    /// It passes.
    case passes
    /// It fails.
    case fails
    /// It can't be tried.
    case untriable
  }

  /// Which candidate to try next; nil once all is known that can be.
  package private(set) var next: Int?
  /// The newest that passes; -1 for what stands now, and nil while none is known to.
  package private(set) var newestPassing: Int?
  /// The oldest that fails after it; nil while none is known to.
  package private(set) var oldestFailing: Int?
  private var untriable: Set<Int> = []
  private let count: Int

  /// Nothing tried yet.
  ///
  /// - Parameter count: How many candidates there are.
  package init(count: Int) {
    self.count = count
    next = choose()
  }

  /// The candidates after the newest that passes and before the oldest that fails: those that couldn't be
  /// tried once ``next`` is nil.
  package var between: Range<Int> {
    let start = (newestPassing ?? -1) + 1
    return start..<max(start, oldestFailing ?? count)
  }

  /// Takes what was found out about the candidate that was to be tried.
  package mutating func take(_ verdict: Verdict) {
    guard let tried = next else { return }
    switch verdict {
    case .passes: newestPassing = tried
    case .fails:
      // What stands now fails as well: nothing passes.
      if tried >= 0 { oldestFailing = tried }
    case .untriable: untriable.insert(tried)
    }
    next = tried < 0 ? nil : choose()
  }

  private func choose() -> Int? {
    let open = between.filter { !untriable.contains($0) }
    guard oldestFailing != nil else {
      // From the newest down, until one tells something.
      return newestPassing == nil ? open.last : nil
    }
    if open.isEmpty { return newestPassing == nil ? -1 : nil }
    let middle = between.lowerBound + between.count / 2
    return open.min { abs($0 - middle) < abs($1 - middle) }
  }
}
