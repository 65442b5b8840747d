import Foundation
import Git

/// The commits of a range, found ahead of what takes them.
///
/// A thread of its own with a handle of its own finds them while the commits before are looked at. It ends with
/// the stream.
package final class CommitStream {
  /// What the thread and the stream share.
  private final class Shelf: @unchecked Sendable {
    let changed = NSCondition()
    var nodes: [CommitNode] = []
    var isEnded = false
    var isWanted = true
    var error: GitError?
  }

  /// Commits found ahead at the most.
  private static let depth = 4096

  private let shelf = Shelf()
  /// Commits taken from the shelf, the next one last.
  private var taken: [CommitNode] = []

  /// The commits that a tip reaches and none of some others does, in the order of ``CommitRange``.
  package init(_ upstream: Repository, from tip: ObjectID, notFrom pins: [ObjectID]) {
    let thread = Thread { [shelf, isWanted = upstream.isWanted, open = upstream.opener] in
      Self.fill(shelf, from: tip, notFrom: pins) { () throws(GitError) in
        let repository = try open()
        repository.isWanted = { shelf.changed.withLock { shelf.isWanted } && isWanted() }
        return repository
      }
    }
    thread.name = "edgesync-range"
    thread.start()
  }

  deinit {
    shelf.changed.withLock { shelf.isWanted = false }
    shelf.changed.signal()
  }

  /// The next commit; nil at the end.
  package func next() throws(GitError) -> CommitNode? {
    if let node = taken.popLast() { return node }
    shelf.changed.lock()
    while shelf.nodes.isEmpty, !shelf.isEnded { shelf.changed.wait() }
    taken = shelf.nodes.reversed()
    shelf.nodes.removeAll(keepingCapacity: true)
    let error = taken.isEmpty ? shelf.error : nil
    shelf.changed.unlock()
    shelf.changed.signal()
    if let error { throw error }
    return taken.popLast()
  }

  private static func fill(
    _ shelf: Shelf, from tip: ObjectID, notFrom pins: [ObjectID],
    _ open: () throws(GitError) -> Repository
  ) {
    var failure: GitError?
    do throws(GitError) {
      var range = try CommitRange(open(), from: tip, notFrom: pins)
      while let node = try range.nextNode(), put(node, on: shelf) {}
    } catch {
      failure = error
    }
    shelf.changed.withLock {
      shelf.error = failure
      shelf.isEnded = true
    }
    shelf.changed.signal()
  }

  /// Waits for room; false where nothing more is wanted.
  private static func put(_ node: CommitNode, on shelf: Shelf) -> Bool {
    shelf.changed.lock()
    while shelf.nodes.count >= depth, shelf.isWanted { shelf.changed.wait() }
    shelf.nodes.append(node)
    let isWanted = shelf.isWanted
    shelf.changed.unlock()
    shelf.changed.signal()
    return isWanted
  }
}
