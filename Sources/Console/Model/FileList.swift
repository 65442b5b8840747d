import Git
import Sync
import Text

/// The files of the candidate, in three groups.
package struct FileList: Sendable {
  /// What the files are of.
  package struct Key: Hashable, Sendable {
    /// The candidate.
    package let candidate: ObjectID
    /// From the pin to it, or its own change.
    package let scope: Scope

    /// A key from its parts.
    package init(candidate: ObjectID, scope: Scope) {
      self.candidate = candidate
      self.scope = scope
    }
  }

  /// A row of the list.
  package enum Row: Hashable, Sendable {
    /// A group's heading.
    case heading(FileGroup)
    /// A file, by its place among all.
    case file(Int)
  }

  /// What is shown or asked for; nil before the first commit is known.
  package var key: Key?
  /// The files; those of an earlier key stay until the new ones come.
  package var files: [FileChange] = []
  /// What the files shown belong to.
  package var shownKey: Key?
  /// How many lines each file changes, as far as counted.
  package var counts: [Int: LineCounts] = [:]
  /// Groups whose files are hidden.
  package var folded: Set<FileGroup> = [.outside]
  /// The list's cursor.
  package var cursor = ListCursor()
  /// Why the files can't be shown.
  package var failure: SafeText?
  /// Files of candidates looked at lately, so that going back shows them at once.
  package var remembered: [Key: [FileChange]] = [:]

  /// Candidates whose files are remembered.
  private static let memory = 64

  /// No files yet.
  package init() {}

  /// Remembers a candidate's files.
  package mutating func remember(_ files: [FileChange], for key: Key) {
    if remembered.count >= Self.memory { remembered.removeAll(keepingCapacity: true) }
    remembered[key] = files
  }

  /// Whether the files are those asked for.
  package var isCurrent: Bool { key == shownKey }

  /// The rows that aren't folded away.
  package var rows: [Row] {
    var rows: [Row] = []
    for group in FileGroup.allCases {
      let members = files.indices.filter { files[$0].group == group }
      if members.isEmpty { continue }
      rows.append(.heading(group))
      if !folded.contains(group) { rows += members.map { .file($0) } }
    }
    return rows
  }

  /// The file under the cursor, by its place among all; nil on a heading.
  package var selectedIndex: Int? {
    let rows = rows
    guard cursor.index < rows.count, case .file(let index) = rows[cursor.index] else { return nil }
    return index
  }

  /// The file under the cursor; nil on a heading.
  package var selected: FileChange? { selectedIndex.map { files[$0] } }

  /// The folder that all files of a group lie in.
  package func commonFolder(of group: FileGroup) -> RepoPath {
    var common: RepoPath?
    for file in files where file.group == group {
      let folder = file.shownPath.parent
      guard var shared = common else {
        common = folder
        continue
      }
      while !folder.isInside(shared) { shared = shared.parent }
      common = shared
    }
    return common ?? .root
  }

  /// Lines added and deleted in a group, as far as counted.
  package func total(of group: FileGroup) -> (additions: Int, deletions: Int) {
    var total = (additions: 0, deletions: 0)
    for (index, count) in counts where index < files.count && files[index].group == group {
      total.additions += count.additions
      total.deletions += count.deletions
    }
    return total
  }
}

extension FileChange {
  /// What a review mark is about: this very change of this very file.
  package var reviewKey: String {
    let old = change.old?.id.hex ?? "none"
    let new = change.new?.id.hex ?? "none"
    return "\(upstreamPath.lineText) \(old) \(new)"
  }
}
