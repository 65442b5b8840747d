import Git
import Journal
import Planning
import Rules
import Text

/// The message of a sync commit.
package struct SyncMessage {
  private static let maximumListed = 50

  /// The message of a proposal's commit, with what its checks came to.
  ///
  /// - Parameters:
  ///   - reason: Why a check was overridden; the proposal's own reason unless given.
  ///   - isOffered: Whether it goes to a branch of its own for review, and so names its tree.
  package static func text(
    of proposal: Proposal, checks: [CheckResult], reason: String?, upstream: UpstreamAddress,
    reviewer: String?, isOffered: Bool = false
  ) -> String {
    let trailers = Trailers(
      kind: proposal.kind, upstream: upstream.url, from: proposal.plan.from,
      to: proposal.plan.to.id, reason: reason ?? proposal.reason,
      checks: checks.map {
        SyncEvent.Check(name: $0.name, state: $0.state, seconds: $0.seconds)
      }, overrides: proposal.plan.overrides, reviewer: reviewer,
      tree: isOffered ? proposal.tree : nil)
    return text(plan: proposal.plan, upstream: upstream, trailers: trailers)
  }

  /// The message's text: what it syncs, the commits it brings, and the trailers.
  package static func text(
    plan: Plan, upstream: UpstreamAddress, trailers: Trailers
  ) -> String {
    var text = "\(subject(plan: plan, kind: trailers.kind, upstream: upstream))\n\n"
    text +=
      "\(counted(plan.commits.count, "commit")) past \(plan.from.short): \(ForgeText.inert(plan.summary.string)).\n"
    for move in plan.edit?.moves ?? [] {
      text +=
        "The mapping \(ForgeText.inert(oneLine(move.name))) goes along: \(ForgeText.inert(oneLine(move.text.string))).\n"
    }
    if !plan.commits.isEmpty {
      text += "\n"
      for commit in plan.commits.prefix(maximumListed) {
        // A dash in front keeps a subject from being read as a trailer.
        let subject = ForgeText.inert(oneLine(shortened(commit.subject)))
        let author = ForgeText.inert(oneLine(shortened(commit.author.name)))
        text += "- \(commit.id.short) \(subject) (\(author))\n"
      }
      if plan.commits.count > maximumListed {
        text += "- and \(plan.commits.count - maximumListed) more\n"
      }
    }
    return text + "\n" + trailers.text
  }

  /// The first line: `Sync acme/platform to 9f3c2d1`.
  package static func subject(
    plan: Plan, kind: SyncKind, upstream: UpstreamAddress
  ) -> SafeText {
    let name = ForgeText.inert(oneLine(shortened(upstream.repositoryName)))
    let pin = plan.to.id.short
    switch kind {
    case .recovery: return "Recover \(name) \(plan.from == plan.to.id ? "at" : "to") \(pin)"
    case .emergency: return "Emergency sync of \(name) to \(pin)"
    case .daily, .weekly:
      return plan.from == plan.to.id ? "Sync \(name) at \(pin) anew" : "Sync \(name) to \(pin)"
    }
  }
}
