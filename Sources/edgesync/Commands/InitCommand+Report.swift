import Git
import Sync
import Text

extension InitCommand {
  /// Shows what was found and what is proposed for it.
  func report(
    _ found: PinSearch.Found?, _ proposal: ManifestProposal, _ commit: Commit,
    _ address: UpstreamAddress, _ tip: ObjectID, _ output: StandardOutput
  ) throws {
    try output.line(
      ("upstream  ", .dim),
      ("\(address.repositoryName) \(address.branch) at \(tip.short)", .plain))
    try output.line(
      ("pin       ", .dim), ("\(commit.id.short) ", .yellow),
      ("\(Timestamp.day(commit.committer.time)) “\(commit.subject)”", .plain))
    guard let found else {
      try output.line("          there is no copy yet; `edgesync pin` brings it")
      return
    }
    let searched = "of \(counted(found.commits, "commit"))" as SafeText
    if found.differences.isEmpty {
      try output.line(
        ("          exact", .green),
        (": all \(counted(found.files, "file")) as upstream has them, \(searched)", .plain))
    } else {
      try output.line(
        ("          nearest", .yellow),
        (
          " \(searched): \(found.differences.count) of \(counted(found.files, "file")) differ",
          .plain
        ))
    }
    for difference in found.differences {
      let kind = "  \(difference.kind.rawValue)" as SafeText
      try output.line((kind.padded(to: 20), .red), (difference.path.text, .plain))
    }
    if edge.isEmpty == false {
      for path in found.kept {
        try output.line(("  yours, by --edge  ", .cyan), (path.text, .plain))
      }
    }
    for entry in proposal.mappings.flatMap(\.edge) {
      try output.line(("  only here         ", .cyan), (text(of: entry), .plain))
    }
    for entry in proposal.mappings.flatMap(\.exclude) {
      try output.line(("  left out          ", .dim), (text(of: entry), .plain))
    }
    if !found.differences.isEmpty {
      try output.line(
        (
          "Files that differ are drift, and hold up a sync: take the change to upstream, or list them under `edge:` in edgesync.yml.",
          .dim
        ))
    }
  }

  private func text(of entry: ProposedEntry) -> SafeText {
    entry.isFolder
      ? entry.path.text + "/ (\(counted(entry.files, "file")))" : entry.path.text
  }
}
