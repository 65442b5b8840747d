import Git
import Sync
import Text

/// What the console tells after a landing: what landed, as the changelog has it, and what is left to do.
enum LandedReport {
  static func lines(
    _ result: SyncResult, _ plan: Plan, _ session: SyncSession, reason: String?
  ) throws -> [SafeText] {
    var lines: [SafeText] = [try place(of: result, session), ""]
    let section = Changelog.section(
      plan: plan, kind: .weekly, date: session.who.time, by: session.who.mailbox, reason: reason,
      upstream: session.edge.manifest.upstream)
    lines += SafeText.lines(section)
    for path in result.leftAlone {
      lines.append(
        "! \(path.text) was saved at that moment and left as it is; compare it with `git diff`")
    }
    lines.append("")
    lines.append(
      plan.overrides.isEmpty
        ? "Nothing is left to do by hand."
        : "Left to do by hand: carry over what upstream changed in \(counted(plan.overrides.count, "file")) of yours."
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
