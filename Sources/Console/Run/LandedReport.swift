import Git
import Sync
import Text

/// What the console tells after a landing: what landed, as the changelog has it, and what is left to do.
enum LandedReport {
  static func lines(
    _ landed: Lander.Landed, _ plan: Plan, _ session: SyncSession, reason: String?
  ) throws -> [SafeText] {
    let branch = try session.edge.repository.head().name
    var lines: [SafeText] = ["\(landed.commit.short) on \(branch)", ""]
    let section = Changelog.section(
      plan: plan, kind: .weekly, date: session.who.time, by: session.who.mailbox, reason: reason,
      upstream: session.edge.manifest.upstream)
    lines += SafeText.lines(section)
    for path in landed.leftAlone {
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
}
