import Git
import Journal
import Rules
import Text
import Upstream

/// The branch on which a kind of sync is offered for review, `edgesync/KIND`: one commit on top of the
/// branch that it is for, replaced by the next and never piled up.
package struct OfferedBranch: Sendable {
  /// Its short name.
  package let name: String

  /// The branch of a kind of sync.
  package init(_ kind: SyncKind) {
    name = "edgesync/\(kind.rawValue)"
  }

  /// Its full name.
  package var reference: String { "refs/heads/\(name)" }

  /// Commits of the branch that edgesync didn't make, as lines for people; none where it may be
  /// replaced.
  ///
  /// What edgesync offers is one commit with its trailers, on a commit that the base has or had, whose
  /// author is its committer and whose tree is the one that its trailer names: what a person adds or
  /// amends differs.
  ///
  /// - Parameters:
  ///   - tip: Where the branch stands.
  ///   - base: The commit that the next offer stands on.
  package func foreignCommits(
    at tip: ObjectID, base: ObjectID, in repository: Repository
  ) throws -> [SafeText] {
    if try repository.isAncestor(tip, of: base) { return [] }
    var foreign: [SafeText] = []
    var own = 0
    var range = try CommitRange(repository, from: tip, notFrom: [base])
    while let commit = try range.next() {
      if Self.isOwn(commit) {
        own += 1
      } else {
        foreign.append(
          "\(commit.id.short) \(shortened(commit.subject)) (\(shortened(commit.author.name)))")
      }
      if foreign.count == 5 { break }
    }
    // Of several of its own, the older ones are syncs that the base has lost again.
    return foreign.isEmpty && own > 1
      ? ["\(counted(own, "sync")) that aren't on \(base.short)"] : foreign
  }

  /// Whether a commit is as edgesync offered it.
  private static func isOwn(_ commit: Commit) -> Bool {
    commit.parents.count == 1 && commit.author == commit.committer
      && Trailers(parsing: commit.message)?.tree == commit.tree
  }
}
