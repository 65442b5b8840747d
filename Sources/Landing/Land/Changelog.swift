import Git
import Journal
import Planning
import Rules
import Text

/// The changelog file: Markdown, newest first, a section a sync that landed.
package struct Changelog {
  /// Commits and files that a section lists at the most.
  private static let maximumListed = 200
  /// Bytes of a changelog that is added to at the most: sections of thousands of years.
  private static let maximumBytes = 1 << 26

  /// Reads the changelog that a blob holds.
  ///
  /// - Throws: ``GitError/unfit(path:reason:)`` where it is too large.
  static func read(
    _ blob: ObjectID, at path: RepoPath, in repository: Repository
  ) throws(GitError) -> [UInt8] {
    guard try repository.blobSize(blob) <= maximumBytes else {
      throw .unfit(path: path.text, reason: "it is over \(maximumBytes >> 20) MiB")
    }
    return try repository.blob(blob)
  }

  /// The file with a section for a sync put before the others; what people wrote in it stays.
  ///
  /// - Parameters:
  ///   - section: From ``section(plan:kind:date:by:reason:upstream:)``.
  ///   - file: The file as it is; nil where there is none.
  package static func adding(_ section: String, to file: [UInt8]?) -> [UInt8] {
    let heading = "# Sync changelog\n\nWritten by edgesync, newest first.\n"
    guard let file, !file.isEmpty else { return Array((heading + "\n" + section).utf8) }
    var start = 0
    while start < file.count {
      let end = file[start...].firstIndex(of: 0x0A) ?? file.count
      if file[start..<end].starts(with: "## ".utf8) {
        return Array(file[..<start]) + Array((section + "\n").utf8) + Array(file[start...])
      }
      start = end + 1
    }
    let gap = file.last == 0x0A ? "\n" : "\n\n"
    return file + Array((gap + section).utf8)
  }

  /// The section that tells of a sync.
  package static func section(
    plan: Plan, kind: SyncKind, date: Int, by: String, reason: String?, upstream: UpstreamAddress
  ) -> String {
    var text = "## \(Timestamp.day(date)) \(kind.rawValue): "
    text += "\(plan.from.short) → \(plan.to.id.short)\n\n"
    text += "- Upstream: \(Markdown.text(upstream.repositoryName)) "
    text += "\(Markdown.text(upstream.branch)), \(counted(plan.commits.count, "commit"))\n"
    text += "- By: \(Markdown.text(by))\n"
    if let reason { text += "- Reason: \(Markdown.text(reason))\n" }
    for move in plan.edit?.moves ?? [] {
      text += "- Moved upstream: \(Markdown.code(move.from)) → \(Markdown.code(move.to)), "
      text += "and the mapping \(Markdown.text(move.name)) goes along\n"
    }
    text += "- Files: \(Markdown.text(plan.summary.string))\n"
    let commits = plan.commits.map { commit in
      let author = Markdown.text(shortened(commit.author.name))
      return "- \(commit.id.short) \(Markdown.text(shortened(commit.subject))) — \(author)"
    }
    text += list("Commits", commits)
    text += list("To carry over by hand", plan.overrides.map { "- \(Markdown.code($0))" })
    var files = plan.renames.map { "- R \(Markdown.code($0.from)) → \(Markdown.code($0.to))" }
    files += plan.deletes.map { "- D \(Markdown.code($0))" }
    let added = Set(plan.steps.filter { $0.old == nil }.map(\.path))
    files += plan.writes.map { "- \(added.contains($0) ? "A" : "M") \(Markdown.code($0))" }
    files += plan.filesInSubmodule.map { file in
      let old = file.shownOldPath.map { "\(Markdown.code($0)) → " } ?? ""
      return "- \(file.status.letter) \(old)\(Markdown.code(file.shownPath))"
    }
    text += list("Files", files)
    return text
  }

  private static func list(_ title: String, _ items: [String]) -> String {
    if items.isEmpty { return "" }
    var text = "\n### \(title)\n\n" + items.prefix(maximumListed).map { $0 + "\n" }.joined()
    if items.count > maximumListed { text += "- and \(items.count - maximumListed) more\n" }
    return text
  }
}

extension Plan {
  /// How much it does: `12 written, 1 deleted, 1 renamed`.
  package var summary: SafeText {
    if let movedSubmodule {
      let files = counted(filesInSubmodule.count, "synced file")
      return from == to.id
        ? "the submodule \(movedSubmodule.text) put right"
        : "the submodule \(movedSubmodule.text) moved, \(files) with it"
    }
    var parts: [SafeText] = ["\(writes.count) written"]
    if !deletes.isEmpty { parts.append("\(deletes.count) deleted") }
    if !renames.isEmpty { parts.append("\(renames.count) renamed") }
    return parts.joined(separator: ", ")
  }
}
