import Support

/// Who is at work on one edge repo at once: the same for the same seed.
package struct StressPlan: Sendable {
  /// What one of them does, over and over.
  package enum Worker: Hashable, Sendable {
    /// An edgesync command; a pin takes one of upstream's commits.
    case edgesync(String)
    /// `git commit` of a file of its own.
    case committer(Int)
    /// `git gc`, `git repack` and `git pack-refs`.
    case cleaner
    /// `git checkout` of the other branch and back.
    case switcher
    /// `git rebase` of the newest commit.
    case rebaser
    /// Somebody who saves files, into a new file that takes the old one's place or into the old one.
    case editor(paths: [String], inPlace: Bool)
  }

  /// The seed.
  package let seed: Int
  /// Everybody.
  package let workers: [Worker]
  /// How often each but the editors does what it does.
  package let rounds: Int

  /// Paths of the edge repo's own that are the same on both branches.
  private static let ownPaths = [
    "notes.txt", "config/edge.yml", "draft.txt", "services/api/Dockerfile",
  ]
  /// Paths that upstream owns.
  private static let syncedPaths = ["services/api/app.py", "services/api/utils/math.py"]

  /// The plan of a seed.
  ///
  /// - Parameter most: Processes at once, at the most.
  package init(seed: Int, most: Int = 32) {
    self.seed = seed
    var random = SeededGenerator(seed: seed)
    var workers: [Worker] = [
      .edgesync("pin"), .edgesync("pin"), .editor(paths: Self.ownPaths, inPlace: false),
    ]
    // git's own checkout doesn't notice what is saved while it writes, so that only who edits
    // files that it doesn't touch may work beside it.
    let editsSynced = random.chance(50)
    let count = 4 + random.below(max(1, most - 6))
    while workers.count < count {
      switch random.below(12) {
      case 0...3:
        workers.append(
          .edgesync(random.pick(["pin", "pin", "daily", "status", "verify", "fetch"])))
      case 4, 5: workers.append(.edgesync("pin"))
      case 6: workers.append(.edgesync("daily"))
      case 7, 8: workers.append(.committer(workers.count))
      case 9:
        if !workers.contains(.cleaner) {
          workers.append(.cleaner)
        } else {
          workers.append(.committer(workers.count))
        }
      case 10:
        workers.append(editsSynced ? .edgesync("status") : random.chance(50) ? .switcher : .rebaser)
      default:
        let paths = editsSynced ? Self.syncedPaths : Self.ownPaths
        workers.append(.editor(paths: [random.pick(paths)], inPlace: random.chance(50)))
      }
    }
    self.workers = workers
    rounds = 2 + random.below(4)
  }
}
