/// The suites there are.
package enum FaultSuites {
  /// All of them, a line each.
  package static let all: [any FaultSuite] = [
    KillSuite(), KillSuite(depth: 3), ErrorSuite(), PowerSuite(), FullDiskSuite(), HostileSuite(),
    StoreSuite(), PairsSuite(), UpstreamSuite(), ConcurrencySuite(), MutantSuite(),
  ]

  /// The suites of some names; all where none is named.
  ///
  /// - Returns: Nil where a name isn't one of a suite.
  package static func named(_ names: [String]) -> [any FaultSuite]? {
    if names.isEmpty { return all }
    let found = names.compactMap { name in all.first { $0.name == name } }
    return found.count == names.count ? found : nil
  }
}
