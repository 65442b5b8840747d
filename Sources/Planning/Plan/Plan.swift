import Git
import Rules
import Text

/// The exact list of writes, deletes and renames that moves the edge repo from one pin to another.
package struct Plan: Sendable {
  /// A synced path and what becomes of it.
  package struct Step: Hashable, Sendable {
    /// What stands at a path that differs from HEAD, where a forced recovery may replace it.
    package struct Drifted: Hashable, Sendable {
      /// What the index holds; nil for nothing.
      package let index: TreeItem?
      /// What the work tree holds; nil for nothing.
      package let workTree: TreeItem?

      /// What was found.
      package init(index: TreeItem?, workTree: TreeItem?) {
        self.index = index
        self.workTree = workTree
      }
    }

    /// The path in the edge repo.
    package let path: RepoPath
    /// What HEAD has there; nil for nothing.
    package let old: TreeItem?
    /// What shall stand there; nil for nothing.
    package let new: TreeItem?
    /// What index and work tree hold, where that isn't what HEAD has and may be replaced all the same.
    package let drifted: Drifted?

    /// A step from its parts.
    package init(
      path: RepoPath, old: TreeItem?, new: TreeItem?, drifted: Drifted? = nil
    ) {
      self.path = path
      self.old = old
      self.new = new
      self.drifted = drifted
    }

    /// What the index has to hold for the step to be made.
    package var indexed: TreeItem? {
      guard let drifted else { return old }
      return drifted.index
    }

    /// What the work tree has to hold for the step to be made.
    package var standing: TreeItem? {
      guard let drifted else { return old }
      return drifted.workTree
    }
  }

  /// A file that moves.
  package struct Rename: Hashable, Sendable {
    /// Where it stands now.
    package let from: RepoPath
    /// Where it shall stand.
    package let to: RepoPath
  }

  /// The branch it was made for, by its full name: the one that HEAD was on.
  package let branch: String
  /// The commit of the branch that it was made on, whose manifest and lock it goes by.
  package let base: ObjectID
  /// The pin now.
  package let from: ObjectID
  /// The pin to be.
  package let to: Commit
  /// Every path that changes, sorted.
  package let steps: [Step]
  /// Deletes and writes that belong together.
  package let renames: [Rename]
  /// Overrides that upstream changed between the two pins, sorted.
  package let overrides: [RepoPath]
  /// Overrides that are pending once it landed, whichever sync left them to be carried over, sorted.
  package let owed: [RepoPath]
  /// Edge-specific files of the mappings' folders that stay as they are.
  package let edgeFiles: Int
  /// What a reviewer should know of the files: names that Windows can't hold, links that lead out,
  /// LFS pointers.
  package let remarks: [SafeText]
  /// The upstream files that change, with groups, from pin to candidate.
  package let files: [FileChange]
  /// Commits past the pin that concern the edge repo, newest first.
  package let commits: [Commit]
  /// Whether drift is replaced, after what stands there was saved.
  package let replacesDrift: Bool
  /// What a forced recovery replaces, after saving what stands there: drifted paths, sorted.
  package let replaced: [RepoPath]
  /// Whether the candidate doesn't descend from the pin.
  package let isStepBack: Bool
  /// The lock to be.
  package var lock: Lock
  /// The manifest that it was made by, and that lands where mappings are followed.
  package let manifest: Manifest
  /// The manifest's change where mappings go with files that upstream moved; nil where none does.
  package let edit: ManifestEdit?
  /// Whether there is nothing to do: no file changes, and the lock says so already.
  package let isEmpty: Bool

  /// Those of the overrides which upstream changed that are pending then: what a person has seen already isn't.
  package var owedNow: [RepoPath] {
    let owed = Set(owed)
    return overrides.filter(owed.contains)
  }

  /// Those that earlier syncs left.
  package var owedBefore: [RepoPath] {
    let changed = Set(overrides)
    return owed.filter { !changed.contains($0) }
  }

  /// The submodule that moves, in submodule mode; nil where none does.
  package var movedSubmodule: RepoPath? {
    steps.first { $0.new?.mode == .gitlink }?.path
  }

  /// The synced files that come along with a submodule that moves.
  package var filesInSubmodule: [FileChange] {
    movedSubmodule == nil ? [] : files.filter { $0.group == .synced }
  }

  /// Paths that are written and no rename's target.
  package var writes: [RepoPath] {
    let moved = Set(renames.map(\.to))
    return steps.filter { $0.new != nil && !moved.contains($0.path) }.map(\.path)
  }

  /// Paths that are deleted and no rename's source.
  package var deletes: [RepoPath] {
    let moved = Set(renames.map(\.from))
    return steps.filter { $0.new == nil && !moved.contains($0.path) }.map(\.path)
  }
}
