import Git

/// The refs that keep proposals: `refs/edgesync/proposals/CANDIDATE-PROCESS-NUMBER`, the process by its
/// ``ProcessStamp``.
///
/// A check of a candidate takes no lock, so several processes may have proposals of one candidate. Each
/// ref names the process that it belongs to, so that what a killed one left can be told.
package enum ProposalReference {
  private static let folder = "refs/edgesync/proposals/"

  /// The name of a ref that no other proposal has.
  package static func fresh(for candidate: ObjectID) -> String {
    let number = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    return "\(folder)\(candidate.hex)-\(ProcessStamp.own)-\(number)"
  }

  /// The refs of processes that have ended.
  package static func leftBehind(in repository: Repository) throws(GitError) -> [String] {
    try repository.references(in: folder).filter { hasOwnerEnded($0) == true }
  }

  /// Removes the refs of processes that have ended; those of living ones stay.
  package static func removeLeftBehind(in repository: Repository) throws(GitError) {
    for name in try leftBehind(in: repository) { try repository.removeReference(name) }
  }

  /// Whether a ref is that of a process which still runs.
  static func isOfLiving(_ name: String) -> Bool {
    name.hasPrefix(folder) && hasOwnerEnded(name) == false
  }

  /// Whether the process that a ref belongs to has ended; nil where the name isn't one of ``fresh(for:)``.
  private static func hasOwnerEnded(_ name: String) -> Bool? {
    let parts = name.dropFirst(folder.count).split(
      separator: "-", omittingEmptySubsequences: false)
    return parts.count == 3 ? ProcessStamp.hasEnded(parts[1]) : nil
  }
}
