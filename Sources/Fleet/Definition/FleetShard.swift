/// A share of a fleet, for one of several machines: the shares of all have every edge repo once.
package struct FleetShard: Hashable, Sendable {
  /// Machines at the most.
  package static let most = 4096

  /// Which share it is, from 1.
  package let index: Int
  /// How many there are.
  package let count: Int

  /// A share; nil where there is no such one.
  package init?(_ index: Int, of count: Int) {
    guard (1...Self.most).contains(count), (1...count).contains(index) else { return nil }
    (self.index, self.count) = (index, count)
  }

  /// A share as it is written on the command line: `3/8`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else {
      return nil
    }
    self.init(index, of: count)
  }
}
