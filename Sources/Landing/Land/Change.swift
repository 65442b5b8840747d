import Git
import Planning
import Rules
import Text

/// One commit that is to land on a branch, and what the work tree and the index follow with.
package struct Change: Sendable {
  /// The branch's full name.
  package let branch: String
  /// The commit of the branch that it stands on.
  package let base: ObjectID
  /// The commit's whole tree.
  package let tree: ObjectID
  /// Every path that changes.
  package let steps: [Plan.Step]
  /// What it is, for people: the commit's subject.
  package let title: SafeText
  /// The ref that kept its objects until it lands; nil where none does.
  let reference: String?

  /// A change from its parts.
  init(
    branch: String, base: ObjectID, tree: ObjectID, steps: [Plan.Step], title: SafeText,
    reference: String? = nil
  ) {
    self.branch = branch
    self.base = base
    self.tree = tree
    self.steps = steps
    self.title = title
    self.reference = reference
  }

  /// The change that a proposal is.
  package init(_ proposal: Proposal, upstream: UpstreamAddress) {
    self.init(
      branch: proposal.branch, base: proposal.base, tree: proposal.tree, steps: proposal.steps,
      title: SyncMessage.subject(plan: proposal.plan, kind: proposal.kind, upstream: upstream),
      reference: proposal.reference)
  }
}
