import Foundation
import Git
import SystemPackage
import Text

extension Upstream {
  /// Commits of a range from which on a walk gains more from a commit-graph than writing one costs.
  private static let leastRange = 512
  /// Commits of a range that get filters of the paths that they change: the newest ones.
  private static let mostFiltered = 1 << 14

  /// The folder of objects in which edgesync keeps a commit-graph of an upstream that is read in place: that one's own
  /// could hide commits and changes.
  var graphFolder: FilePath { home.entry("graph") }

  /// Brings the commit-graph of an upstream that is read in place up to date, where a range is long enough to gain by
  /// it, for the next walk to be quick. Where it can't be written, that one is only slower.
  ///
  /// - Parameters:
  ///   - pin: Where the range ends.
  ///   - tip: Where it begins.
  ///   - repository: Upstream.
  /// - Returns: Whether a file was written.
  @discardableResult
  package func keepGraph(from pin: ObjectID, to tip: ObjectID, in repository: Repository) -> Bool {
    guard !isMirror, !repository.isShallow, repository.commitGraph?.position(of: tip) == nil else {
      return false
    }
    do {
      var walk = try CommitRange(repository, from: tip, notFrom: [pin])
      var range: [ObjectID] = []
      while range.count < Self.mostFiltered, let node = try walk.nextNode() {
        range.append(node.id)
      }
      guard range.count >= Self.leastRange else { return false }
      for folder in [graphFolder, graphFolder.entry("info")] {
        _ = folder.withPlatformString { mkdir($0, 0o700) }
      }
      try CommitGraphWriter(from: tip, in: repository).write(to: graphFolder, filtering: range)
      return true
    } catch {
      return false
    }
  }
}
