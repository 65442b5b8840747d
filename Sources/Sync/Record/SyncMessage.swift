import Git
import Text

/// The message of a sync commit.
package struct SyncMessage {
  private static let maximumListed = 50

  /// The message's text: what it syncs, the commits it brings, and the trailers.
  package static func text(
    plan: Plan, upstream: UpstreamAddress, trailers: Trailers
  ) -> String {
    var text = "\(subject(plan: plan, kind: trailers.kind, upstream: upstream))\n\n"
    text += "\(counted(plan.commits.count, "commit")) past \(plan.from.short): \(plan.summary).\n"
    if !plan.commits.isEmpty {
      text += "\n"
      for commit in plan.commits.prefix(maximumListed) {
        // A dash in front keeps a subject from being read as a trailer.
        let subject = oneLine(shortened(commit.subject))
        text += "- \(commit.id.short) \(subject) (\(oneLine(shortened(commit.author.name))))\n"
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
    let name = oneLine(shortened(upstream.repositoryName))
    if plan.from == plan.to.id { return "Sync \(name) at \(plan.to.id.short) anew" }
    return "Sync \(name) to \(plan.to.id.short)"
  }
}
