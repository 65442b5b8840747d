import Foundation
import Git

/// The refs that keep proposals: `refs/edgesync/proposals/CANDIDATE-PROCESS-NUMBER`.
///
/// A check of a candidate takes no lock, so several processes may have proposals of one candidate. Each
/// ref names the process that it belongs to, so that what a killed one left can be told.
package enum ProposalReference {
  private static let folder = "refs/edgesync/proposals/"

  /// The name of a ref that no other proposal has.
  package static func fresh(for candidate: ObjectID) -> String {
    let number = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    return "\(folder)\(candidate.hex)-\(getpid())-\(number)"
  }

  /// Removes the refs of processes that have ended; those of living ones stay.
  package static func removeLeftBehind(in repository: Repository) throws(GitError) {
    for name in try repository.references(in: folder) {
      guard let owner = owner(of: name), !isAlive(owner) else { continue }
      try repository.removeReference(name)
    }
  }

  /// Whether a ref is that of a process which still runs.
  static func isOfLiving(_ name: String) -> Bool {
    guard name.hasPrefix(folder), let owner = owner(of: name) else { return false }
    return isAlive(owner)
  }

  /// The process that a ref belongs to; nil where the name isn't one of ``fresh(for:)``.
  private static func owner(of name: String) -> pid_t? {
    let parts = name.dropFirst(folder.count).split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let owner = pid_t(parts[1]), owner > 0 else { return nil }
    return owner
  }

  /// Whether a process runs; one of another user's, which no signal may reach, does.
  private static func isAlive(_ process: pid_t) -> Bool {
    kill(process, 0) == 0 || errno != ESRCH
  }
}
