import Git
import Landing
import Planning
import Rules
import Text
import Upstream

/// What the console tells after a landing: what landed, as the changelog has it, and what is left to do.
enum LandedReport {
  /// What it is called.
  static func title(of result: SyncResult) -> SafeText {
    switch result.ending {
    case .landed: "✓ Landed"
    case .offered: "✓ Offered"
    }
  }

  static func lines(
    _ result: SyncResult, _ proposal: Proposal, _ session: SyncSession, reason: String?
  ) throws -> [SafeText] {
    let plan = proposal.plan
    var lines: [SafeText] = [try place(of: result, session), ""]
    let section = Changelog.section(
      plan: plan, kind: proposal.kind, date: session.who.time, by: session.who.mailbox,
      reason: reason, upstream: session.edge.manifest.upstream)
    lines += SafeText.lines(section)
    lines += SkippedFile.lines(of: result.leftAlone).map { "! " + $0.label + ": " + $0.text }
    for kept in proposal.rescue?.kept ?? [] {
      lines.append("Saved \(kept.what) as \(kept.reference); restore with")
      lines.append("  " + Rescue.command(for: kept))
    }
    let known = Set(session.edge.lock.held.map(\.id))
    for hold in plan.lock.held where !known.contains(hold.id) {
      lines.append(
        "Held: \(hold.id.short) and its descendants; lift it with `edgesync unhold \(hold.id.short)`"
      )
    }
    lines.append("")
    if proposal.kind == .emergency {
      lines.append("Review pending: listed below the pin.")
    }
    lines.append(
      plan.overrides.isEmpty
        ? "Nothing is left to do by hand."
        : "Left to do by hand: carry over upstream's changes to \(counted(plan.overrides.count, "file")) of yours."
    )
    return lines
  }

  /// Where the sync is now.
  private static func place(of result: SyncResult, _ session: SyncSession) throws -> SafeText {
    switch result.ending {
    case .landed(let landed, let place):
      let branch = try session.edge.repository.head().name
      return "\(landed.commit.short) on \(branch)" + (place.map { ", pushed to " + $0 } ?? "")
    case .offered(let offer):
      let remote = offer.remote.map { " at \($0)" as SafeText } ?? ""
      let url = offer.url.map { ": \($0)" as SafeText } ?? ""
      return "\(offer.commit.short) offered on \(offer.branch)" + remote + url
    }
  }
}
