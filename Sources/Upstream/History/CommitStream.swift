import Foundation
import Git

/// The commits of a range, found ahead of what takes them.
///
/// A thread of its own with a handle of its own finds them while the commits before are looked at. It ends with
/// the stream.
package final class CommitStream {
  /// What the thread and the stream share.
  private final class Buffer: @unchecked Sendable {
    let changed = NSCondition()
    var nodes: [CommitNode] = []
    var isEnded = false
    var isWanted = true
    var error: GitError?
  }

  /// Commits found ahead at the most.
  private static let depth = 4096

  private let buffer = Buffer()
  /// Commits taken from the buffer, the next one last.
  private var taken: [CommitNode] = []

  /// The commits that a tip reaches and none of some others does, in the order of ``CommitRange``.
  package init(_ upstream: Repository, from tip: ObjectID, notFrom pins: [ObjectID]) {
    let thread = Thread { [buffer, isWanted = upstream.isWanted, open = upstream.opener] in
      Self.fill(buffer, from: tip, notFrom: pins) { () throws(GitError) in
        let repository = try open()
        repository.isWanted = { buffer.changed.withLock { buffer.isWanted } && isWanted() }
        return repository
      }
    }
    thread.name = "edgesync-range"
    thread.start()
  }

  deinit {
    buffer.changed.lock()
    buffer.isWanted = false
    buffer.changed.signal()
    // Where an error ends the program, its end would take from under the thread what that works with.
    while !buffer.isEnded { buffer.changed.wait() }
    buffer.changed.unlock()
  }

  /// The next commit; nil at the end.
  package func next() throws(GitError) -> CommitNode? {
    if let node = taken.popLast() { return node }
    buffer.changed.lock()
    while buffer.nodes.isEmpty, !buffer.isEnded { buffer.changed.wait() }
    taken = buffer.nodes.reversed()
    buffer.nodes.removeAll(keepingCapacity: true)
    let error = taken.isEmpty ? buffer.error : nil
    buffer.changed.unlock()
    buffer.changed.signal()
    if let error { throw error }
    return taken.popLast()
  }

  private static func fill(
    _ buffer: Buffer, from tip: ObjectID, notFrom pins: [ObjectID],
    _ open: () throws(GitError) -> Repository
  ) {
    var failure: GitError?
    do throws(GitError) {
      var range = try CommitRange(open(), from: tip, notFrom: pins)
      while let node = try range.nextNode(), put(node, on: buffer) {}
    } catch {
      failure = error
    }
    buffer.changed.withLock {
      buffer.error = failure
      buffer.isEnded = true
    }
    buffer.changed.signal()
  }

  /// Waits for room; false where nothing more is wanted.
  private static func put(_ node: CommitNode, on buffer: Buffer) -> Bool {
    buffer.changed.lock()
    while buffer.nodes.count >= depth, buffer.isWanted { buffer.changed.wait() }
    buffer.nodes.append(node)
    let isWanted = buffer.isWanted
    buffer.changed.unlock()
    buffer.changed.signal()
    return isWanted
  }
}
