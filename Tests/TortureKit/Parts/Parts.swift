/// The parts there are.
package enum Parts {
  /// All of them, a line each.
  package static let all: [any Part] = [
    KillPart(), KillPart(depth: 3), ErrorPart(), PowerPart(), FullDiskPart(), HostilePart(),
    StorePart(), PairsPart(), UpstreamPart(), CrowdPart(), MutantPart(),
  ]

  /// The parts of some names; all where none is named.
  ///
  /// - Returns: Nil where a name isn't one of a part.
  package static func named(_ names: [String]) -> [any Part]? {
    if names.isEmpty { return all }
    let found = names.compactMap { name in all.first { $0.name == name } }
    return found.count == names.count ? found : nil
  }
}
