import Foundation
import Git
import Rules

/// The files that one worker finds between two commits, for another that can wait: finding renames twice at once
/// takes both as long again.
final class DiffCache: @unchecked Sendable {
  /// Between which commits, and in which look at the repo.
  struct Key: Hashable {
    /// The look at the repo: another one may have other rules.
    let generation: Int
    /// The older commit.
    let from: ObjectID
    /// The newer one.
    let to: ObjectID
  }

  private let changed = NSCondition()
  private var isLooking = false
  private var known: (key: Key, files: [FileChange])?

  /// What a closure finds, or found for the same key the last time.
  func find(in key: Key, _ look: () throws -> [FileChange]) throws -> [FileChange] {
    let known = changed.withLock {
      if self.known?.key == key { return self.known?.files }
      isLooking = true
      return nil
    }
    if let known { return known }
    let files = Result { try look() }
    changed.withLock {
      isLooking = false
      if case .success(let files) = files { self.known = (key, files) }
    }
    changed.broadcast()
    return try files.get()
  }

  /// What was found for a key, else what a closure finds; once nothing is looked for by ``find(in:_:)``.
  func files(in key: Key, _ look: () throws -> [FileChange]) throws -> [FileChange] {
    changed.lock()
    while isLooking { changed.wait() }
    let known = known?.key == key ? known?.files : nil
    changed.unlock()
    return try known ?? look()
  }
}
