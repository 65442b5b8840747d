import Git
import Planning
import Rules
import Text
import Upstream

extension InitCommand {
  /// Shows what was found and what is proposed for it.
  func report(
    _ found: PinSearch.Found?, _ proposal: ManifestProposal, _ commit: Commit,
    _ address: UpstreamAddress, _ tips: SearchedTips, _ output: StandardOutput
  ) throws {
    let tip = tips.tips.first { $0.isBranch && $0.name == address.branch }?.id ?? commit.id
    try output.lines(Self.head(address, tip: tip, Lock.Pin(commit)))
    guard let found else {
      try output.line(
        "          there is no copy yet; with both files committed, `edgesync pin \(commit.id.short)` brings it"
      )
      return
    }
    let searched = "of \(counted(found.commits, "commit"))" as SafeText
    if found.differences.isEmpty {
      try output.line(
        ("          exact", .good),
        (": all \(counted(found.files, "file")) as upstream has them, \(searched)", .text))
    } else {
      try output.line(
        ("          nearest", .warning),
        (
          " \(searched): \(found.differences.count) of \(counted(found.files, "file")) differ",
          .text
        ))
    }
    try report(found, of: tips, address, output)
    for difference in found.differences {
      let kind = "  \(difference.kind.rawValue)" as SafeText
      try output.line((kind.padded(to: 20), .bad), (difference.path.text, .text))
    }
    if edge.isEmpty == false {
      for path in found.kept {
        try output.line(("  yours, by --edge  ", .key), (path.text, .text))
      }
    }
    for entry in proposal.mappings.flatMap(\.edge) {
      try output.line(("  only here         ", .key), (text(of: entry), .text))
    }
    for entry in proposal.mappings.flatMap(\.exclude) {
      let isSubmodule = found.submodules.contains(entry.path)
      try output.line(
        (isSubmodule ? "  submodule         " : "  left out          ", .dim),
        (text(of: entry) + (isSubmodule ? ": upstream's, so it is excluded" : ""), .text))
    }
    if !found.differences.isEmpty {
      try output.line(
        (
          "Files that differ are drift, and hold up a sync: take the change to upstream, or list them under `edge:` in edgesync.yml.",
          .dim
        ))
    }
  }

  /// Where upstream is, and the pin.
  static func head(_ address: UpstreamAddress, tip: ObjectID, _ pin: Lock.Pin) -> [Line] {
    [
      Line("upstream  ", .dim).adding("\(address.repositoryName) \(address.branch) at ")
        .adding("\(tip.short)", .id),
      Line("pin       ", .dim).adding("\(pin.id.short) ", .id)
        .adding("\(Timestamp.day(pin.date)) ", .dim).adding("“\(pin.subject)”"),
    ]
  }

  /// Shows where was searched, and what is as near or nearer.
  private func report(
    _ found: PinSearch.Found, of tips: SearchedTips, _ address: UpstreamAddress,
    _ output: StandardOutput
  ) throws {
    let branch = SafeText(address.branch)
    if tips.areAll {
      let tags = tips.tags == 0 ? "" : ", \(counted(tips.tags, "tag"))" as SafeText
      let branches =
        tips.branches == 1 ? "the one branch \(branch)" : "\(tips.branches) branches" as SafeText
      try output.line(("          searched: all that upstream has, \(branches)\(tags)", .text))
    } else {
      try output.line(
        (
          "          searched: \(branch) alone; not other branches and tags (--branch NAME searches another)",
          .text
        ))
    }
    for tip in found.unread {
      try output.line(("          not searched: \(SafeText(tip.name)) can't be read", .warning))
    }
    if let tip = found.tip, !tip.isBranch {
      try output.line(
        (
          "          it is on no branch, only the tag \(SafeText(tip.name)) leads to it, so that a sync to \(branch) may step back",
          .warning
        ))
    }
    if let nearer = found.nearer {
      let name = SafeText(nearer.tip.name)
      let way =
        nearer.tip.isBranch
        ? "give --branch \(name) to take it" : "give --pin \(nearer.commit.short) to take it"
      try output.line(
        (
          "          nearer: \(nearer.commit.short), on \(nearer.tip.isBranch ? "" : "the tag ")\(name), not on \(branch); \(way)",
          .warning
        ))
    }
    guard let ties = found.ties else { return }
    let more = ties.count == 1 ? "one other" : "\(ties.count) others, the next" as SafeText
    try output.line(
      (
        "          as near: \(more) \(ties.next.id.short) \(Timestamp.day(ties.next.committer.time)) “\(ties.next.subject)”; --pin takes it",
        .warning
      ))
    let named = ties.differing.prefix(3).map(\.text).joined(separator: ", ")
    let rest = ties.differing.count - 3
    try output.line(
      (
        "          they differ in \(named)\(rest > 0 ? " and \(counted(rest, "other file"))" : "")",
        .warning
      ))
  }

  private func text(of entry: ProposedEntry) -> SafeText {
    if let kind = entry.kind {
      return
        "*\(SafeText(bytes: kind)) in \(entry.path.isRoot ? "." : entry.path.text) (\(counted(entry.files, "file")))"
    }
    return entry.isFolder
      ? entry.path.text + "/ (\(counted(entry.files, "file")))" : entry.path.text
  }
}
