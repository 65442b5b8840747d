import Git
import Journal
import Planning
import Rules
import Text

/// What a request for review says: title and description, in Markdown that forges read.
package struct RequestText: Sendable {
  /// Its title, on one line.
  package let title: String
  /// Its description.
  package let description: String

  /// Entries that a list holds at the most.
  private static let maximumListed = 100
  /// Scalars of a description at the most: GitHub takes 65,536 characters.
  private static let maximumText = 60_000
  /// Scalars of a push option at the most: git sends one in a packet of 65,516 bytes
  /// (gitprotocol-common), and a scalar may take four.
  private static let maximumOption = 12_000

  /// The text of a request.
  ///
  /// - Parameters:
  ///   - proposal: What is offered.
  ///   - checks: What its checks came to.
  ///   - notes: What was noted on what it brings.
  ///   - commit: The offered commit.
  ///   - branch: The offered branch's short name.
  ///   - remote: The remote's name.
  ///   - forge: How the request is opened; nil for a branch alone.
  ///   - upstream: Where it comes from.
  package init(
    _ proposal: Proposal, checks: [CheckResult], notes: [Note], commit: ObjectID, branch: String,
    remote: String, forge: Manifest.Forge?, upstream: UpstreamAddress
  ) {
    let plan = proposal.plan
    let failed = checks.filter { !$0.allowsLanding }
    let subject = SyncMessage.subject(plan: plan, kind: proposal.kind, upstream: upstream).string
    title = oneLine(failed.isEmpty ? subject : "[failing] \(subject)")
    var text = ""
    if !failed.isEmpty {
      text += "**\(counted(failed.count, "required check")) didn't pass.** "
      text += "Don't merge this before somebody knows why.\n\n"
    }
    if plan.isStepBack {
      text +=
        "**This is a step back:** the commit doesn't descend from the pin; upstream's history "
      text += "was rewritten.\n\n"
    }
    if let reason = proposal.reason { text += "Reason: \(Markdown.text(reason))\n\n" }
    text += "\(Markdown.text(upstream.repositoryName)) \(Markdown.text(upstream.branch)): "
    text += "`\(plan.from.hex.prefix(12))` → `\(plan.to.id.hex.prefix(12))`, "
    text += "\(counted(plan.commits.count, "commit")), \(Markdown.text(plan.summary.string)).\n"
    text += Self.overrides(plan)
    text += Self.effects(plan)
    text += Self.checks(checks)
    text += Self.review(
      commit: commit, branch: branch, remote: remote, forge: forge, candidate: plan.to.id)
    text += Self.notes(notes)
    // What may be very long stands last, for forges take only so much.
    text += Self.commits(plan)
    text += Self.files(plan)
    description = text.cut(to: forge == .gh ? Self.maximumText : Self.maximumOption)
  }

  private static func overrides(_ plan: Plan) -> String {
    section(
      "To carry over by hand",
      plan.owedNow.map { "- [ ] \(Markdown.code($0))" }
        + plan.owedBefore.map { "- [ ] \(Markdown.code($0)), from before this sync" })
  }

  private static func notes(_ notes: [Note]) -> String {
    var lines = notes.prefix(maximumListed).map(\.markdown)
    if notes.count > maximumListed { lines.append("- and \(notes.count - maximumListed) more") }
    return section("Notes", lines)
  }

  private static func effects(_ plan: Plan) -> String {
    let effects = plan.effects
    var lines = effects.prefix(maximumListed).map { effect in
      "- \(Markdown.code(effect.path)): \(effect.text)"
    }
    if effects.count > maximumListed { lines.append("- and \(effects.count - maximumListed) more") }
    return section("Files that other tools act on", lines)
  }

  private static func checks(_ checks: [CheckResult]) -> String {
    section(
      "Checks",
      checks.flatMap { check in
        var line = "- \(check.state.mark) \(Markdown.text(check.name)): \(check.state.rawValue)"
        if !check.isRequired, check.state != .passed { line += " (not required)" }
        if let reason = check.reason { line += ", \(Markdown.text(shortened(reason)))" }
        return [line]
          + check.benchmarks.prefix(maximumListed).map { "  - \(Markdown.text($0.line.string))" }
      })
  }

  private static func commits(_ plan: Plan) -> String {
    var authors: [String] = []
    var byAuthor: [String: [Commit]] = [:]
    for commit in plan.commits.prefix(maximumListed) {
      let author = commit.author.name
      if byAuthor[author] == nil { authors.append(author) }
      byAuthor[author, default: []].append(commit)
    }
    var lines: [String] = []
    for author in authors {
      lines.append("- \(Markdown.text(shortened(author)))")
      for commit in byAuthor[author] ?? [] {
        lines.append(
          "  - `\(commit.id.hex.prefix(12))` \(Markdown.text(shortened(commit.subject)))")
      }
    }
    let more = plan.commits.count - maximumListed
    if more > 0 { lines.append("- and \(more) more") }
    return section("Commits by author", lines)
  }

  private static func files(_ plan: Plan) -> String {
    var text = ""
    let titles: [(FileGroup, String)] = [
      (.synced, "Synced files"), (.edge, "Edge-specific files that upstream changed: not touched"),
      (.outside, "Outside"),
    ]
    for (group, title) in titles {
      let files = plan.files.filter { $0.group == group }
      if files.isEmpty { continue }
      if group == .outside {
        text += "\n### Outside\n\n\(counted(files.count, "file")) that no mapping takes.\n"
        continue
      }
      var lines = files.prefix(maximumListed).map { file in
        let path = Markdown.code(file.path ?? file.upstreamPath)
        let from = file.oldPath.map { "\(Markdown.code($0)) → " } ?? ""
        return "- \(file.status.letter) \(from)\(path)"
      }
      if files.count > maximumListed { lines.append("- and \(files.count - maximumListed) more") }
      text += section(title, lines)
    }
    return text
  }

  private static func review(
    commit: ObjectID, branch: String, remote: String, forge: Manifest.Forge?, candidate: ObjectID
  ) -> String {
    // A push for review by agit makes no branch there.
    var lines: [SafeText] = forge == .agit ? [] : ["git fetch \(word: remote) \(word: branch)"]
    lines += [
      "edgesync fetch", "edgesync diff \(candidate.hex.prefix(12))",
      "edgesync check \(candidate.hex.prefix(12))", "edgesync",
    ]
    if forge == .gh {
      lines.append("gh pr merge \(word: branch) --merge --match-head-commit \(commit.hex)")
    }
    let body = lines.map { "    \($0)\n" }.joined()
    return "\n### Review it at a terminal\n\n\(body)\n"
      + "What was checked is commit `\(commit.hex)`: merge that one and no later push.\n"
  }

  private static func section(_ title: String, _ lines: [String]) -> String {
    lines.isEmpty ? "" : "\n### \(title)\n\n" + lines.map { $0 + "\n" }.joined()
  }
}
