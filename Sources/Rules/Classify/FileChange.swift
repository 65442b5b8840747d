import Git

/// A file that differs between two upstream trees, with its group.
package struct FileChange: Hashable, Sendable {
  /// Where it belongs.
  package let placement: Placement
  /// What happened to it; a rename across groups is a deletion in one and an addition in the other.
  package let change: TreeChange
  /// Its old path in the edge repo, if it was renamed.
  package let oldPath: RepoPath?
  /// Whether a program makes the file; nil where nothing tells but perhaps its first lines.
  package var isGenerated: Bool?

  /// A change from its parts.
  package init(placement: Placement, change: TreeChange, oldPath: RepoPath? = nil) {
    self.placement = placement
    self.change = change
    self.oldPath = oldPath
  }

  /// Whose it is.
  package var group: FileGroup { placement.group }
  /// Its path in the edge repo; nil where no mapping's folder contains it.
  package var path: RepoPath? { placement.path }
  /// Its path upstream.
  package var upstreamPath: RepoPath { placement.upstreamPath }
  /// The path people know it by: the edge repo's, else upstream's.
  package var shownPath: RepoPath { path ?? upstreamPath }
  /// The old path that goes with ``shownPath``, if it was renamed.
  package var shownOldPath: RepoPath? {
    change.oldPath == nil ? nil : (path == nil ? change.oldPath : oldPath)
  }
  /// Git's letter for what happened.
  package var status: ChangeStatus { change.status }
}

extension Classifier {
  /// Upstream changes with their groups, sorted by group and path.
  package func classify(_ changes: [TreeChange]) -> [FileChange] {
    var files: [FileChange] = []
    files.reserveCapacity(changes.count)
    for change in changes {
      guard let oldPath = change.oldPath else {
        for placement in placements(of: change.path) {
          files.append(FileChange(placement: placement, change: change))
        }
        continue
      }
      classifyRename(change, from: oldPath, into: &files)
    }
    return files.sorted {
      ($0.group.order, $0.shownPath) < ($1.group.order, $1.shownPath)
    }
  }

  private func classifyRename(
    _ change: TreeChange, from oldPath: RepoPath, into files: inout [FileChange]
  ) {
    var olds = placements(of: oldPath)
    for new in placements(of: change.path) {
      // Both ends have to be in one group, and the edge repo has to know both or neither.
      if let index = olds.firstIndex(where: {
        $0.group == new.group && ($0.path == nil) == (new.path == nil)
      }) {
        let old = olds.remove(at: index)
        files.append(FileChange(placement: new, change: change, oldPath: old.path))
      } else {
        let addition = TreeChange(path: change.path, old: nil, new: change.new)
        files.append(FileChange(placement: new, change: addition))
      }
    }
    let deletion = TreeChange(path: oldPath, old: change.old, new: nil)
    for old in olds { files.append(FileChange(placement: old, change: deletion)) }
  }
}

extension FileGroup {
  /// The fixed order in which groups are shown.
  package var order: Int {
    switch self {
    case .synced: 0
    case .edge: 1
    case .outside: 2
    }
  }
}

/// How many files of each group something touches.
package struct GroupCounts: Hashable, Sendable {
  /// Files that upstream owns.
  package var synced = 0
  /// Files that the edge repo owns.
  package var edge = 0
  /// Files that no mapping takes.
  package var outside = 0

  /// No files.
  package init() {}

  /// Counts of classified changes.
  package init(_ files: [FileChange]) {
    for file in files { self[file.group] += 1 }
  }

  /// The count of one group.
  package subscript(group: FileGroup) -> Int {
    get {
      switch group {
      case .synced: synced
      case .edge: edge
      case .outside: outside
      }
    }
    set {
      switch group {
      case .synced: synced = newValue
      case .edge: edge = newValue
      case .outside: outside = newValue
      }
    }
  }
}
